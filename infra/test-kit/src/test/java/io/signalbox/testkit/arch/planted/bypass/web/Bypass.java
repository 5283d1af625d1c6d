package io.signalbox.testkit.arch.planted.bypass.web;

import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topics;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.Topology;

/// Planted: three ways around the kafka package.
public final class Bypass {
  private Bypass() {}

  /// By hand.
  public static void produce(Producer<String, RunEvent> producer, RunEvent event) {
    var _ = producer.send(new ProducerRecord<>(Topics.RUN_EVENTS.name(), event));
  }

  /// As a message of an aggregate.
  public static Outgoing message(RunEvent event) {
    return Outgoing.to(Topics.RUN_EVENTS, event);
  }

  /// As a sink.
  public static void sink(Topology topology) {
    topology.addSink("events", "run.events", "decide");
  }
}
