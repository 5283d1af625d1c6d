package io.signalbox.stack.supervise;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Several slow things side by side.
final class Parallel {

  /// A thread per task: tasks here do nothing but wait.
  static final Executor THREADS = task -> Thread.ofVirtual().start(task);

  private Parallel() {}

  /// Runs all tasks and returns when all have ended. At the first failure, `giveUp` is called so
  /// that the others end soon; that failure is thrown in the end.
  static void run(List<Runnable> tasks, Runnable giveUp) {
    var first = new AtomicReference<@Nullable RuntimeException>();
    var futures =
        tasks.stream()
            .map(task -> CompletableFuture.runAsync(() -> guarded(task, first, giveUp), THREADS))
            .toArray(CompletableFuture[]::new);
    CompletableFuture.allOf(futures).join();
    var failure = first.get();
    if (failure != null) {
      throw failure;
    }
  }

  private static void guarded(
      Runnable task, AtomicReference<@Nullable RuntimeException> first, Runnable giveUp) {
    try {
      task.run();
    } catch (RuntimeException e) {
      if (first.compareAndSet(null, e)) {
        giveUp.run();
      }
    }
  }
}
