package io.signalbox.orchestrator.session.kafka;

import io.signalbox.kit.Ids;
import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.orchestrator.run.kafka.RunTopology;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.FailModelAttempt;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.session.AdmitRun;
import io.signalbox.schemas.session.CreateSession;
import io.signalbox.schemas.session.SessionCommand;
import io.signalbox.schemas.session.SessionEvent;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.jspecify.annotations.Nullable;

/// One session and its runs under a test driver, and a clock that passes when it is told to.
final class Conversations {
  static final String SESSION = "session-1";
  static final Duration IDLE = Duration.ofSeconds(30);
  static final Duration GRACE = Duration.ofHours(25);
  static final Duration RUN_TIMEOUT = Duration.ofSeconds(60);
  private static final String CONFIG =
      "{\"model\":{\"provider\":\"scripted\"},\"timeouts\":{\"runMs\":%d}}"
          .formatted(RUN_TIMEOUT.toMillis());

  private final WireSerdes serdes = PlainAvro.serdes();
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final TopologyTestDriver driver = new TopologyTestDriver(topology(serdes), now);
  private final TestInputTopic<String, SessionCommand> sessions = in(Topics.SESSION_COMMANDS);
  private final TestInputTopic<String, RunCommand> runs = in(Topics.RUN_COMMANDS);
  private final Seen<SessionEvent> sessionEvents = new Seen<>(out(Topics.SESSION_EVENTS));
  private final Seen<RunEvent> runEvents = new Seen<>(out(Topics.RUN_EVENTS));
  private final Seen<ModelRequest> modelRequests = new Seen<>(out(Topics.MODEL_REQUESTS));
  private final Seen<CommandReply> replies = new Seen<>(out(Topics.COMMAND_REPLIES));

  private static Topology topology(WireSerdes serdes) {
    TopologyParts parts = new TopologyParts(serdes, "run-orchestrator");
    RunTopology.addTo(parts, GRACE);
    SessionTopology.addTo(parts, GRACE);
    return parts.build();
  }

  void close() {
    driver.close();
  }

  void open(String onActive) {
    say(CreateSession.newBuilder().setOnActive(onActive).setIdleTimeoutMs(IDLE.toMillis()).build());
  }

  void admit(String runId, String text, @Nullable String onActive) {
    Message message = Message.newBuilder().setId("msg-0").setRole("user").setText(text).build();
    StartRun start =
        StartRun.newBuilder()
            .setAgentId("agent")
            .setAgentVersionId("version")
            .setConfigHash("hash")
            .setConfig(CONFIG)
            .setMessages(List.of(message))
            .build();
    say(AdmitRun.newBuilder().setRunId(runId).setStart(start).setOnActive(onActive).build());
  }

  void say(SpecificRecord payload) {
    sessions.pipeInput(
        SESSION,
        SessionCommand.newBuilder().setEnvelope(envelope(SESSION)).setPayload(payload).build());
  }

  void complete(String runId, String text) {
    tell(
        runId,
        CompleteModelAttempt.newBuilder()
            .setAttemptId(begin(runId))
            .setMessageId("m")
            .setText(text)
            .setToolCalls(List.of())
            .setFinishReason("stop")
            .setUsage(TokenUsage.newBuilder().build())
            .build());
  }

  void fail(String runId) {
    tell(
        runId,
        FailModelAttempt.newBuilder()
            .setAttemptId(begin(runId))
            .setCode("BROKEN")
            .setError("no")
            .setRetryable(false)
            .build());
  }

  void cancel(String runId) {
    tell(runId, CancelRun.newBuilder().setReason("enough").build());
  }

  void pass(Duration time) {
    now = now.plus(time);
    driver.advanceWallClockTime(time);
  }

  List<String> sessionEvents() {
    return sessionEvents.all().stream().map(Conversations::type).toList();
  }

  List<String> runEvents(String runId) {
    return runEvents.all().stream()
        .filter(each -> each.getEnvelope().getAggregateId().equals(runId))
        .map(Conversations::type)
        .toList();
  }

  RunEvent created(String runId) {
    return runEvents.all().stream()
        .filter(each -> each.getEnvelope().getAggregateId().equals(runId))
        .findFirst()
        .orElseThrow();
  }

  List<ModelRequest> modelRequests() {
    return modelRequests.all();
  }

  List<String> rejections() {
    return replies.all().stream()
        .map(CommandReply::getPayload)
        .filter(CommandRejected.class::isInstance)
        .map(each -> ((CommandRejected) each).getReason())
        .toList();
  }

  boolean isStored() {
    return driver.getKeyValueStore(SessionTopology.SESSIONS).get(SESSION) != null;
  }

  private UUID begin(String runId) {
    UUID attemptId = Ids.next();
    tell(
        runId,
        BeginModelAttempt.newBuilder().setStep(1).setAttemptId(attemptId).setWorker("w").build());
    return attemptId;
  }

  private void tell(String runId, SpecificRecord payload) {
    runs.pipeInput(
        runId, RunCommand.newBuilder().setEnvelope(envelope(runId)).setPayload(payload).build());
  }

  private Envelope envelope(String aggregateId) {
    Actor actor = Actor.newBuilder().setKind("user").setSubject("u").build();
    return Envelope.newBuilder(Envelopes.command("acme", aggregateId, actor, now, null))
        .setReplyTo("edge")
        .build();
  }

  private static String type(SpecificRecord event) {
    return WireJson.eventType(WireRecords.payload(event));
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> in(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.forValues(topic).serializer());
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> out(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.forValues(topic).deserializer());
  }

  /// All that was written to a topic so far.
  private static final class Seen<V> {
    private final TestOutputTopic<String, V> topic;
    private final List<V> values = new ArrayList<>();

    Seen(TestOutputTopic<String, V> topic) {
      this.topic = topic;
    }

    List<V> all() {
      values.addAll(topic.readValuesToList());
      return List.copyOf(values);
    }
  }
}
