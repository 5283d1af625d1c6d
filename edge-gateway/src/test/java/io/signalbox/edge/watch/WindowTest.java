package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final int MOST = 40;
  private final Window window = new Window(MOST);

  @Test
  void shouldKeepTheNewestEvents() {
    add(1, 100);
    assertThat(window.first()).isEqualTo(61);
    assertThat(window.last()).isEqualTo(100);
    assertThat(seqs(window.after(95, 3, Long.MAX_VALUE))).containsExactly(96L, 97L, 98L);
    assertThat(window.after(59, 3, Long.MAX_VALUE)).isEmpty();
    assertThat(window.after(100, 3, Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void shouldBeginAnewAfterAHole() {
    add(1, 5);
    add(7, 8);
    assertThat(seqs(window.after(6, 9, Long.MAX_VALUE))).containsExactly(7L, 8L);
    assertThat(window.has(5)).isFalse();
  }

  @Test
  void shouldTakeEventsBeforeItsFirstWhileThereIsRoom() {
    add(50, 50 + MOST - 3);
    assertThat(window.addBefore(frame(48))).isFalse();
    assertThat(window.addBefore(frame(49))).isTrue();
    assertThat(window.addBefore(frame(48))).isTrue();
    assertThat(window.addBefore(frame(47))).isFalse();
    assertThat(seqs(window.after(47, 3, Long.MAX_VALUE))).containsExactly(48L, 49L, 50L);
  }

  @Test
  void shouldKnowWhatItsEventsWeigh() {
    long each = frame(1).weight();
    add(1, 10);
    assertThat(window.bytes()).isEqualTo(10 * each);
    assertThat(window.isHeavierAfter(7, 3 * each)).isFalse();
    assertThat(window.isHeavierAfter(7, 3 * each - 1)).isTrue();
    assertThat(seqs(window.after(0, 9, each + 1))).containsExactly(1L, 2L);
    window.removeFirst();
    window.clear();
    assertThat(window.bytes()).isZero();
    assertThat(window.isEmpty()).isTrue();
  }

  private void add(long from, long to) {
    for (long seq = from; seq <= to; seq++) {
      window.add(frame(seq));
    }
  }

  private static RunEventFrame frame(long seq) {
    return new RunEventFrame("run", seq, "assistant.delta", Instant.EPOCH, "{}");
  }

  private static List<Long> seqs(List<RunEventFrame> frames) {
    return frames.stream().map(RunEventFrame::seq).toList();
  }
}
