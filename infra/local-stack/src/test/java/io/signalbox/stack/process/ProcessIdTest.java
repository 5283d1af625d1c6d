package io.signalbox.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessIdTest {

  private final ProcessId self = ProcessId.of(ProcessHandle.current()).orElseThrow();

  @Test
  void shouldFindTheProcessItNames() {
    assertThat(self.find()).contains(ProcessHandle.current());
  }

  @Test
  void shouldNotTakeALaterProcessWithTheSamePidForIt() {
    // given
    var earlier = new ProcessId(self.pid(), self.startedAt().minus(Duration.ofSeconds(10)));

    // when, then
    assertThat(earlier.find()).isEmpty();
  }
}
