package io.signalbox.orchestrator.run.kafka;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.FailModelAttempt;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The topology of runs under a test driver, with a clock that stands until it is told to go on.
final class RunsOnTheLog implements AutoCloseable {
  static final Duration GRACE = Duration.ofHours(25);
  static final List<String> STORES =
      List.of("runs", "run-messages", "run-configs", "runs-by-time", "runs-by-id");

  final String runId = Ids.next().toString();
  private final WireSerdes serdes = PlainAvro.serdes();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, RunCommand> commands;
  private Instant now;

  RunsOnTheLog(Instant now) {
    this.now = now;
    TopologyParts parts = new TopologyParts(serdes, "run-orchestrator");
    RunTopology.addTo(parts, GRACE);
    driver = new TopologyTestDriver(parts.build(), new Properties(), now);
    commands =
        driver.createInputTopic(
            Topics.RUN_COMMANDS.name(),
            new StringSerializer(),
            serdes.forValues(Topics.RUN_COMMANDS).serializer());
  }

  /// Another process that restores the stores of this one, and goes on with its run.
  void restoreFrom(RunsOnTheLog other) {
    for (String name : STORES) {
      KeyValueStore<String, Object> mine = store(name);
      try (KeyValueIterator<String, Object> all = other.store(name).all()) {
        all.forEachRemaining(each -> mine.put(each.key, each.value));
      }
    }
  }

  KeyValueStore<String, Object> store(String name) {
    return driver.getKeyValueStore(name);
  }

  /// What is in any store.
  List<String> kept() {
    return STORES.stream()
        .flatMap(name -> {
          try (KeyValueIterator<String, Object> all = store(name).all()) {
            List<String> keys = new java.util.ArrayList<>();
            all.forEachRemaining(
                (KeyValue<String, Object> each) -> keys.add(name + ":" + each.key));
            return keys.stream();
          }
        })
        .toList();
  }

  void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  void say(SpecificRecord payload) {
    say(runId, payload);
  }

  void say(String id, SpecificRecord payload) {
    Actor actor = Actor.newBuilder().setKind("user").setSubject("u").build();
    Envelope envelope =
        Envelope.newBuilder(Envelopes.command("acme", id, actor, now, null))
            .setReplyTo("edge-1")
            .build();
    commands.pipeInput(
        id, RunCommand.newBuilder().setEnvelope(envelope).setPayload(payload).build());
  }

  <V extends SpecificRecord> TestOutputTopic<String, V> out(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.forValues(topic).deserializer());
  }

  static StartRun start(String config, String... texts) {
    return StartRun.newBuilder()
        .setAgentId(Ids.next().toString())
        .setAgentVersionId(Ids.next().toString())
        .setConfigHash("hash")
        .setConfig(config)
        .setMessages(
            Stream.of(texts)
                .map(text ->
                    Message.newBuilder().setId("m-" + text).setRole("user").setText(text).build())
                .toList())
        .build();
  }

  static BeginModelAttempt begin(UUID attempt) {
    return BeginModelAttempt.newBuilder()
        .setStep(1)
        .setAttempt(1)
        .setAttemptId(attempt)
        .setWorker("worker-1")
        .build();
  }

  static FailModelAttempt fail(UUID attempt) {
    return FailModelAttempt.newBuilder()
        .setAttemptId(attempt)
        .setCode("OVERLOADED")
        .setError("try later")
        .setRetryable(true)
        .build();
  }

  static CompleteModelAttempt complete(UUID attempt, String text, ToolCallDraft... calls) {
    return CompleteModelAttempt.newBuilder()
        .setAttemptId(attempt)
        .setMessageId("answer")
        .setText(text)
        .setToolCalls(List.of(calls))
        .setFinishReason("stop")
        .setUsage(TokenUsage.newBuilder().build())
        .build();
  }

  @Override
  public void close() {
    driver.close();
  }
}
