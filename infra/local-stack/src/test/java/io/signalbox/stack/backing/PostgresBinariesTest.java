package io.signalbox.stack.backing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {

  @TempDir private Path folder;

  @Test
  void shouldRemoveAnUnpackingThatWasCutOff() throws IOException {
    // given
    Files.createDirectories(folder.resolve("PG-half/lib"));
    Files.createDirectories(folder.resolve("PG-whole/lib"));
    Files.createFile(folder.resolve("PG-whole/.exists"));

    // when
    var seen =
        new PostgresBinaries(folder).exclusively(() -> Files.exists(folder.resolve("PG-half")));

    // then
    assertThat(seen).isFalse();
    assertThat(folder.resolve("PG-whole/lib")).exists();
  }
}
