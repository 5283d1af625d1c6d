package io.signalbox.stack.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFollowerTest {

  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void nameTheLog() {
    log = folder.resolve("kafka.log");
  }

  @Test
  void shouldGiveWholeLinesOnly() throws IOException {
    try (var follower = new LogFollower(log)) {
      assertThat(follower.newLines()).isEmpty();
      append("one\ntw");
      assertThat(follower.newLines()).containsExactly("one");
      append("o\n");
      assertThat(follower.newLines()).containsExactly("two");
    }
  }

  @Test
  void shouldStartAgainWithANewLog() throws IOException {
    try (var follower = new LogFollower(log)) {
      // given
      append("a long line of the first start\n");
      follower.newLines();

      // when
      new LogFile(log).rotate();
      append("second\n");

      // then
      assertThat(follower.newLines()).containsExactly("second");
    }
  }

  @Test
  void shouldSkipWhatIsThere() throws IOException {
    try (var follower = new LogFollower(log)) {
      append("old\n");
      follower.skipToEnd();
      append("new\n");
      assertThat(follower.newLines()).containsExactly("new");
    }
  }

  @Test
  void shouldTellTheLastLinesOfALog() throws IOException {
    append("one\ntwo\nthree\n");
    assertThat(new LogFile(log).tail(2)).containsExactly("two", "three");
    assertThat(new LogFile(folder.resolve("missing.log")).tail(2)).isEmpty();
  }

  private void append(String text) throws IOException {
    Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
