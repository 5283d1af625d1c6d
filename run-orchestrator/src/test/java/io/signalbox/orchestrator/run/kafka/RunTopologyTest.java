package io.signalbox.orchestrator.run.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.Ids;
import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.orchestrator.agent.kafka.AgentTopology;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelDelta;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RecordModelOutput;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.SettleToolCall;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolApprovalDecided;
import io.signalbox.schemas.tool.ToolApprovalRequested;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunTopologyTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String CONFIG =
      """
      {"model":{"provider":"scripted"},"tools":[{"name":"lookup","executionTarget":"device","timeoutMs":60000,
       "policy":"require_approval","approvalTimeoutMs":30000}]}
      """;

  private final WireSerdes serdes = PlainAvro.serdes();
  private final TopologyTestDriver driver = new TopologyTestDriver(topology(serdes));
  private final TestInputTopic<String, RunCommand> commands = in(Topics.RUN_COMMANDS);
  private final TestInputTopic<String, ToolEvent> toolEvents = in(Topics.TOOL_EVENTS);
  private final TestOutputTopic<String, RunEvent> events = out(Topics.RUN_EVENTS);
  private final TestOutputTopic<String, ModelRequest> modelRequests = out(Topics.MODEL_REQUESTS);
  private final TestOutputTopic<String, ToolRequest> toolRequests = out(Topics.TOOL_REQUESTS);
  private final TestOutputTopic<String, RunCommand> relayed = out(Topics.RUN_COMMANDS);
  private final String runId = Ids.next().toString();
  private final UUID attempt = Ids.next();

  private static Topology topology(WireSerdes serdes) {
    TopologyParts parts = new TopologyParts(serdes, "run-orchestrator");
    AgentTopology.addTo(parts);
    RunTopology.addTo(parts, Duration.ofHours(25));
    return parts.build();
  }

  @AfterEach
  void close() {
    driver.close();
  }

  @Test
  void shouldCarryARunFromItsStartThroughAToolToItsNextStep() {
    // when
    say(start());
    say(BeginModelAttempt.newBuilder().setStep(1).setAttemptId(attempt).setWorker("w").build());
    say(
        RecordModelOutput.newBuilder()
            .setAttemptId(attempt)
            .setIndex(0)
            .setDeltas(List.of(ModelDelta.newBuilder().setKind("text").setText("hm").build()))
            .build());
    say(complete());
    // then
    ToolRequest request = toolRequests.readValue();
    assertThat(request.getEnvelope().getAggregateId()).isEqualTo("call-1");
    assertThat(request.getPayload())
        .isInstanceOfSatisfying(
            RequestToolCall.class,
            call -> {
              assertThat(call.getRunId()).isEqualTo(runId);
              assertThat(call.getDeadline()).isEqualTo(NOW.plusSeconds(60));
            });
    // when
    happened(completed());
    // then
    RunCommand settle = relayed.readValue();
    assertThat(settle.getPayload())
        .isInstanceOfSatisfying(
            SettleToolCall.class, it -> assertThat(it.getCallId()).isEqualTo("call-1"));
    List<RunEvent> written = events.readValuesToList();
    assertThat(written)
        .extracting(each -> WireJson.eventType(WireRecords.payload(each)))
        .containsExactly(
            "run.created",
            "run.started",
            "model.attempt.started",
            "assistant.delta",
            "assistant.message",
            "tool.call.requested",
            "run.waiting_tool",
            "tool.result.received",
            "run.status");
    assertThat(written)
        .extracting(each -> each.getEnvelope().getSeq())
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    List<ModelRequest> calls = modelRequests.readValuesToList();
    assertThat(calls).extracting(ModelRequest::getStep).containsExactly(1, 2);
    assertThat(calls.getLast().getMessages())
        .extracting(Message::getRole)
        .containsExactly("user", "assistant", "tool");
  }

  /// Row 12 of the traps.
  @Test
  void modelNotToldWaitingForHumanShouldNotHappen() {
    // given
    say(start());
    say(BeginModelAttempt.newBuilder().setStep(1).setAttemptId(attempt).setWorker("w").build());
    say(complete());
    assertThat(toolRequests.readValue().getPayload())
        .isInstanceOfSatisfying(
            RequestToolCall.class,
            call -> {
              assertThat(call.getPolicy()).isEqualTo("require_approval");
              assertThat(call.getApprovalDeadline()).isEqualTo(NOW.plusSeconds(30));
            });
    events.readValuesToList();
    // when
    happened(
        ToolApprovalRequested.newBuilder().setRunId(runId).setUntil(NOW.plusSeconds(30)).build());
    happened(
        ToolApprovalDecided.newBuilder()
            .setRunId(runId)
            .setDecision("deny")
            .setBy("ann")
            .setReason("not today")
            .build());
    happened(
        ToolCallFailed.newBuilder()
            .setRunId(runId)
            .setError("The call of 'lookup' was denied by ann: not today")
            .setSource("server")
            .setCode("DENIED")
            .build());
    // then
    assertThat(events.readValuesToList())
        .extracting(each -> WireJson.text(WireRecords.payload(each)))
        .satisfiesExactly(
            asked -> assertThat(asked).contains("\"callId\":\"call-1\"", "2026-03-01T12:00:30Z"),
            decided -> assertThat(decided).contains("\"deny\"", "\"ann\"", "not today"),
            received -> assertThat(received).contains("denied by ann: not today"),
            resumed -> assertThat(resumed).contains("running"));
    assertThat(modelRequests.readValuesToList().getLast().getMessages().getLast().getText())
        .contains("denied by ann: not today");
  }

  @Test
  void shouldHideTheConfigurationFromWatchers() {
    say(start());
    assertThat(WireJson.text(WireRecords.payload(events.readValue()))).doesNotContain("scripted");
  }

  private void say(SpecificRecord payload) {
    commands.pipeInput(
        runId, RunCommand.newBuilder().setEnvelope(envelope(runId)).setPayload(payload).build());
  }

  private void happened(SpecificRecord payload) {
    toolEvents.pipeInput(
        "call-1",
        ToolEvent.newBuilder().setEnvelope(envelope("call-1")).setPayload(payload).build());
  }

  private ToolCallCompleted completed() {
    return ToolCallCompleted.newBuilder()
        .setRunId(runId)
        .setResult("1")
        .setSource("device")
        .build();
  }

  private static Envelope envelope(String aggregateId) {
    Actor actor = Actor.newBuilder().setKind("user").setSubject("u").build();
    return Envelopes.command("acme", aggregateId, actor, NOW, null);
  }

  private static StartRun start() {
    return StartRun.newBuilder()
        .setAgentId(Ids.next().toString())
        .setAgentVersionId(Ids.next().toString())
        .setConfigHash("hash")
        .setConfig(CONFIG)
        .setMessages(
            List.of(Message.newBuilder().setId("msg-0").setRole("user").setText("go").build()))
        .build();
  }

  private CompleteModelAttempt complete() {
    return CompleteModelAttempt.newBuilder()
        .setAttemptId(attempt)
        .setMessageId("m")
        .setText("hm")
        .setToolCalls(
            List.of(
                ToolCallDraft.newBuilder()
                    .setCallId("call-1")
                    .setToolName("lookup")
                    .setArgs("{}")
                    .build()))
        .setFinishReason("tool_calls")
        .setUsage(TokenUsage.newBuilder().build())
        .build();
  }

  private <V extends SpecificRecord> TestInputTopic<String, V> in(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.forValues(topic).serializer());
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> out(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.forValues(topic).deserializer());
  }
}
