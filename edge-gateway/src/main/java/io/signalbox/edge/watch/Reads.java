package io.signalbox.edge.watch;

import io.r2dbc.spi.R2dbcException;
import io.signalbox.edge.watch.RunHistory.Deleted;
import io.signalbox.edge.watch.RunHistory.Head;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/// History as watches that are under way read it: while it is away they wait, and those who ask the
/// same at the same time share one answer.
///
/// A shared answer may be older than the question. So it may tell of events, but not that there are
/// none.
final class Reads {
  private static final Logger LOGGER = LoggerFactory.getLogger(Reads.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final RunHistory history;
  private final int page;
  private final Scheduler timer;
  private final ConcurrentMap<Place, Mono<Batch>> pages = new ConcurrentHashMap<>();
  private final ConcurrentMap<Place, Mono<Optional<Head>>> heads = new ConcurrentHashMap<>();

  /// @param page how many events are read at once
  Reads(RunHistory history, int page, Scheduler timer) {
    this.history = history;
    this.page = page;
    this.timer = timer;
  }

  Scheduler timer() {
    return timer;
  }

  private record Place(String tenant, String runId, long after) {}

  /// The events after a seq that history has, at most a page; shared.
  Mono<Batch> page(String tenant, String runId, long after) {
    return shared(
        pages,
        new Place(tenant, runId, after),
        () ->
            history
                .page(tenant, runId, after, page)
                .map(frames -> Batch.upToEnd(after, withoutHole(after, frames))));
  }

  boolean isFull(Batch batch) {
    return batch.size() == page;
  }

  /// Where a run stands; shared.
  Mono<Optional<Head>> head(String tenant, String runId) {
    return shared(heads, new Place(tenant, runId, 0), () -> optional(history.head(tenant, runId)));
  }

  /// Where a run stands now.
  Mono<Head> headNow(String tenant, String runId) {
    return patient(Mono.defer(() -> history.head(tenant, runId)));
  }

  Mono<Optional<Deleted>> deleted(String tenant, String runId) {
    return patient(Mono.defer(() -> optional(history.deleted(tenant, runId))));
  }

  Mono<Long> nextOffset(int partition) {
    return patient(Mono.defer(() -> history.nextOffset(partition)));
  }

  private <T> Mono<T> shared(
      ConcurrentMap<Place, Mono<T>> underWay, Place place, Supplier<Mono<T>> read) {
    return underWay.computeIfAbsent(
        place, _ -> patient(Mono.defer(read)).doFinally(_ -> underWay.remove(place)).cache());
  }

  private static List<RunEventFrame> withoutHole(long after, List<RunEventFrame> page) {
    long expected = after;
    for (RunEventFrame frame : page) {
      expected++;
      if (frame.seq() != expected) {
        throw WatchEndedException.trimmed(expected - 1, frame.seq());
      }
    }
    return page;
  }

  private static <T> Mono<Optional<T>> optional(Mono<T> read) {
    return read.map(Optional::of).defaultIfEmpty(Optional.empty());
  }

  private <T> Mono<T> patient(Mono<T> read) {
    return read.timeout(PATIENCE, timer)
        .retryWhen(
            Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                .maxBackoff(LONGEST_PAUSE)
                .scheduler(timer)
                .filter(Reads::isAway)
                .doBeforeRetry(signal ->
                    LOGGER
                        .atWarn()
                        .addKeyValue("failures", signal.totalRetries() + 1)
                        .addKeyValue("cause", signal.failure().toString())
                        .log("history is away, and is asked again")));
  }

  private static boolean isAway(Throwable failure) {
    return failure instanceof DataAccessException
        || failure instanceof R2dbcException
        || failure instanceof TimeoutException;
  }
}
