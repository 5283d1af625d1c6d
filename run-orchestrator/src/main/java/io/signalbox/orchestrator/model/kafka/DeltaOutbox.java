package io.signalbox.orchestrator.model.kafka;

import io.signalbox.schemas.run.ModelDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Deltas on their way to the run: sent at once while nothing is on its way, gathered while
/// something is. A fast stream costs few commands, a slow one no delay. Safe for any thread.
final class DeltaOutbox {
  private static final int MOST = 64;

  private final BiFunction<Integer, List<ModelDelta>, CompletableFuture<?>> send;
  private final CompletableFuture<Void> drained = new CompletableFuture<>();
  private List<ModelDelta> waiting = new ArrayList<>();
  private int told;
  private boolean busy;
  private boolean closed;

  /// @param send given the number of the first delta and the deltas, sends them
  DeltaOutbox(BiFunction<Integer, List<ModelDelta>, CompletableFuture<?>> send) {
    this.send = send;
  }

  synchronized void add(ModelDelta delta) {
    waiting.add(delta);
    if (!busy) {
      sendNext();
    }
  }

  /// Takes no more; completes once everything is durable, and fails with the first failure.
  synchronized CompletableFuture<Void> close() {
    closed = true;
    if (!busy) {
      drained.complete(null);
    }
    return drained;
  }

  private void sendNext() {
    int size = Math.min(MOST, waiting.size());
    List<ModelDelta> batch = List.copyOf(waiting.subList(0, size));
    waiting = new ArrayList<>(waiting.subList(size, waiting.size()));
    int index = told;
    told += size;
    busy = true;
    CompletableFuture<?> sending = send.apply(index, batch);
    sending.whenComplete((_, failure) -> sent(failure));
  }

  private synchronized void sent(@Nullable Throwable failure) {
    if (failure != null) {
      drained.completeExceptionally(failure);
    } else if (!waiting.isEmpty()) {
      sendNext();
    } else {
      busy = false;
      if (closed) {
        drained.complete(null);
      }
    }
  }
}
