package io.signalbox.edge.watch;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/// A loop that runs what it is given when the test says so.
final class TestLoop implements Executor {
  private final Queue<Runnable> tasks = new ArrayDeque<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  boolean isIdle() {
    return tasks.isEmpty();
  }

  void run(int most) {
    for (int step = 0; step < most && !tasks.isEmpty(); step++) {
      tasks.remove().run();
    }
  }

  void run() {
    run(Integer.MAX_VALUE);
  }
}
