package io.signalbox.edge.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/// Whatever the pace of writer, view, tail and watchers, whoever comes and goes, and whatever the
/// window forgets: what a watcher gets is the log, from its cursor on, once and in order; and who
/// was too slow misses nothing by coming back.
class RunJoinPropertyTest {

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void shouldShowEachWatcherTheLogOnceAndInOrder(@ForAll long seed) {
    check(new WatchScenario(seed, 0.0));
  }

  @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
  void shouldFillHolesOfTheTailFromHistory(@ForAll long seed) {
    check(new WatchScenario(seed, 0.3));
  }

  private static void check(WatchScenario scenario) {
    for (ScriptedWatcher watcher : scenario.play()) {
      assertThat(watcher.seqs())
          .as("what %s got", watcher)
          .containsExactlyElementsOf(
              LongStream.rangeClosed(watcher.after() + 1, watcher.reached()).boxed().toList());
      if (!watcher.hasLeft()) {
        assertThat(watcher.isComplete()).as("%s is complete", watcher).isTrue();
        assertThat(watcher.reached()).as("end of %s", watcher).isEqualTo(scenario.lastSeq());
      }
      assertThat(watcher.wasTooSlow() && watcher.isGreedy()).as("%s is slow", watcher).isFalse();
    }
    assertThat(scenario.listening()).as("left behind").isZero();
    assertThat(scenario.open()).as("still open").isZero();
  }
}
