package io.signalbox.stack.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.stack.process.JavaCommand;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands as processes, with a home of their own.
class SignalboxTest {

  private record Outcome(int status, String out, String err) {}

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--help", "help"})
  void shouldExplainItself(String asked) throws Exception {
    var outcome = run(Map.of(), asked);
    assertThat(outcome.status()).isZero();
    assertThat(outcome.out())
        .contains("up", "down", "status", "logs", "demo", "reset", "SIGNALBOX_HOME");
  }

  @Test
  void shouldRefuseAnUnknownCommand() throws Exception {
    var outcome = run(Map.of(), "upp");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.err()).contains("upp");
  }

  @Test
  void shouldSayThatNothingRuns() throws Exception {
    assertThat(run(Map.of(), "status"))
        .isEqualTo(new Outcome(3, "Signalbox is not running (%s)\n".formatted(home()), ""));
    assertThat(run(Map.of(), "down")).isEqualTo(new Outcome(0, "Signalbox is not running\n", ""));
  }

  @Test
  void shouldNameATakenPortAndItsOwner() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // when
      var outcome =
          run(Map.of("SIGNALBOX_KAFKA_PORT", Integer.toString(taken.getLocalPort())), "up");

      // then
      assertThat(outcome.status()).isEqualTo(1);
      assertThat(outcome.err())
          .contains("signalbox: Expected port " + taken.getLocalPort(), "SIGNALBOX_KAFKA_PORT")
          .contains(Long.toString(ProcessHandle.current().pid()))
          .doesNotContain("\tat ");
    }
  }

  @Test
  void shouldNotDeleteWithoutAYes() throws Exception {
    // given
    Files.createDirectories(home().resolve("data/kafka"));
    Files.createFile(home().resolve("signalbox-home"));

    // when
    var asked = run(Map.of(), "reset");

    // then
    assertThat(asked.status()).isEqualTo(1);
    assertThat(home().resolve("data/kafka")).exists();
    assertThat(run(Map.of(), "reset", "--yes").status()).isZero();
    assertThat(home().resolve("data")).doesNotExist();
  }

  @Test
  void shouldShowTheEndOfALog() throws Exception {
    // given
    Files.createDirectories(home().resolve("logs"));
    Files.writeString(home().resolve("logs/kafka.log"), "one\ntwo\nthree\n");
    Files.writeString(home().resolve("logs/postgres.log"), "four\n");

    // when, then
    assertThat(run(Map.of(), "logs", "kafka", "-n", "2").out()).isEqualTo("two\nthree\n");
    assertThat(run(Map.of(), "logs").out())
        .contains("kafka              | one", "postgres           | four");
    assertThat(run(Map.of(), "logs", "kafak").err())
        .contains("Expected one of kafka, postgres, but it is 'kafak'");
  }

  private Path home() {
    return folder.resolve("home").toAbsolutePath();
  }

  private Outcome run(Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    var line = new ArrayList<>(List.of(JavaCommand.java(), "-Xmx64m", "-XX:TieredStopAtLevel=1"));
    line.add("-Dsignalbox.root=" + System.getProperty("signalbox.root"));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Signalbox.class.getName()));
    line.addAll(List.of(arguments));
    var out = folder.resolve("out.txt");
    var err = folder.resolve("err.txt");
    var builder =
        new ProcessBuilder(line)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("SIGNALBOX_HOME", home().toString());
    builder.environment().putAll(environment);
    int status = builder.start().waitFor();
    return new Outcome(status, Files.readString(out), Files.readString(err));
  }
}
