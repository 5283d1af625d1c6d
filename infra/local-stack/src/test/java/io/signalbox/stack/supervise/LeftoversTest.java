package io.signalbox.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.stack.process.ProcessId;
import io.signalbox.stack.supervise.RunFolder.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {

  @TempDir private Path folder;
  private StackHome home;
  private Process process;
  private ProcessId id;

  @BeforeEach
  void startAProcess() throws IOException {
    home = new StackHome(folder);
    process = new ProcessBuilder("sleep", "600").start();
    id = ProcessId.of(process.toHandle()).orElseThrow();
  }

  @AfterEach
  void endTheProcess() {
    process.destroyForcibly();
  }

  @Test
  void shouldEndWhatWasRecorded() {
    // given
    home.run().record(new Entry("kafka", id, 18791));

    // when
    int ended = new Leftovers(home).end();

    // then
    assertThat(ended).isEqualTo(1);
    assertThat(process.isAlive()).isFalse();
    assertThat(home.run().entries()).isEmpty();
  }

  @Test
  void shouldNeverEndAnotherProcessThatGotThePid() {
    // given
    var earlier = new ProcessId(id.pid(), id.startedAt().minus(Duration.ofMinutes(5)));
    home.run().record(new Entry("kafka", earlier, 18791));

    // when
    int ended = new Leftovers(home).end();

    // then
    assertThat(ended).isZero();
    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void shouldSkipAFileThatIsNoRecord() throws IOException {
    // given
    Files.createDirectories(home.run().path());
    Files.writeString(home.run().path().resolve("kafka.pid"), "pid=12");

    // when, then
    assertThat(new Leftovers(home).end()).isZero();
  }

  @Test
  void shouldReadBackWhatWasRecorded() {
    // given
    var entry = new Entry("edge-gateway-2", id, 20001);

    // when
    home.run().record(entry);

    // then
    assertThat(home.run().entries()).containsExactly(entry);
  }
}
