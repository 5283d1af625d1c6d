package io.signalbox.testkit.arch.planted.clean.order.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.arch.planted.clean.order.Order;
import java.time.Instant;

/// May write.
public record OrderEvents(Order order) {

  /// Makes an event where events are made.
  public Outgoing event(Envelope envelope) {
    RunStarted payload = RunStarted.newBuilder().build();
    return Outgoing.to(
        Topics.RUN_EVENTS, RunEvent.newBuilder().setEnvelope(envelope).setPayload(payload).build());
  }

  /// Decides through the rules.
  public Decision<String> decide(String item) {
    return order.decide(item, Instant.now());
  }
}
