package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.MUST;
import static io.signalbox.orchestrator.run.Runs.UNDECLARED;
import static io.signalbox.orchestrator.run.Runs.USAGE;
import static io.signalbox.orchestrator.run.Runs.and;
import static io.signalbox.orchestrator.run.Runs.began;
import static io.signalbox.orchestrator.run.Runs.begin;
import static io.signalbox.orchestrator.run.Runs.broken;
import static io.signalbox.orchestrator.run.Runs.complete;
import static io.signalbox.orchestrator.run.Runs.created;
import static io.signalbox.orchestrator.run.Runs.found;
import static io.signalbox.orchestrator.run.Runs.message;
import static io.signalbox.orchestrator.run.Runs.output;
import static io.signalbox.orchestrator.run.Runs.received;
import static io.signalbox.orchestrator.run.Runs.requested;
import static io.signalbox.orchestrator.run.Runs.running;
import static io.signalbox.orchestrator.run.Runs.settle;
import static io.signalbox.orchestrator.run.Runs.start;
import static io.signalbox.orchestrator.run.Runs.waiting;
import static io.signalbox.orchestrator.run.Runs.waitingFor;

import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.run.RunCommand.CompleteModelAttempt;
import io.signalbox.orchestrator.run.RunCommand.Delta;
import io.signalbox.orchestrator.run.RunCommand.RecordModelOutput;
import io.signalbox.orchestrator.run.RunCommand.RecordToolApproval;
import io.signalbox.orchestrator.run.RunCommand.RecordToolApprovalRequest;
import io.signalbox.orchestrator.run.RunCommand.RecordToolClaim;
import io.signalbox.orchestrator.run.RunCommand.RecordToolDispatch;
import io.signalbox.orchestrator.run.RunEvent.AssistantDelta;
import io.signalbox.orchestrator.run.RunEvent.ReasoningDelta;
import io.signalbox.orchestrator.run.RunEvent.RunCompleted;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunEvent.ToolApprovalDecided;
import io.signalbox.orchestrator.run.RunEvent.ToolApprovalRequested;
import io.signalbox.orchestrator.run.RunEvent.ToolCallClaimed;
import io.signalbox.orchestrator.run.RunEvent.ToolCallDispatched;
import io.signalbox.orchestrator.run.RunEvent.ToolCallRequested;
import io.signalbox.testing.Decider;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunDeciderTest {
  private final Decider<Run, RunCommand, RunEvent> runs = Runs.decider();

  @Test
  void shouldCreateARun() {
    runs.given().when(start()).then(created());
  }

  @Test
  void shouldGrantASecondStartAndChangeNothing() {
    runs.given(created()).when(start()).then();
    runs.given(running()).when(start()).then();
  }

  @Test
  void shouldStartWithTheFirstAttempt() {
    runs.given(created()).when(begin(1, "a1")).then(new RunStarted(), began(1, 1, "a1"));
  }

  @Test
  void shouldGrantTheSameAttemptTwice() {
    runs.given(running()).when(begin(1, "a1")).then();
  }

  @Test
  void shouldRefuseAnAttemptAtAStepThatIsOver() {
    runs.given(waitingFor(LOOKUP)).when(begin(1, "a2")).thenRejected(Rejection.STALE);
    runs.given(created()).when(begin(2, "a1")).thenRejected(Rejection.STALE);
    runs.given().when(begin(1, "a1")).thenRejected(Rejection.NOT_FOUND);
  }

  @Test
  void shouldRecordEveryDeltaOnce() {
    RunEvent[] past =
        and(running(), new AssistantDelta(1, 1, 0, "a"), new AssistantDelta(1, 1, 1, "b"));
    runs.given(running())
        .when(output("a1", 0, "a", "b"))
        .then(new AssistantDelta(1, 1, 0, "a"), new AssistantDelta(1, 1, 1, "b"));
    runs.given(past).when(output("a1", 2, "c")).then(new AssistantDelta(1, 1, 2, "c"));
    runs.given(past).when(output("a1", 0, "a", "b")).then();
    runs.given(past).when(output("a1", 3, "d")).thenRejected(Rejection.CONFLICT);
  }

  @Test
  void shouldTellReasoningFromTheAnswer() {
    runs.given(running())
        .when(
            new RecordModelOutput(
                "a1",
                0,
                List.of(new Delta(Delta.Kind.REASONING, "hm"), new Delta(Delta.Kind.TEXT, "yes"))))
        .then(new ReasoningDelta(1, 1, 0, "hm"), new AssistantDelta(1, 1, 1, "yes"));
  }

  @Test
  void shouldCompleteWhenTheModelAsksForNothing() {
    runs.given(running())
        .when(complete("a1", "done"))
        .then(message(1, 1, "a1", "done"), new RunCompleted("done", USAGE));
  }

  @Test
  void shouldWaitForAllCallsOfATurn() {
    runs.given(running())
        .when(complete("a1", "let me see", LOOKUP, ASK))
        .then(
            message(1, 1, "a1", "let me see", LOOKUP, ASK),
            requested(1, LOOKUP),
            requested(1, ASK),
            waiting(LOOKUP, ASK));
  }

  @Test
  void shouldTellTheModelOfAToolThatDoesNotExist() {
    ToolOutcome undeclared = ToolOutcome.undeclared("nonsense");
    runs.given(running())
        .when(complete("a1", "", UNDECLARED))
        .then(
            message(1, 1, "a1", "", UNDECLARED),
            requested(1, UNDECLARED),
            received(UNDECLARED, undeclared),
            new RunResumed(2));
    runs.given(running())
        .when(complete("a1", "", UNDECLARED, LOOKUP))
        .then(
            message(1, 1, "a1", "", UNDECLARED, LOOKUP),
            requested(1, UNDECLARED),
            received(UNDECLARED, undeclared),
            requested(1, LOOKUP),
            waiting(LOOKUP));
  }

  @Test
  void shouldTellTheModelOfArgumentsThatMissTheSchemaAndNobodyElse() {
    String wrong = "/q: string found, integer expected";
    CompleteModelAttempt turn = complete("a1", "", LOOKUP, ASK);
    runs.given(running())
        .when(
            new CompleteModelAttempt(
                turn.attemptId(),
                turn.messageId(),
                "",
                turn.toolCalls(),
                Map.of(LOOKUP.callId(), wrong),
                turn.finishReason(),
                turn.usage()))
        .then(
            message(1, 1, "a1", "", LOOKUP, ASK),
            new ToolCallRequested(1, LOOKUP, ExecutionTarget.DEVICE, Optional.empty()),
            received(LOOKUP, ToolOutcome.wrongArguments(wrong)),
            requested(1, ASK),
            waiting(ASK));
  }

  @Test
  void shouldFailAModelThatNeverStopsAsking() {
    RunEvent[] past =
        and(
            waitingFor(LOOKUP),
            received(LOOKUP, found("1")),
            new RunResumed(2),
            began(2, 1, "a2"),
            message(2, 1, "a2", "", ASK),
            requested(2, ASK),
            waiting(ASK),
            received(ASK, found("2")),
            new RunResumed(3),
            began(3, 1, "a3"));
    Usage sum = new Usage(9, 15);
    runs.given(past)
        .when(complete("a3", "", LOOKUP))
        .then(
            message(3, 1, "a3", "", LOOKUP),
            new RunFailed(
                "MAX_STEPS",
                "Expected the run to end within 3 steps, but there is more to do",
                sum));
  }

  @Test
  void shouldGoOnWhenTheLastCallIsSettledInWhateverOrder() {
    RunEvent[] past = waitingFor(LOOKUP, ASK);
    runs.given(past).when(settle(ASK, found("2"))).then(received(ASK, found("2")));
    runs.given(and(past, received(ASK, found("2"))))
        .when(settle(LOOKUP, found("1")))
        .then(received(LOOKUP, found("1")), new RunResumed(2));
  }

  @Test
  void shouldRefuseASecondSettlement() {
    runs.given(and(waitingFor(LOOKUP, ASK), received(LOOKUP, found("1"))))
        .when(settle(LOOKUP, found("other")))
        .thenRejected(Rejection.STALE);
  }

  @Test
  void shouldShowWhoExecutesACall() {
    runs.given(waitingFor(LOOKUP))
        .when(new RecordToolDispatch("call-1", "device", 1))
        .then(new ToolCallDispatched("call-1", "lookup", "device", 1));
    runs.given(running())
        .when(new RecordToolDispatch("call-1", "device", 1))
        .thenRejected(Rejection.STALE);
    runs.given(waitingFor(LOOKUP))
        .when(new RecordToolClaim("call-1", "worker", 1))
        .then(new ToolCallClaimed("call-1", "lookup", "worker", 1));
    runs.given(running())
        .when(new RecordToolClaim("call-1", "worker", 1))
        .thenRejected(Rejection.STALE);
  }

  @Test
  void shouldShowThatACallWaitsForSomebodyToApproveIt() {
    Instant until = Runs.DEADLINE;
    runs.given(waitingFor(LOOKUP))
        .when(new RecordToolApprovalRequest("call-1", until))
        .then(new ToolApprovalRequested("call-1", "lookup", until));
    RunEvent[] asked =
        and(waitingFor(LOOKUP), new ToolApprovalRequested("call-1", "lookup", until));
    runs.given(asked)
        .when(new RecordToolApproval("call-1", "allow-once", "ann", null))
        .then(new ToolApprovalDecided("call-1", "lookup", "allow-once", "ann", null));
    runs.given(and(asked, new ToolApprovalDecided("call-1", "lookup", "deny", "ann", "no")))
        .when(settle(LOOKUP, broken("denied")))
        .then(received(LOOKUP, broken("denied")), new RunResumed(2));
    runs.given(running())
        .when(new RecordToolApprovalRequest("call-1", until))
        .thenRejected(Rejection.STALE);
    runs.given(running())
        .when(new RecordToolApproval("call-1", "deny", "ann", null))
        .thenRejected(Rejection.STALE);
  }

  @Test
  void shouldGoOnWhenNobodyKnowsWhatBecameOfACall() {
    ToolOutcome unknown =
        new ToolOutcome(ToolOutcome.Status.OUTCOME_UNKNOWN, null, "nothing was heard", "server");
    runs.given(waitingFor(LOOKUP))
        .when(settle(LOOKUP, unknown))
        .then(received(LOOKUP, unknown), new RunResumed(2));
  }

  @Test
  void shouldAbsorbEverythingOnceFinished() {
    RunEvent[] over = and(running(), message(1, 1, "a1", "done"), new RunCompleted("done", USAGE));
    runs.given(over).when(start()).then();
    runs.given(over).when(begin(1, "a2")).thenRejected(Rejection.STALE);
    runs.given(over).when(output("a1", 0, "x")).thenRejected(Rejection.STALE);
    runs.given(over).when(complete("a1", "x")).thenRejected(Rejection.STALE);
    runs.given(over).when(settle(LOOKUP, found("1"))).thenRejected(Rejection.STALE);
  }

  @Test
  void shouldTellTheModelOfAFailureUnlessTheToolSaysOtherwise() {
    runs.given(waitingFor(LOOKUP))
        .when(settle(LOOKUP, broken("no")))
        .then(received(LOOKUP, broken("no")), new RunResumed(2));
    runs.given(waitingFor(MUST, LOOKUP))
        .when(settle(MUST, broken("no")))
        .then(
            received(MUST, broken("no")),
            new RunFailed("TOOL_FAILED", "Tool 'must' ended as failed: no", USAGE));
    runs.given(waitingFor(MUST))
        .when(settle(MUST, found("1")))
        .then(received(MUST, found("1")), new RunResumed(2));
  }
}
