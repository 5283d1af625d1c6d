package io.signalbox.benchmarks.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.benchmarks.stack.FileLimit;
import io.signalbox.stack.backing.Installation;
import io.signalbox.stack.process.JavaCommand;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One of our own programs as a process, which answers each line with a line. It ends when its
/// standard input does, so also with this process.
final class Program implements AutoCloseable {
  private static final int GRACE_SECONDS = 10;

  private final String name;
  private final Process process;
  private final BufferedWriter in;
  private final BufferedReader out;

  private Program(String name, Process process) {
    this.name = name;
    this.process = process;
    this.in = process.outputWriter(UTF_8);
    this.out = process.inputReader(UTF_8);
  }

  /// Starts a main class of this module. What it complains of goes to our standard error.
  static Program start(Class<?> main, List<String> jvmFlags) {
    List<String> line =
        new java.util.ArrayList<>(
            List.of(
                JavaCommand.java(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    line.addAll(jvmFlags);
    line.add("-cp");
    line.add(Installation.find().serviceJar("benchmarks").toString());
    line.add(main.getName());
    try {
      return new Program(
          main.getSimpleName(),
          new ProcessBuilder(FileLimit.raised(line))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Says a line and returns the words of the answer, which begins with `expected`.
  String[] ask(String expected, Object... words) {
    String line = String.join(" ", List.of(words).stream().map(String::valueOf).toList());
    try {
      in.write(line);
      in.newLine();
      in.flush();
      String answer = out.readLine();
      if (answer == null || !answer.startsWith(expected)) {
        throw new IllegalStateException(
            "Expected %s to answer %s, but it said %s".formatted(name, expected, answer));
      }
      return answer.split(" ");
    } catch (IOException e) {
      throw new UncheckedIOException(name + " is gone", e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException _) {
      process.destroyForcibly();
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
