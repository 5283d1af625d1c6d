package io.signalbox.edge.idempotency;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/// Removes keys that are no longer kept, a batch at a time. Every instance does so; they skip what
/// another one is at.
@Component
final class ExpiredKeys implements SmartLifecycle {
  private static final Logger LOGGER = LoggerFactory.getLogger(ExpiredKeys.class);
  private static final int BATCH = 1_000;

  private final IdempotencyStore store;
  private final Duration pause;
  private volatile @Nullable Disposable purging;

  ExpiredKeys(IdempotencyStore store, IdempotencySettings settings) {
    this.store = store;
    this.pause = settings.purge();
  }

  /// Removes all that may be removed now; completes with their number.
  Mono<Long> purge() {
    return store
        .purge(BATCH)
        .expand(removed -> removed < BATCH ? Mono.empty() : store.purge(BATCH))
        .reduce(0L, Long::sum)
        .onErrorResume(failure -> {
          LOGGER.atWarn().setCause(failure).log("old idempotency keys cannot be removed for now");
          return Mono.empty();
        });
  }

  @Override
  public void start() {
    purging = Flux.interval(pause).onBackpressureDrop().concatMap(_ -> purge(), 1).subscribe();
  }

  @Override
  public void stop() {
    Disposable running = purging;
    if (running != null) {
      running.dispose();
    }
    purging = null;
  }

  @Override
  public boolean isRunning() {
    return purging != null;
  }
}
