package io.signalbox.benchmarks.load;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.AssistantDelta;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.ModelAttemptStarted;
import io.signalbox.schemas.run.RunCompleted;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.TokenUsage;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/// The events of one run in their order: the script plays the orchestrator, of which only the views
/// are asked.
public final class EventScript {
  private static final Actor ACTOR =
      Actor.newBuilder().setKind("service").setSubject("benchmarks").build();
  private static final String TENANT = "default"; // whom the edge takes callers of this machine for

  private final String runId = Ids.next().toString();
  private long seq;
  private int words;

  /// The run's id.
  public String runId() {
    return runId;
  }

  /// How many events it has.
  public long events() {
    return seq;
  }

  /// Its first three events, up to where the model begins to talk.
  public List<RunEvent> beginning() {
    Message message =
        Message.newBuilder().setId("msg-0").setRole("user").setText("What is new?").build();
    return List.of(
        event(
            RunCreated.newBuilder()
                .setAgentId(Ids.next().toString())
                .setAgentVersionId(Ids.next().toString())
                .setConfigHash("hash")
                .setConfig(RunScript.SMALL)
                .setMessages(List.of(message))
                .build()),
        event(RunStarted.newBuilder().build()),
        event(
            ModelAttemptStarted.newBuilder()
                .setStep(1)
                .setAttempt(1)
                .setAttemptId(Ids.next())
                .setWorker("worker")
                .build()));
  }

  /// The model says a little.
  public RunEvent say(String text) {
    return event(
        AssistantDelta.newBuilder()
            .setStep(1)
            .setAttempt(1)
            .setIndex(words++)
            .setDelta(text)
            .build());
  }

  /// Its last event.
  public RunEvent end() {
    return event(
        RunCompleted.newBuilder()
            .setText("That is all.")
            .setUsage(TokenUsage.newBuilder().setInputTokens(10).setOutputTokens(5).build())
            .build());
  }

  private RunEvent event(SpecificRecord payload) {
    Envelope cause = Envelopes.command(TENANT, runId, ACTOR, Instant.now(), null);
    return RunEvent.newBuilder()
        .setEnvelope(Envelopes.event(cause, runId, ++seq))
        .setPayload(payload)
        .build();
  }
}
