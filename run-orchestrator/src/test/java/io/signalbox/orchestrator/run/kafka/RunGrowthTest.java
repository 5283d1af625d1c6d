package io.signalbox.orchestrator.run.kafka;

import static io.signalbox.orchestrator.run.Runs.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.run.Message;
import io.signalbox.orchestrator.run.Run;
import io.signalbox.orchestrator.run.Runs;
import io.signalbox.orchestrator.run.ToolCall;
import org.junit.jupiter.api.Test;

class RunGrowthTest {
  private final RunShelf run = new RunShelf();

  @Test
  void shouldKeepAStateThatDoesNotGrowWithTheEventsOfItsRun() {
    // given
    begin();
    for (int i = 0; i < 10; i++) {
      run.tell(Runs.output("a1", i, "a piece of the answer"), NOON);
    }
    int early = run.size();
    // when
    for (int i = 10; i < 10_000; i++) {
      run.tell(Runs.output("a1", i, "a piece of the answer"), NOON);
    }
    // then
    assertThat(run.file().seq()).isEqualTo(10_003);
    assertThat(run.size()).isLessThanOrEqualTo(early + 16);
    assertThat(run.conversation()).hasSize(1);
  }

  @Test
  void shouldWriteEachMessageOnce() {
    // given
    begin();
    Message changed = Runs.said("msg-0", "changed behind the back of the run");
    run.messages().put(RunShelf.ID + "/0", changed);
    // when
    run.tell(Runs.complete("a1", "let me see", Runs.LOOKUP), NOON);
    run.tell(Runs.settle(Runs.LOOKUP, Runs.found("1")), NOON);
    run.tell(Runs.begin(2, "a2"), NOON);
    run.tell(Runs.complete("a2", "once more", new ToolCall("call-9", "ask", "{}")), NOON);
    // then
    assertThat(run.conversation()).hasSize(4).startsWith(changed);
    assertThat(run.messages().approximateNumEntries()).isEqualTo(4);
  }

  @Test
  void shouldForgetWhatWasSaidOnceTheRunIsOver() {
    // given
    begin();
    // when
    run.tell(Runs.complete("a1", "done"), NOON);
    // then
    assertThat(run.file().state().run()).isEqualTo(new Run.Finished(Run.Outcome.COMPLETED));
    assertThat(run.messages().approximateNumEntries()).isZero();
  }

  @Test
  void shouldReadAMessageOnceForAllRequestsUntilTheTaskBeginsAgain() {
    // given
    begin();
    run.tell(Runs.complete("a1", "let me see", Runs.LOOKUP), NOON);
    assertThat(run.window()).extracting(each -> each.getText()).contains("let me see");
    // when
    run.messages().put(RunShelf.ID + "/0", Runs.said("msg-0", "changed"));
    run.tell(Runs.settle(Runs.LOOKUP, Runs.found("1")), NOON);
    // then
    assertThat(run.window()).hasSize(3).first().isEqualTo(Messages.of(Runs.hello()));
    // when
    run.restart();
    // then
    assertThat(run.window()).hasSize(3).first().hasFieldOrPropertyWithValue("text", "changed");
  }

  @Test
  void shouldLetGoOfADialogueOnceItsRunIsOver() {
    // given
    begin();
    run.window();
    assertThat(run.dialogues().bytes()).isPositive();
    // when
    run.tell(Runs.complete("a1", "done"), NOON);
    // then
    assertThat(run.dialogues().bytes()).isZero();
  }

  private void begin() {
    run.tell(Runs.start(), NOON);
    run.tell(Runs.begin(1, "a1"), NOON);
  }
}
