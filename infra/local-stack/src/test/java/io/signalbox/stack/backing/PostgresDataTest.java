package io.signalbox.stack.backing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.stack.process.ProcessId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresDataTest {

  @TempDir private Path folder;
  private PostgresData data;

  @BeforeEach
  void makeFolder() throws IOException {
    data = PostgresData.below(folder);
    Files.createDirectories(data.folder());
  }

  @Test
  void shouldRefuseDataOfAnotherVersion() throws IOException {
    // given
    Files.writeString(data.folder().resolve("PG_VERSION"), "17\n");

    // when, then
    assertThatThrownBy(data::requireOurVersion)
        .isInstanceOf(BackingException.class)
        .hasMessageContaining("Postgres 17 wrote it")
        .hasMessageContaining(data.folder().toString());
  }

  @Test
  void shouldAcceptDataOfItsOwnVersionAndNone() throws IOException {
    assertThatCode(data::requireOurVersion).doesNotThrowAnyException();
    Files.writeString(data.folder().resolve("PG_VERSION"), "18\n");
    assertThatCode(data::requireOurVersion).doesNotThrowAnyException();
  }

  @Test
  void shouldKnowTheServerOnTheFolder() throws IOException {
    // given
    var self = ProcessId.of(ProcessHandle.current()).orElseThrow();
    writePostmaster(self.pid(), self.startedAt());

    // when, then
    assertThat(data.server()).contains(ProcessHandle.current());
  }

  @Test
  void shouldNotTakeAnotherProcessForTheServer() throws IOException {
    // given
    var self = ProcessId.of(ProcessHandle.current()).orElseThrow();
    writePostmaster(self.pid(), self.startedAt().minus(Duration.ofMinutes(1)));

    // when, then
    assertThat(data.server()).isEmpty();
  }

  @Test
  void shouldIgnoreAHalfWrittenFile() throws IOException {
    Files.writeString(data.folder().resolve("postmaster.pid"), "12");
    assertThat(data.server()).isEmpty();
  }

  private void writePostmaster(long pid, Instant startedAt) throws IOException {
    Files.writeString(
        data.folder().resolve("postmaster.pid"),
        "%d\n%s\n%d\n18790\n".formatted(pid, data.folder(), startedAt.getEpochSecond()));
  }
}
