package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.PLAN;
import static io.signalbox.orchestrator.run.Runs.USAGE;
import static io.signalbox.orchestrator.run.Runs.and;
import static io.signalbox.orchestrator.run.Runs.append;
import static io.signalbox.orchestrator.run.Runs.appended;
import static io.signalbox.orchestrator.run.Runs.began;
import static io.signalbox.orchestrator.run.Runs.begin;
import static io.signalbox.orchestrator.run.Runs.complete;
import static io.signalbox.orchestrator.run.Runs.created;
import static io.signalbox.orchestrator.run.Runs.finished;
import static io.signalbox.orchestrator.run.Runs.found;
import static io.signalbox.orchestrator.run.Runs.heldBySession;
import static io.signalbox.orchestrator.run.Runs.hello;
import static io.signalbox.orchestrator.run.Runs.message;
import static io.signalbox.orchestrator.run.Runs.received;
import static io.signalbox.orchestrator.run.Runs.requested;
import static io.signalbox.orchestrator.run.Runs.running;
import static io.signalbox.orchestrator.run.Runs.settle;
import static io.signalbox.orchestrator.run.Runs.starting;
import static io.signalbox.orchestrator.run.Runs.waiting;
import static io.signalbox.orchestrator.run.Runs.waitingFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Rejection;
import io.signalbox.orchestrator.run.Run.Outcome;
import io.signalbox.orchestrator.run.RunCommand.CancelRun;
import io.signalbox.orchestrator.run.RunCommand.DeleteRun;
import io.signalbox.orchestrator.run.RunCommand.ReleaseRun;
import io.signalbox.orchestrator.run.RunCommand.StartRun;
import io.signalbox.orchestrator.run.RunEvent.RunCanceled;
import io.signalbox.orchestrator.run.RunEvent.RunCompleted;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunDeleted;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunReleased;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.Start.WaitsFor;
import io.signalbox.testing.Decider;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What people and sessions say to a run: append, cancel, delete, fork, release.
class InterventionsTest {
  private final Decider<Run, RunCommand, RunEvent> runs = Runs.decider();

  @Test
  void shouldAppendToARunInEveryStateThatIsNotOver() {
    runs.given(created()).when(append("m1")).then(appended("m1"));
    runs.given(heldBySession()).when(append("m1")).then(appended("m1"));
    runs.given(running()).when(append("m1")).then(appended("m1"));
    runs.given(waitingFor(ASK)).when(append("m1")).then(appended("m1"));
    runs.given().when(append("m1")).thenRejected(Rejection.NOT_FOUND);
  }

  @ParameterizedTest
  @EnumSource
  void shouldRefuseAMessageToARunThatIsOver(Outcome outcome) {
    runs.given(finished(outcome)).when(append("m1")).thenRejected(Rejection.CONFLICT);
    runs.given(and(finished(outcome), new RunDeleted()))
        .when(append("m1"))
        .thenRejected(Rejection.NOT_FOUND);
  }

  @Test
  void shouldNotCompleteBeforeTheModelHasSeenEveryMessage() {
    RunEvent[] past = and(running(), appended("m1"));
    runs.given(past)
        .when(complete("a1", "done"))
        .then(message(1, 1, "a1", "done"), new RunResumed(2));
    runs.given(and(past, message(1, 1, "a1", "done"), new RunResumed(2), began(2, 1, "a2")))
        .when(complete("a2", "now done"))
        .then(message(2, 1, "a2", "now done"), new RunCompleted("now done", USAGE.plus(USAGE)));
  }

  @Test
  void shouldAppendAMessageOnceHoweverOftenItIsSent() {
    runs.given(and(running(), appended("m1"))).when(append("m1")).then();
    runs.given(and(running(), appended("m1"), message(1, 1, "a1", ""), new RunResumed(2)))
        .when(append("m1"))
        .then();
  }

  @Test
  void shouldLetOnlySoManyMessagesWaitForTheNextStep() {
    RunEvent[] full =
        and(
            running(),
            IntStream.range(0, 100).mapToObj(i -> appended("m" + i)).toArray(RunEvent[]::new));
    runs.given(full).when(append("m100")).thenRejected(Rejection.CONFLICT);
    runs.given(full).when(append("m0")).then();
    runs.given(and(full, message(1, 1, "a1", ""), new RunResumed(2)))
        .when(append("m100"))
        .then(appended("m100"));
  }

  @Test
  void shouldCancelARunInEveryStateThatIsNotOver() {
    RunEvent canceled = new RunCanceled("enough", Usage.NONE);
    runs.given(created()).when(new CancelRun("enough")).then(canceled);
    runs.given(heldBySession()).when(new CancelRun("enough")).then(canceled);
    runs.given(running()).when(new CancelRun("enough")).then(canceled);
    runs.given(waitingFor(ASK))
        .when(new CancelRun("enough"))
        .then(new RunCanceled("enough", USAGE));
    runs.given().when(new CancelRun("enough")).thenRejected(Rejection.NOT_FOUND);
  }

  @ParameterizedTest
  @EnumSource
  void shouldGrantTheCancellationOfARunThatIsOverAndChangeNothing(Outcome outcome) {
    runs.given(finished(outcome)).when(new CancelRun("enough")).then();
  }

  @Test
  void shouldCancelARunBeforeItIsDeleted() {
    RunEvent canceled = new RunCanceled("deleted", Usage.NONE);
    runs.given(created()).when(new DeleteRun(0)).then(canceled, new RunDeleted());
    runs.given(running()).when(new DeleteRun(0)).then(canceled, new RunDeleted());
    runs.given(waitingFor(ASK))
        .when(new DeleteRun(0))
        .then(new RunCanceled("deleted", USAGE), new RunDeleted());
    runs.given().when(new DeleteRun(0)).thenRejected(Rejection.NOT_FOUND);
  }

  @ParameterizedTest
  @EnumSource
  void shouldDeleteARunThatIsOverOnce(Outcome outcome) {
    runs.given(finished(outcome)).when(new DeleteRun(0)).then(new RunDeleted());
    RunEvent[] deleted = and(finished(outcome), new RunDeleted());
    runs.given(deleted).when(new DeleteRun(5)).then();
    runs.given(deleted).when(Runs.start()).thenRejected(Rejection.CONFLICT);
    runs.given(deleted).when(new CancelRun("x")).thenRejected(Rejection.NOT_FOUND);
    runs.given(deleted).when(begin(1, "a9")).thenRejected(Rejection.NOT_FOUND);
  }

  @Test
  void shouldExecuteOnlyTheOpenCallsOfAFork() {
    Start start = forkAt(PLAN, LOOKUP, ASK);
    runs.given()
        .when(new StartRun(start))
        .then(new RunCreated(start), new RunStarted(), requested(4, ASK), waiting(ASK));
  }

  @Test
  void shouldRefuseAForkThatWaitsForToolsThatNobodyAskedFor() {
    Start start = starting(PLAN, WaitsFor.TOOLS, 2, hello());
    runs.given().when(new StartRun(start)).thenRejected(Rejection.INVALID);
  }

  @Test
  void shouldGoOnWithTheStepAfterTheToolsOfAFork() {
    runs.given(new RunCreated(forkAt(PLAN, LOOKUP, ASK)), new RunStarted(), requested(4, ASK))
        .and(Runs.NOON, waiting(ASK))
        .when(settle(ASK, found("1")))
        .then(received(ASK, found("1")), new RunResumed(5));
  }

  @Test
  void shouldCountTheStepsOfAForkFromItsFirst() {
    RunEvent[] fork = {
      new RunCreated(starting(PLAN, WaitsFor.MODEL, 7, hello())),
      new RunStarted(),
      began(7, 1, "a7"),
      message(7, 1, "a7", "", ASK),
      requested(7, ASK),
      waiting(ASK),
      received(ASK, found("1")),
      new RunResumed(8),
      began(8, 1, "a8")
    };
    runs.given(fork)
        .when(complete("a8", "", ASK))
        .then(message(8, 1, "a8", "", ASK), requested(8, ASK), waiting(ASK));
    RunEvent[] last =
        and(
            fork,
            message(8, 1, "a8", "", ASK),
            requested(8, ASK),
            waiting(ASK),
            received(ASK, found("1")),
            new RunResumed(9),
            began(9, 1, "a9"));
    runs.given(last)
        .when(complete("a9", "", ASK))
        .then(
            message(9, 1, "a9", "", ASK),
            new RunFailed(
                "MAX_STEPS",
                "Expected the run to end within 3 steps, but there is more to do",
                new Usage(9, 15)));
  }

  @Test
  void shouldHoldARunUntilItsSessionReleasesIt() {
    runs.given(heldBySession()).when(begin(1, "a1")).thenRejected(Rejection.STALE);
    List<Message> history = List.of(Runs.said("old", "before"));
    runs.given(heldBySession()).when(new ReleaseRun(history)).then(new RunReleased(history));
    runs.given(heldBySession(), new RunReleased(history))
        .when(begin(1, "a1"))
        .then(new RunStarted(), began(1, 1, "a1"));
  }

  @Test
  void shouldReleaseARunOnce() {
    RunEvent released = new RunReleased(List.of());
    runs.given(heldBySession(), released).when(new ReleaseRun(List.of())).then();
    runs.given(running()).when(new ReleaseRun(List.of())).then();
    runs.given(finished(Outcome.CANCELED)).when(new ReleaseRun(List.of())).then();
    runs.given().when(new ReleaseRun(List.of())).thenRejected(Rejection.NOT_FOUND);
  }

  @Test
  void shouldTakeALogThatContradictsItselfForCorrupt() {
    assertCorrupt(and(finished(Outcome.FAILED), new RunCompleted("", USAGE)));
    assertCorrupt(and(running(), created()));
    assertCorrupt(and(running(), new RunDeleted()));
    assertCorrupt(and(waitingFor(ASK), received(LOOKUP, found("1"))));
    assertCorrupt(new RunStarted());
  }

  private static void assertCorrupt(RunEvent... events) {
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Runs.state(events)))
        .isInstanceOf(IllegalStateException.class);
  }

  /// The parent answered the first of these calls and was then forked.
  private static Start forkAt(Plan plan, ToolCall answered, ToolCall open) {
    return starting(
        plan,
        WaitsFor.TOOLS,
        4,
        hello(),
        Message.assistant("m", "let me see", List.of(answered, open)),
        Message.tool(answered.callId(), answered.toolName(), "1"));
  }
}
