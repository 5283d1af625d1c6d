package io.signalbox.device.tool.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.device.tool.ToolFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/// Whatever path is asked for, what is found lies inside.
class ConfinedRootPropertiesTest {
  private static Path folder = Path.of("");

  @BeforeContainer
  static void makeFiles() throws IOException {
    folder = Files.createTempDirectory("confined").toRealPath();
    for (String each : List.of("root/a/b", "root/a/a", "outside/a/b")) {
      Files.createDirectories(folder.resolve(each));
      Files.writeString(folder.resolve(each).resolve("file"), each);
    }
    Files.createSymbolicLink(folder.resolve("root/in"), Path.of("a/b"));
    Files.createSymbolicLink(folder.resolve("root/out"), Path.of("../outside"));
    Files.createSymbolicLink(folder.resolve("root/a/up"), Path.of("../.."));
    Files.createSymbolicLink(folder.resolve("root/a/file"), folder.resolve("outside/a/b/file"));
  }

  @AfterContainer
  static void deleteFiles() throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of("a", "b", "in", "out", "up", "..", ".", "", "root", "outside", "file")
        .list()
        .ofMinSize(1)
        .ofMaxSize(7)
        .map(names -> String.join("/", names));
  }

  @Property(tries = 3000)
  void shouldFindFilesInsideOnly(@ForAll("paths") String path) throws IOException {
    Path root = folder.resolve("root");
    try {
      Path found = new ConfinedRoot(root).resolve(path);
      assertThat(found).startsWith(root).isEqualTo(found.toRealPath()).isRegularFile();
      assertThat(Files.readString(found)).startsWith("root/");
    } catch (ToolFailure e) {
      assertThat(e).hasMessageContaining("args.path");
    }
  }
}
