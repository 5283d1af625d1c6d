package io.signalbox.stack.supervise;

import io.signalbox.stack.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// All processes of one stack. Once closed, none is left and none can be added.
final class Children implements AutoCloseable {

  /// The order in which processes are stopped: nobody loses what it still talks to.
  enum Stage {
    SERVICES,
    REGISTRY,
    KAFKA,
    POSTGRES
  }

  private record Member(Stage stage, ChildProcess process) {}

  private final RunFolder runFolder;
  private final Progress progress;
  private final List<Member> members = new ArrayList<>();
  private final CompletableFuture<ChildProcess> firstExit = new CompletableFuture<>();
  private boolean closed;

  Children(RunFolder runFolder, Progress progress) {
    this.runFolder = runFolder;
    this.progress = progress;
  }

  /// Starts a process and keeps it. Starting and closing exclude each other, so a stack that is
  /// being stopped gets no new process.
  ///
  /// @throws IllegalStateException when this is closed
  synchronized ChildProcess launch(Stage stage, int port, Supplier<ChildProcess> start) {
    if (closed) {
      throw new IllegalStateException("The stack is being stopped");
    }
    var process = start.get();
    members.add(new Member(stage, process));
    runFolder.record(process, port);
    var _ = process.onExit().thenAccept(firstExit::complete);
    return process;
  }

  /// Forgets a process that its owner has ended on purpose.
  synchronized void remove(ChildProcess process) {
    members.removeIf(member -> member.process().equals(process));
    runFolder.forget(process.name());
  }

  /// Completes with the first process that ends, for whatever reason.
  CompletableFuture<ChildProcess> firstExit() {
    return firstExit;
  }

  /// Stops all, stage by stage, those of a stage side by side. Returns when all are gone; safe to
  /// call again.
  @Override
  public synchronized void close() {
    closed = true;
    for (var stage : Stage.values()) {
      var processes =
          members.stream().filter(each -> each.stage() == stage).map(Member::process).toList();
      var stops =
          processes.stream()
              .map(each -> CompletableFuture.runAsync(() -> stop(each), Parallel.THREADS));
      CompletableFuture.allOf(stops.toArray(CompletableFuture[]::new)).join();
    }
    members.clear();
  }

  private void stop(ChildProcess process) {
    if (process.isAlive()) {
      long begin = System.nanoTime();
      progress.stopping(process.name());
      process.close();
      progress.stopped(process.name(), Duration.ofNanos(System.nanoTime() - begin));
    }
    runFolder.forget(process.name());
  }
}
