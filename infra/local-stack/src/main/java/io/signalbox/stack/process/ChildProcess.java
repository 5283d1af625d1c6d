package io.signalbox.stack.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A running child with its log. Holding this object holds the pipe that keeps a tethered child
/// alive.
public final class ChildProcess implements AutoCloseable {

  private static final Duration GRACE = Duration.ofSeconds(40);

  private final String name;
  private final Process process;
  private final ProcessId id;
  private final LogFile log;

  private ChildProcess(String name, Process process, LogFile log) {
    this.name = name;
    this.process = process;
    this.id =
        ProcessId.of(process.toHandle())
            .orElseGet(() -> new ProcessId(process.pid(), Instant.now()));
    this.log = log;
  }

  /// Starts a child whose output goes to its log, and nowhere else.
  ///
  /// @param name what people call it
  /// @param line its command line
  /// @param environment variables on top of those of this process
  /// @param logPath where its output goes
  /// @throws UncheckedIOException when the command cannot be started or the log cannot be written
  public static ChildProcess start(
      String name, List<String> line, Map<String, String> environment, Path logPath) {
    var log = new LogFile(logPath);
    log.rotate();
    var builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(logPath.toFile());
    builder.environment().putAll(environment);
    try {
      return new ChildProcess(name, builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot start " + name, e);
    }
  }

  public String name() {
    return name;
  }

  public ProcessId id() {
    return id;
  }

  public LogFile log() {
    return log;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// The process itself, for whoever wants to hurt it.
  public Process process() {
    return process;
  }

  /// Completes when the child ends, for whatever reason.
  public CompletableFuture<ChildProcess> onExit() {
    return process.onExit().thenApply(_ -> this);
  }

  /// Asks the child to end, waits up to 40 seconds, then ends it. Returns when it is gone; safe to
  /// call again.
  @Override
  public void close() {
    stop(GRACE);
  }

  /// As [#close()], with another patience.
  public void stop(Duration grace) {
    process.toHandle().destroy();
    if (!endsWithin(grace)) {
      kill();
    }
  }

  /// Ends the child at once, without its consent (`kill -9`), and returns when it is gone.
  public void kill() {
    process.toHandle().destroyForcibly();
    endsWithin(GRACE);
  }

  private boolean endsWithin(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }
}
