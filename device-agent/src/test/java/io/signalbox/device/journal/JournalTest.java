package io.signalbox.device.journal;

import static io.signalbox.device.journal.Entries.entry;
import static io.signalbox.device.journal.Entries.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.device.call.Call;
import io.signalbox.device.call.CallEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  @TempDir private Path folder;
  private Path home;
  private Path file;

  @BeforeEach
  void name() {
    home = folder.resolve("a").resolve("home");
    file = home.resolve("calls.jsonl");
  }

  @Test
  void shouldKnowCallsAgainAfterItWasLeftInTheLurch() {
    // given
    var journal = Journal.open(home);
    journal.append(entry(0, "c1"));
    journal.append(entry(0, "c2"));
    journal.append(entry(2, "c2"));
    journal.append(entry(0, "c3"));
    journal.append(entry(4, "c3"));
    var before = journal.held();

    // when
    journal.close();
    var after = Journal.open(home);

    // then
    assertThat(after.held()).isEqualTo(before);
    assertThat(after.find("c1")).contains(new Call.Waiting(request("c1")));
    assertThat(after.find("c2")).contains(new Call.Running(request("c2")));
    assertThat(after.find("c3").orElseThrow()).isInstanceOf(Call.Finished.class);
    after.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"entry\":\"started\",\"callId\":\"c1\"}", "\0\0\0\0"})
  void shouldIgnoreALastLineThatWasNotWrittenToItsEnd(String torn) throws IOException {
    // given
    try (var journal = Journal.open(home)) {
      journal.append(entry(0, "c1"));
    }

    // when
    Files.writeString(file, torn, StandardOpenOption.APPEND);

    // then
    try (var journal = Journal.open(home)) {
      assertThat(journal.find("c1")).contains(new Call.Waiting(request("c1")));
      journal.append(entry(2, "c1"));
    }
    try (var journal = Journal.open(home)) {
      assertThat(journal.find("c1")).contains(new Call.Running(request("c1")));
    }
  }

  @Test
  void shouldKnowAllThatWasWholeWhereverItsFileEnds() throws IOException {
    // given
    try (var journal = Journal.open(home)) {
      for (int kind : new int[] {0, 2, 1, 4, 5}) {
        journal.append(entry(kind, "c1"));
      }
    }
    byte[] whole = Files.readAllBytes(file);

    // when, then
    Path cut = folder.resolve("cut");
    for (int length = 0; length <= whole.length; length++) {
      Files.write(cut, Arrays.copyOf(whole, length));
      long lines = IntStream.range(0, length).filter(i -> whole[i] == '\n').count();
      assertThat(JournalFile.read(cut)).hasSize((int) Math.max(0, lines - 1));
    }
  }

  @Test
  void shouldForgetNothingThatIsOwedWhenItIsCompacted() throws IOException {
    // given
    try (var journal = Journal.open(home)) {
      journal.append(entry(0, "owed"));
      journal.append(entry(3, "owed"));
      for (int i = 0; i < 400; i++) {
        journal.append(entry(0, "c" + i));
        journal.append(entry(2, "c" + i));
        journal.append(entry(3, "c" + i));
        journal.append(entry(5, "c" + i));
      }
    }
    long before = Files.size(file);

    // when
    var journal = Journal.open(home);

    // then
    assertThat(Files.size(file)).isLessThan(before);
    assertThat(journal.held()).hasSize(1);
    assertThat(journal.find("c399").orElseThrow()).isInstanceOf(Call.Settled.class);
    assertThat(journal.find("c144").orElseThrow()).isInstanceOf(Call.Settled.class);
    assertThat(journal.find("c143")).isEmpty();
    journal.close();
  }

  @Test
  void shouldRefuseWhatIsBrokenInItsMiddle() throws IOException {
    // given
    try (var journal = Journal.open(home)) {
      journal.append(entry(0, "c1"));
    }

    // when
    Files.writeString(file, "broken\n", StandardOpenOption.APPEND);

    // then
    assertThatThrownBy(() -> Journal.open(home))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("line 3");
  }

  @Test
  void shouldRefuseAnotherFormat() throws IOException {
    Files.createDirectories(home);
    Files.writeString(file, "{\"journal\":2}\n");
    assertThatThrownBy(() -> Journal.open(home))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("{\"journal\":1}");
  }

  @Test
  void shouldBeForOneAgentAndItsOwnerAlone() throws IOException {
    try (var _ = Journal.open(home)) {
      assertThatThrownBy(() -> Journal.open(home))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("another one runs");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
          .isEqualTo("rwx------");
    }
    Journal.open(home).close();
  }

  @Test
  void shouldWriteNothingThatCannotFollow() throws IOException {
    try (var journal = Journal.open(home)) {
      long before = Files.size(file);
      assertThatThrownBy(() -> journal.append(new CallEntry.Started("c1")))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("c1");
      assertThat(Files.size(file)).isEqualTo(before);
    }
  }

  @Test
  void shouldBeWrittenByAThreadThatIsInterrupted() {
    try (var journal = Journal.open(home)) {
      Thread.currentThread().interrupt();
      journal.append(entry(0, "c1"));
      assertThat(Thread.interrupted()).isTrue();
      journal.append(entry(2, "c1"));
      assertThat(journal.find("c1")).contains(new Call.Running(request("c1")));
    }
  }
}
