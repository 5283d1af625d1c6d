package io.signalbox.orchestrator.run;

import static io.signalbox.orchestrator.run.Runs.ASK;
import static io.signalbox.orchestrator.run.Runs.DEADLINE;
import static io.signalbox.orchestrator.run.Runs.LOOKUP;
import static io.signalbox.orchestrator.run.Runs.UNDECLARED;
import static io.signalbox.orchestrator.run.Runs.and;
import static io.signalbox.orchestrator.run.Runs.created;
import static io.signalbox.orchestrator.run.Runs.found;
import static io.signalbox.orchestrator.run.Runs.hello;
import static io.signalbox.orchestrator.run.Runs.message;
import static io.signalbox.orchestrator.run.Runs.received;
import static io.signalbox.orchestrator.run.Runs.requested;
import static io.signalbox.orchestrator.run.Runs.running;
import static io.signalbox.orchestrator.run.Runs.waiting;
import static io.signalbox.orchestrator.run.Runs.waitingFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.run.Run.PendingCall;
import io.signalbox.orchestrator.run.RunEvent.RunResumed;
import io.signalbox.orchestrator.run.RunReactions.Wish;
import io.signalbox.orchestrator.run.RunReactions.Wish.CallModel;
import io.signalbox.orchestrator.run.RunReactions.Wish.CallTool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunReactionsTest {

  @Test
  void shouldHaveTheModelCalledOnceARunExists() {
    assertThat(reactions(created()))
        .singleElement()
        .isInstanceOfSatisfying(
            CallModel.class,
            call -> {
              assertThat(call.step()).isEqualTo(1);
              assertThat(call.work().conversation()).containsExactly(hello());
            });
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
            new CallTool(new PendingCall(LOOKUP, ExecutionTarget.DEVICE, Optional.of(DEADLINE))),
            new CallTool(new PendingCall(ASK, ExecutionTarget.EXTERNAL, Optional.empty())));
  }

  @Test
  void shouldShowTheModelEveryAnswer() {
    RunEvent[] events =
        and(
            waitingFor(LOOKUP, ASK),
            received(ASK, new ToolOutcome(ToolOutcome.Status.FAILED, null, "say \"no\"", "server")),
            received(LOOKUP, found("{\"a\":1}")),
            new RunResumed(2));
    assertThat(reactions(events))
        .singleElement()
        .isInstanceOfSatisfying(
            CallModel.class,
            call -> {
              assertThat(call.step()).isEqualTo(2);
              assertThat(call.work().conversation())
                  .extracting(Message::text)
                  .containsExactly(
                      "hello", "let me see", "{\"error\":\"failed: say \\\"no\\\"\"}", "{\"a\":1}");
            });
  }

  /// What the last of these events sets going.
  private static List<Wish> reactions(RunEvent... events) {
    Run run = new Run.NotStarted();
    for (RunEvent event : events) {
      run = Run.evolve(run, event);
    }
    return RunReactions.react(events[events.length - 1], run);
  }
}
