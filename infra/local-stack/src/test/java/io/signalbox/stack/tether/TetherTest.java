package io.signalbox.stack.tether;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.stack.process.ChildProcess;
import io.signalbox.stack.process.JavaCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TetherTest {

  @TempDir private Path folder;

  @Test
  void shouldHandOverToTheMainClass() {
    // when
    try (var child = start("io.signalbox.stack.tether.Sleeper")) {
      // then
      await().untilAsserted(() -> assertThat(child.log().tail(1)).containsExactly("sleeping a b"));
    }
  }

  @Test
  void shouldEndWithItsPipe() throws Exception {
    // given
    var child = start("io.signalbox.stack.tether.Sleeper");
    await().untilAsserted(() -> assertThat(child.log().tail(1)).isNotEmpty());

    // when
    child.process().getOutputStream().close();

    // then
    await().untilAsserted(() -> assertThat(child.isAlive()).isFalse());
  }

  @Test
  void shouldEndWithAParentThatIsKilled() {
    // given
    var parent = start("io.signalbox.stack.tether.Parent", folder.toString());
    var grandchild = await().until(() -> sleeperOf(parent), Optional::isPresent).orElseThrow();

    // when
    parent.kill();

    // then
    await().untilAsserted(() -> assertThat(grandchild.isAlive()).isFalse());
  }

  @Test
  void shouldFailWithItsMainClass() {
    // when
    var child = start("io.signalbox.stack.tether.Missing");

    // then
    await().untilAsserted(() -> assertThat(child.isAlive()).isFalse());
    assertThat(child.process().exitValue()).isEqualTo(1);
    assertThat(child.log().tail(20))
        .anyMatch(line -> line.contains("io.signalbox.stack.tether.Missing"));
  }

  private static Optional<ProcessHandle> sleeperOf(ChildProcess parent) {
    return parent.log().tail(1).stream()
        .filter(line -> line.startsWith("child "))
        .flatMap(line -> ProcessHandle.of(Long.parseLong(line.substring(6))).stream())
        .findFirst();
  }

  private ChildProcess start(String mainClass, String... arguments) {
    var command =
        new JavaCommand(
            List.of("-Xmx32m", "-XX:TieredStopAtLevel=1"),
            List.of(
                Path.of("target/classes").toAbsolutePath(),
                Path.of("target/test-classes").toAbsolutePath()),
            mainClass,
            arguments.length == 0 ? List.of("a", "b") : List.of(arguments));
    return ChildProcess.start("child", command.line(folder), Map.of(), folder.resolve("child.log"));
  }
}
