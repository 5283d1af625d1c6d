package io.signalbox.stack.supervise;

import io.signalbox.stack.process.ProcessId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Processes of a stack whose supervisor was killed. Tethered as they are, they end on their own;
/// this makes sure.
///
/// A process is ended only when both its pid and its start match what was recorded.
final class Leftovers {

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final StackHome home;

  Leftovers(StackHome home) {
    this.home = home;
  }

  /// Ends them all and returns how many there were. Only for whoever knows that no supervisor holds
  /// the home.
  int end() {
    var entries = home.run().entries();
    var alive = entries.stream().flatMap(entry -> entry.id().find().stream()).toList();
    alive.forEach(ProcessHandle::destroy);
    awaitEnd(alive);
    alive.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    awaitEnd(alive);
    home.postgres().stopServer();
    entries.forEach(entry -> home.run().forget(entry.name()));
    return alive.size();
  }

  /// The recorded processes that are alive.
  List<ProcessId> alive() {
    return home.run().entries().stream()
        .map(RunFolder.Entry::id)
        .filter(id -> id.find().isPresent())
        .toList();
  }

  private static void awaitEnd(List<ProcessHandle> processes) {
    var ends = processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
    try {
      CompletableFuture.allOf(ends).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // Whoever is left is ended by force, or told to the caller by being alive.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
