package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.DEADLINE;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.MUST;
import static io.signalbox.orchestrator.run.Runs.UNDECLARED;
import static io.signalbox.orchestrator.run.Runs.USAGE;
import static io.signalbox.orchestrator.run.Runs.and;
import static io.signalbox.orchestrator.run.Runs.began;
import static io.signalbox.orchestrator.run.Runs.broken;
import static io.signalbox.orchestrator.run.Runs.created;
import static io.signalbox.orchestrator.run.Runs.finished;
import static io.signalbox.orchestrator.run.Runs.heldBySession;
import static io.signalbox.orchestrator.run.Runs.hello;
import static io.signalbox.orchestrator.run.Runs.message;
import static io.signalbox.orchestrator.run.Runs.received;
import static io.signalbox.orchestrator.run.Runs.requested;
import static io.signalbox.orchestrator.run.Runs.running;
import static io.signalbox.orchestrator.run.Runs.starting;
import static io.signalbox.orchestrator.run.Runs.waiting;
import static io.signalbox.orchestrator.run.Runs.waitingFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.run.Run.Outcome;
import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptFailed;
import io.signalbox.orchestrator.run.RunEvent.ModelAttemptRequested;
import io.signalbox.orchestrator.run.RunEvent.RunCanceled;
import io.signalbox.orchestrator.run.RunEvent.RunCreated;
import io.signalbox.orchestrator.run.RunEvent.RunDeleted;
import io.signalbox.orchestrator.run.RunEvent.RunFailed;
import io.signalbox.orchestrator.run.RunEvent.RunReleased;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunEvent.RunStarted;
import io.signalbox.orchestrator.run.RunReactions.Wish;
import io.signalbox.orchestrator.run.RunReactions.Wish.CallModel;
import io.signalbox.orchestrator.run.RunReactions.Wish.CallTool;
import io.signalbox.orchestrator.run.RunReactions.Wish.CancelTool;
import io.signalbox.orchestrator.run.RunReactions.Wish.EndInSession;
import io.signalbox.orchestrator.run.RunReactions.Wish.EraseLog;
import io.signalbox.orchestrator.run.RunReactions.Wish.StopModel;
import io.signalbox.orchestrator.run.Start.WaitsFor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReactionsTest {

  @Test
  void shouldHaveTheModelCalledOnceARunExists() {
    assertThat(reactions(created())).containsExactly(new CallModel(1, 1));
  }

  @Test
  void shouldCallNoModelBeforeTheSessionReleasesTheRun() {
    assertThat(reactions(heldBySession())).isEmpty();
    assertThat(reactions(heldBySession(), new RunReleased(List.of())))
        .containsExactly(new CallModel(1, 1));
  }

  @Test
  void shouldAskForTheFirstStepThatAForkHasLeft() {
    assertThat(reactions(new RunCreated(starting(Runs.PLAN, WaitsFor.MODEL, 4, hello()))))
        .containsExactly(new CallModel(4, 1));
  }

  @Test
  void shouldCallTheOpenToolsOfAForkAndNothingElse() {
    Start start =
        starting(
            Runs.PLAN, WaitsFor.TOOLS, 2, hello(), Message.assistant("m", "", List.of(LOOKUP)));
    assertThat(reactions(new RunCreated(start))).isEmpty();
    assertThat(
            reactions(
                new RunCreated(start), new RunStarted(), requested(2, LOOKUP), waiting(LOOKUP)))
        .containsExactly(call(LOOKUP, ExecutionTarget.DEVICE));
  }

  @Test
  void shouldHaveDeclaredToolsCalledOnly() {
    RunEvent[] events =
        and(
            running(),
            message(1, 1, "a1", "", LOOKUP, UNDECLARED, ASK),
            requested(1, LOOKUP),
            requested(1, UNDECLARED),
            received(UNDECLARED, ToolOutcome.undeclared("nonsense")),
            requested(1, ASK),
            waiting(LOOKUP, ASK));
    assertThat(reactions(events))
        .containsExactly(
            call(LOOKUP, ExecutionTarget.DEVICE),
            new CallTool(new PendingCall(ASK, ExecutionTarget.EXTERNAL, Optional.empty(), null)));
  }

  @Test
  void shouldCallTheModelAgainForEveryRequest() {
    RunEvent[] backingOff = and(running(), Runs.failed(1, 1, DEADLINE));
    assertThat(reactions(and(backingOff, new ModelAttemptRequested(1, 2))))
        .containsExactly(new CallModel(1, 2));
    assertThat(reactions(and(waitingFor(ASK), received(ASK, broken("no")), new RunResumed(2))))
        .containsExactly(new CallModel(2, 1));
  }

  @Test
  void shouldStopTheAttemptThatDoesNotCountAnyMore() {
    StopModel lost = new StopModel("worker-a1", "a1", "WORKER_LOST");
    ModelAttemptFailed failed =
        new ModelAttemptFailed(1, 1, "WORKER_LOST", "gone", true, Optional.empty());
    assertThat(reactions(and(running(), failed))).containsExactly(lost);
    assertThat(reactions(and(running(), failed, began(1, 2, "a2")))).isEmpty();
    assertThat(reactions(and(running(), failed, new RunFailed("WORKER_LOST", "gone", USAGE))))
        .isEmpty();
  }

  @Test
  void shouldStopTheAttemptOfACanceledRun() {
    assertThat(reactions(and(running(), new RunCanceled("enough", USAGE))))
        .containsExactly(new StopModel("worker-a1", "a1", "enough"));
  }

  @Test
  void shouldCancelTheCallsThatAreStillOpenWhenTheRunEnds() {
    assertThat(
            reactions(
                and(
                    waitingFor(LOOKUP, MUST, ASK),
                    received(MUST, broken("no")),
                    new RunFailed("TOOL_FAILED", "no", USAGE))))
        .containsExactly(
            new CancelTool("call-1", "TOOL_FAILED"), new CancelTool("call-2", "TOOL_FAILED"));
    assertThat(reactions(and(waitingFor(LOOKUP), new RunCanceled("enough", USAGE))))
        .containsExactly(new CancelTool("call-1", "enough"));
  }

  @Test
  void shouldTellTheSessionHowItsRunEnded() {
    assertThat(reactions(heldBySession(), new RunCanceled("enough", USAGE)))
        .containsExactly(new EndInSession("session", Outcome.CANCELED));
    RunEvent[] begun = {
      heldBySession(), new RunReleased(List.of()), new RunStarted(), began(1, 1, "a1")
    };
    assertThat(reactions(and(begun, new RunFailed("CODE", "why", USAGE))))
        .containsExactly(
            new StopModel("worker-a1", "a1", "CODE"), new EndInSession("session", Outcome.FAILED));
  }

  @Test
  void shouldEraseTheLogOfADeletedRunAndTellTheSessionOnce() {
    assertThat(reactions(and(finished(Outcome.COMPLETED), new RunDeleted())))
        .containsExactly(new EraseLog());
    assertThat(reactions(heldBySession(), new RunCanceled("deleted", USAGE), new RunDeleted()))
        .containsExactly(new EraseLog());
  }

  private static CallTool call(ToolCall call, ExecutionTarget target) {
    return new CallTool(new PendingCall(call, target, Optional.of(DEADLINE), null));
  }

  /// What the last of these events sets going.
  private static List<Wish> reactions(RunEvent... events) {
    RunEvent last = events[events.length - 1];
    Run before = Runs.state(Arrays.copyOf(events, events.length - 1));
    return RunReactions.react(last, before, Run.evolve(before, last, Runs.NOON));
  }
}
