package io.signalbox.benchmarks.load;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.CompleteModelAttempt;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelDelta;
import io.signalbox.schemas.run.RecordModelOutput;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.SettleToolCall;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/// The commands of one run, in the order in which it accepts them: the script plays edge, worker
/// and tools. Nobody waits for an answer.
public final class RunScript {
  /// A configuration that says nothing but the provider.
  public static final String SMALL = "{\"model\":{\"provider\":\"echo\"}}";

  private static final Actor ACTOR =
      Actor.newBuilder().setKind("service").setSubject("benchmarks").build();
  private static final String TENANT = "benchmarks";

  private final String runId = Ids.next().toString();
  private UUID attempt = Ids.next();
  private int step = 1;
  private int next;

  /// The run's id.
  public String runId() {
    return runId;
  }

  /// Starts it: 1 event.
  public RunCommand start(String config) {
    Message message =
        Message.newBuilder().setId("msg-0").setRole("user").setText("What is new?").build();
    return command(
        StartRun.newBuilder()
            .setAgentId("agent")
            .setAgentVersionId("version")
            .setConfigHash("hash")
            .setConfig(config)
            .setMessages(List.of(message))
            .build());
  }

  /// A worker takes the model call: 2 events for the first step, 1 for each other.
  public RunCommand begin() {
    attempt = Ids.next();
    next = 0;
    return command(
        BeginModelAttempt.newBuilder()
            .setStep(step)
            .setAttempt(1)
            .setAttemptId(attempt)
            .setWorker("worker")
            .build());
  }

  /// The model says a little: 1 event.
  public RunCommand say(String text) {
    ModelDelta delta = ModelDelta.newBuilder().setKind("text").setText(text).build();
    return command(
        RecordModelOutput.newBuilder()
            .setAttemptId(attempt)
            .setIndex(next++)
            .setDeltas(List.of(delta))
            .build());
  }

  /// The model ends its last turn: 2 events.
  public RunCommand complete(String text) {
    return complete(text, List.of());
  }

  /// The model ends its turn and asks for a tool that its configuration names: 3 events.
  public RunCommand ask(String text, String tool) {
    return complete(
        text,
        List.of(
            ToolCallDraft.newBuilder()
                .setCallId("call-" + step)
                .setToolName(tool)
                .setArgs("{\"q\":\"x\"}")
                .build()));
  }

  /// The tool answers, and the next step begins: 2 events.
  public RunCommand settle(String json) {
    return command(
        SettleToolCall.newBuilder()
            .setCallId("call-" + step++)
            .setStatus("completed")
            .setResult(json)
            .setSource("device")
            .build());
  }

  private RunCommand complete(String text, List<ToolCallDraft> calls) {
    return command(
        CompleteModelAttempt.newBuilder()
            .setAttemptId(attempt)
            .setMessageId("answer-" + step)
            .setText(text)
            .setToolCalls(calls)
            .setFinishReason(calls.isEmpty() ? "stop" : "tool_calls")
            .setUsage(TokenUsage.newBuilder().setInputTokens(10).setOutputTokens(5).build())
            .build());
  }

  private RunCommand command(SpecificRecord payload) {
    return RunCommand.newBuilder()
        .setEnvelope(Envelopes.command(TENANT, runId, ACTOR, Instant.now(), null))
        .setPayload(payload)
        .build();
  }
}
