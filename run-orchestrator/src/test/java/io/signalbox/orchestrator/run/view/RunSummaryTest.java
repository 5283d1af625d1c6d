package io.signalbox.orchestrator.run.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.schemas.run.AssistantDelta;
import io.signalbox.schemas.run.ModelAttemptFailed;
import io.signalbox.schemas.run.ModelAttemptRequested;
import io.signalbox.schemas.run.ModelAttemptStarted;
import io.signalbox.schemas.run.ReasoningDelta;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunFailed;
import io.signalbox.schemas.run.RunSilent;
import io.signalbox.schemas.run.RunWaitingTool;
import io.signalbox.schemas.run.ToolApprovalDecided;
import io.signalbox.schemas.run.ToolApprovalRequested;
import io.signalbox.schemas.run.ToolCallDispatched;
import io.signalbox.schemas.run.ToolCallRequested;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunSummaryTest {
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID SESSION = new UUID(3, 3);
  private static final UUID PARENT = new UUID(4, 4);

  private final LoggedRun log = new LoggedRun("t", AT);

  @Test
  void shouldKnowWhereARunComesFrom() {
    // given
    log.created(SESSION.toString(), List.of());
    RunCreated created = (RunCreated) log.events.removeLast().getPayload();
    log.then(
        RunCreated.newBuilder(created).setParentRunId(PARENT.toString()).setParentSeq(7L).build());
    // when
    RunSummary run = summary();
    // then
    assertThat(run.progress()).isEqualTo(new RunSummary.Progress("queued", AT, null, null, 1));
    assertThat(run.origin().sessionId()).isEqualTo(SESSION);
    assertThat(run.origin().parentRunId()).isEqualTo(PARENT);
    assertThat(run.origin().parentSeq()).isEqualTo(7);
  }

  @Test
  void shouldFollowARunToItsEnd() {
    // when
    log.created().released().started().said("a1", "let me see");
    log.then(RunWaitingTool.newBuilder().setPending(List.of("c")).build());
    assertThat(summary().progress().status()).isEqualTo("waiting_tool");
    log.answered("c", "completed", "1", null).resumed(2);
    assertThat(summary().progress().status()).isEqualTo("running");
    log.said("a2", "one").completed("one");
    // then
    RunSummary run = summary();
    Instant end = AT.plusSeconds(8);
    assertThat(run.progress())
        .isEqualTo(new RunSummary.Progress("completed", end, AT.plusSeconds(2), end, 9));
    assertThat(run.tokens()).isEqualTo(new RunSummary.Tokens(6, 4));
    assertThat(run.outputText()).isEqualTo("one");
    assertThat(run.failure()).isNull();
  }

  @Test
  void shouldKnowWhichCallsWaitForAnApproval() {
    // given
    log.created().started();
    log.then(RunWaitingTool.newBuilder().setPending(List.of("c", "d", "e")).build());
    List.of("c", "d", "e").forEach(call -> log.then(new ToolApprovalRequested(call, "rm", AT)));
    assertThat(summary().unapproved()).containsExactlyInAnyOrder("c", "d", "e");
    // when
    log.then(new ToolApprovalDecided("d", "rm", "allow-once", "ann", null));
    log.answered("e", "failed", null, "nobody approved it");
    // then
    assertThat(summary().unapproved()).containsExactly("c");
    assertThat(summary(log.canceled()).unapproved()).isEmpty();
  }

  @Test
  void shouldEndAtACancellation() {
    // when
    RunSummary run = summary(log.created().started().canceled());
    // then
    assertThat(run.progress().status()).isEqualTo("canceled");
    assertThat(run.progress().completedAt()).isEqualTo(AT.plusSeconds(2));
    assertThat(run.failure()).isNull();
  }

  @Test
  void shouldEndAtAFailureAndSayWhy() {
    // given
    log.created()
        .then(
            RunFailed.newBuilder()
                .setCode("RUN_TIMEOUT")
                .setError("too slow")
                .setUsage(LoggedRun.USAGE)
                .build());
    // when
    RunSummary run = summary();
    // then
    assertThat(run.progress().status()).isEqualTo("failed");
    assertThat(run.progress().completedAt()).isEqualTo(AT.plusSeconds(1));
    assertThat(run.failure()).isEqualTo(new RunSummary.Failure("RUN_TIMEOUT", "too slow"));
  }

  @Test
  void shouldSayThatARunIsDeleted() {
    assertThat(summary(log.created().canceled().deleted()).progress().status())
        .isEqualTo("deleted");
  }

  @ParameterizedTest
  @MethodSource("withoutAnotherStatus")
  void shouldOnlyMoveOnAt(Object payload) {
    // given
    RunSummary before = summary(log.created().started());
    // when
    RunSummary after = summary(log.then(payload));
    // then
    assertThat(after)
        .isEqualTo(
            new RunSummary(
                before.origin(),
                new RunSummary.Progress("running", AT.plusSeconds(2), AT.plusSeconds(1), null, 3),
                before.tokens(),
                null,
                null,
                Set.of()));
  }

  @Test
  void shouldChangeNothingAtAnEventThatItHasSeen() {
    // given
    RunSummary before = summary(log.created().started());
    // when
    RunSummary after = before.on(log.event(2, log.events.getFirst().getPayload()));
    // then
    assertThat(after).isSameAs(before);
  }

  @Test
  void shouldRefuseAClassThatIsNoEventOfARun() {
    // given
    RunSummary before = summary(log.created());
    // then
    assertThatThrownBy(() -> before.on(log.event(LoggedRun.message("m", "user", "hi"))))
        .isInstanceOf(IllegalStateException.class);
  }

  private static Stream<Object> withoutAnotherStatus() {
    Schema later =
        SchemaBuilder.record("RunPraised").prop("eventType", "run.praised").fields().endRecord();
    return Stream.of(
        new LoggedRun("t", AT).released().events.getFirst().getPayload(),
        new LoggedRun("t", AT).appended("m3", "more").events.getFirst().getPayload(),
        new LoggedRun("t", AT).answered("c", "failed", null, "no").events.getFirst().getPayload(),
        new AssistantDelta(1, 1, 0, "o"),
        new ReasoningDelta(1, 1, 0, "o"),
        ModelAttemptRequested.newBuilder().setStep(1).setAttempt(2).build(),
        attemptStarted(),
        attemptFailed(),
        toolCallRequested(),
        toolCallDispatched(),
        RunSilent.newBuilder().setSince(AT).setWaitingFor("model").build(),
        new GenericData.Record(later));
  }

  private static SpecificRecord attemptStarted() {
    return ModelAttemptStarted.newBuilder()
        .setStep(1)
        .setAttempt(1)
        .setAttemptId(SESSION)
        .setWorker("w")
        .build();
  }

  private static SpecificRecord attemptFailed() {
    return ModelAttemptFailed.newBuilder()
        .setStep(1)
        .setAttempt(1)
        .setCode("X")
        .setError("x")
        .setRetryable(true)
        .setRetryAt(AT)
        .build();
  }

  private static SpecificRecord toolCallRequested() {
    return ToolCallRequested.newBuilder()
        .setCallId("c")
        .setStep(1)
        .setToolName("lookup")
        .setArgs("{}")
        .setExecutionTarget("device")
        .build();
  }

  private static SpecificRecord toolCallDispatched() {
    return ToolCallDispatched.newBuilder()
        .setCallId("c")
        .setToolName("lookup")
        .setDeviceId("d")
        .setEpoch(1)
        .build();
  }

  private RunSummary summary() {
    return summary(log);
  }

  private static RunSummary summary(LoggedRun log) {
    RunEvent first = log.events.getFirst();
    RunSummary run = RunSummary.created(first.getEnvelope(), (RunCreated) first.getPayload());
    for (RunEvent event : log.events) {
      run = run.on(event);
    }
    return run;
  }
}
