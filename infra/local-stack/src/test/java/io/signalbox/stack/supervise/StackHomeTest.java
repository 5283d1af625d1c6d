package io.signalbox.stack.supervise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.stack.backing.BackingException;
import io.signalbox.stack.backing.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackHomeTest {

  @TempDir private Path folder;

  @Test
  void shouldDeleteDataAndKeepTheCache() throws IOException {
    // given
    var home = new StackHome(folder);
    home.prepare();
    Files.createDirectories(folder.resolve("data/kafka"));
    Files.createDirectories(folder.resolve("cache/postgres"));

    // when
    home.deleteData();

    // then
    assertThat(folder.resolve("data")).doesNotExist();
    assertThat(folder.resolve("cache/postgres")).exists();
  }

  @Test
  void shouldNotDeleteInAFolderThatIsNotItsOwn() throws IOException {
    // given
    Files.createDirectories(folder.resolve("data/precious"));

    // when, then
    assertThatThrownBy(() -> new StackHome(folder).deleteData())
        .isInstanceOf(BackingException.class);
    assertThat(folder.resolve("data/precious")).exists();
  }

  @Test
  void shouldLieWhereTheEnvironmentSays() {
    var installation = new Installation(folder);
    assertThat(StackHome.from(Map.of(), installation).path())
        .isEqualTo(folder.resolve(".signalbox"));
    assertThat(StackHome.from(Map.of("SIGNALBOX_HOME", "/x/y"), installation).path())
        .isEqualTo(Path.of("/x/y"));
  }

  @Test
  void shouldHaveOneSupervisorAtATime() {
    // given
    var file = new StackHome(folder).lockFile();
    assertThat(StackLock.isHeld(file)).isFalse();

    try (var lock = StackLock.tryAcquire(file).orElseThrow()) {
      // when, then
      assertThat(lock).isNotNull();
      assertThat(StackLock.isHeld(file)).isTrue();
      assertThat(StackLock.tryAcquire(file)).isEmpty();
    }
    assertThat(StackLock.isHeld(file)).isFalse();
  }
}
