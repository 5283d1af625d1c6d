package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.MUST;
import static io.signalbox.orchestrator.run.Runs.NOON;
import static io.signalbox.orchestrator.run.Runs.USAGE;
import static io.signalbox.orchestrator.run.Runs.after;
import static io.signalbox.orchestrator.run.Runs.and;
import static io.signalbox.orchestrator.run.Runs.created;
import static io.signalbox.orchestrator.run.Runs.finished;
import static io.signalbox.orchestrator.run.Runs.found;
import static io.signalbox.orchestrator.run.Runs.heldBySession;
import static io.signalbox.orchestrator.run.Runs.received;
import static io.signalbox.orchestrator.run.Runs.running;
import static io.signalbox.orchestrator.run.Runs.waitingFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.run.Run.Outcome;
import io.signalbox.orchestrator.run.RunCommand.TimeOutRun;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptRequested;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunSilent;
import io.signalbox.testing.Decider;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadlinesTest {
  private static final Duration QUEUE = Duration.ofMinutes(5);
  private static final Duration TURN = Duration.ofMinutes(10);
  private static final Duration SILENCE = Duration.ofMinutes(20);
  private static final Duration RUN = Duration.ofMinutes(60);
  private static final RunFailed TOO_LONG =
      new RunFailed("RUN_TIMEOUT", "The run was not over within PT1H", Usage.NONE);
  private static final ToolOutcome EXPIRED =
      new ToolOutcome(
          ToolOutcome.Status.EXPIRED,
          null,
          "Nobody settled the call before its deadline",
          "server");

  private final Decider<Run, RunCommand, RunEvent> runs = Runs.decider();

  @Test
  void shouldEndEveryRunThatIsNotOverInTime() {
    for (RunEvent[] past :
        new RunEvent[][] {
          {created()},
          {heldBySession()},
          running(),
          {created(), new ModelAttemptRequested(1, 2)},
          and(running(), Runs.failed(1, 1, after(TURN)))
        }) {
      Instant end = after(RUN);
      runs.given(past).when(end, new TimeOutRun(end)).then(TOO_LONG);
    }
    Instant late = after(RUN).plusSeconds(7_200);
    runs.given(waitingFor(ASK))
        .when(late, new TimeOutRun(late))
        .then(new RunFailed("RUN_TIMEOUT", "The run was not over within PT1H", USAGE));
  }

  @Test
  void shouldAskAgainForACallThatNobodyTakes() {
    assertNext(after(QUEUE), created());
    assertThat(timeOut(after(QUEUE), created())).isEqualTo(events(new ModelAttemptRequested(1, 2)));
  }

  @Test
  void shouldFailWhenNoWorkerTakesAnyOfTheRequests() {
    runs.given(created(), new ModelAttemptRequested(1, 2))
        .and(after(QUEUE), new ModelAttemptRequested(1, 3))
        .when(after(QUEUE.multipliedBy(2)), new TimeOutRun(after(QUEUE.multipliedBy(2))))
        .then(new RunFailed("NO_WORKER", "No worker took the model call within PT5M", Usage.NONE));
  }

  @Test
  void shouldEndATurnThatTakesTooLongAndMakeAnotherAttempt() {
    assertNext(after(TURN), running());
    Plan.Retries retries = Runs.PLAN.retries();
    runs.given(running())
        .when(after(TURN), new TimeOutRun(after(TURN)))
        .then(
            new ModelAttemptFailed(
                1,
                1,
                "TURN_TIMEOUT",
                "The attempt took longer than PT10M",
                true,
                Optional.of(after(TURN).plus(retries.pause(1, "a1")))));
  }

  @Test
  void shouldSettleACallItselfWhoseExecutorSaysNothing() {
    Instant due = after(Duration.ofSeconds(90));
    assertNext(due, waitingFor(LOOKUP));
    runs.given(waitingFor(LOOKUP))
        .when(due, new TimeOutRun(due))
        .then(received(LOOKUP, EXPIRED), new RunResumed(2));
    runs.given(waitingFor(LOOKUP, ASK))
        .when(due, new TimeOutRun(due))
        .then(received(LOOKUP, EXPIRED));
  }

  @Test
  void shouldSettleAllCallsThatAreDueAndStopAtTheFirstThatFailsTheRun() {
    Instant due = after(Duration.ofSeconds(150));
    runs.given(waitingFor(LOOKUP, MUST, ASK))
        .when(due, new TimeOutRun(due))
        .then(
            received(LOOKUP, EXPIRED),
            received(MUST, EXPIRED),
            new RunFailed(
                "TOOL_FAILED",
                "Tool 'must' ended as expired: Nobody settled the call before its deadline",
                USAGE));
  }

  @Test
  void shouldWaitForACallWithoutADeadlineUntilTheRunEnds() {
    runs.given(and(waitingFor(ASK), new RunSilent(NOON, "tools")))
        .when(after(Duration.ofMinutes(59)), new TimeOutRun(after(Duration.ofMinutes(59))))
        .then();
    assertNext(after(RUN), and(waitingFor(ASK), new RunSilent(NOON, "tools")));
  }

  @Test
  void shouldSayThatItWaitsForAnApproval() {
    RunEvent asked =
        new RunEvent.ToolApprovalRequested("call-2", "ask", after(Duration.ofMinutes(50)));
    runs.given(and(waitingFor(ASK), asked))
        .when(after(SILENCE), new TimeOutRun(after(SILENCE)))
        .then(new RunSilent(NOON, "approval"));
  }

  @Test
  void shouldSayOnceThatNothingHappens() {
    assertNext(after(SILENCE), heldBySession());
    runs.given(heldBySession())
        .when(after(SILENCE), new TimeOutRun(after(SILENCE)))
        .then(new RunSilent(NOON, "session"));
    runs.given(heldBySession())
        .and(after(SILENCE), new RunSilent(NOON, "session"))
        .when(after(SILENCE.multipliedBy(2)), new TimeOutRun(after(SILENCE.multipliedBy(2))))
        .then();
    runs.given(waitingFor(ASK))
        .when(after(SILENCE), new TimeOutRun(after(SILENCE)))
        .then(new RunSilent(NOON, "tools"));
  }

  @Test
  void shouldListenAgainAfterTheSilenceIsBroken() {
    Instant later = after(Duration.ofMinutes(25));
    runs.given(heldBySession())
        .and(after(SILENCE), new RunSilent(NOON, "session"))
        .and(later, Runs.appended("m1"))
        .when(later.plus(SILENCE), new TimeOutRun(later.plus(SILENCE)))
        .then(new RunSilent(later, "session"));
  }

  @Test
  void shouldNotTakeAClockThatIsBehindForSilence() {
    Run run =
        runs.given(heldBySession()).and(NOON.minusSeconds(3_600), Runs.appended("m1")).state();
    assertThat(Deadlines.next(run)).contains(after(SILENCE));
  }

  @Test
  void shouldChangeNothingWhenATimerComesTooEarlyOrTooLate() {
    Instant early = after(Duration.ofSeconds(59));
    runs.given(created()).when(early, new TimeOutRun(early)).then();
    runs.given(waitingFor(LOOKUP)).when(early, new TimeOutRun(early)).then();
    Instant turn = after(TURN);
    runs.given(running())
        .and(turn.minusSeconds(1), Runs.message(1, 1, "a1", "", ASK))
        .and(turn.minusSeconds(1), Runs.requested(1, ASK), Runs.waiting(ASK))
        .when(turn, new TimeOutRun(turn))
        .then();
    Instant call = after(Duration.ofSeconds(90));
    runs.given(and(waitingFor(LOOKUP, ASK), received(LOOKUP, found("1"))))
        .when(call, new TimeOutRun(call))
        .then();
  }

  @ParameterizedTest
  @EnumSource
  void shouldNeverWakeARunThatIsOver(Outcome outcome) {
    Instant late = after(RUN.multipliedBy(2));
    runs.given(finished(outcome)).when(late, new TimeOutRun(late)).then();
    assertThat(Deadlines.next(Runs.state(finished(outcome)))).isEmpty();
    runs.given().when(late, new TimeOutRun(late)).thenRejected(Rejection.NOT_FOUND);
  }

  private static void assertNext(Instant expected, RunEvent... past) {
    assertThat(Deadlines.next(Runs.state(past))).isEqualTo(Optional.of(expected));
  }

  private static Decision<RunEvent> timeOut(Instant now, RunEvent... past) {
    return RunDecider.decide(Runs.state(past), new TimeOutRun(now), now);
  }

  private static Decision<RunEvent> events(RunEvent... events) {
    return Decision.accept(events);
  }
}
