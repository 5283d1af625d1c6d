package io.signalbox.orchestrator.run.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.orchestrator.run.Runs;
import java.util.List;
import org.junit.jupiter.api.Test;

class DialoguesTest {
  private static final int MOST = 20_000;
  private final Dialogues dialogues = new Dialogues(MOST);
  private final Object task = new Object();

  @Test
  void shouldHoldNoMoreBytesThanItMayAndKeepWhatWasNeededLast() {
    // given
    dialogues.put(task, "first", dialogue(1));
    // when
    for (int i = 0; i < 100; i++) {
      dialogues.put(task, "run-" + i, dialogue(4));
      assertThat(dialogues.get(task, "first")).isNotNull();
      assertThat(dialogues.bytes()).isBetween(1L, (long) MOST);
    }
    // then
    assertThat(dialogues.get(task, "run-99")).isNotNull();
    assertThat(dialogues.get(task, "run-0")).isNull();
  }

  @Test
  void shouldWeighADialogueAgainThatHasGrown() {
    // given
    Dialogue growing = dialogue(1);
    dialogues.put(task, "run-1", growing);
    long before = dialogues.bytes();
    // when
    assertThat(growing.add(List.of(Runs.said("m", "x".repeat(4_000))))).isTrue();
    dialogues.put(task, "run-1", growing);
    // then
    assertThat(dialogues.bytes()).isEqualTo(growing.bytes()).isGreaterThan(before);
  }

  @Test
  void shouldKeepNothingOfARunThatIsRemovedOrTooLarge() {
    // given
    dialogues.put(task, "run-1", dialogue(1));
    // when
    dialogues.remove(task, "run-1");
    dialogues.remove(task, "unknown");
    dialogues.put(task, "run-2", dialogue(100));
    // then
    assertThat(dialogues.bytes()).isZero();
    assertThat(dialogues.get(task, "run-2")).isNull();
  }

  @Test
  void shouldShowATaskOnlyWhatItHasPutItself() {
    // given
    dialogues.put(task, "run-1", dialogue(1));
    // then
    assertThat(dialogues.get(new Object(), "run-1")).isNull();
    assertThat(dialogues.get(task, "run-1")).isNotNull();
  }

  private static Dialogue dialogue(int messages) {
    SaidSoFar stored = new SaidSoFar();
    for (int i = 0; i < messages; i++) {
      stored.add(List.of(Runs.said("m" + i, "x".repeat(1_000))));
    }
    return stored.dialogue(stored.span(), 64_000);
  }
}
