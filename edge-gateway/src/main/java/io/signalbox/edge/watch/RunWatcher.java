package io.signalbox.edge.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.draining.StopPhases;
import io.signalbox.edge.watch.RunHistory.Head;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/// Lets runs be watched, live or after the fact, from any cursor.
@Component
public final class RunWatcher implements SmartLifecycle {

  private final RunJoin.Sources sources;
  private final MeterRegistry meters;
  private final AtomicInteger watchers;
  private volatile Sinks.Empty<Void> stopping = Sinks.empty();
  private volatile boolean running;

  RunWatcher(RunHistory history, LiveRuns live, WatchSettings settings, MeterRegistry meters) {
    this.sources = new RunJoin.Sources(history, live, settings, Schedulers.parallel());
    this.meters = meters;
    this.watchers = meters.gauge("signalbox.edge.watchers", new AtomicInteger());
  }

  /// Opens a watch. The stream ends by itself after the run's last event.
  ///
  /// @return fails with [NoSuchRunException], [RunDeletedException] or [CursorBeyondEndException];
  ///   the stream inside fails with [WatchEndedException] when it has to end early, and is to be
  ///   subscribed to once
  public Mono<Flux<RunEventFrame>> watch(String tenant, String runId, Cursor cursor) {
    return head(tenant, runId).map(head -> counted(join(tenant, runId, cursor, head)));
  }

  /// The events of a run that the read side has now.
  ///
  /// @param limit how many at most
  /// @return fails with [NoSuchRunException], [RunDeletedException] or [CursorBeyondEndException];
  ///   the list inside with [WatchEndedException] when events of it are no longer kept
  public Mono<Flux<RunEventFrame>> stored(String tenant, String runId, Cursor cursor, long limit) {
    return head(tenant, runId)
        .map(head ->
            new StoredEvents(sources, tenant, runId, head)
                .after(after(runId, cursor, head))
                .take(limit));
  }

  /// How many watches are open here.
  public int count() {
    return watchers.get();
  }

  private Mono<Head> head(String tenant, String runId) {
    return sources
        .history()
        .head(tenant, runId)
        .switchIfEmpty(
            sources
                .history()
                .deleted(tenant, runId)
                .flatMap(_ -> Mono.<Head>error(new RunDeletedException(runId))))
        .switchIfEmpty(Mono.error(() -> new NoSuchRunException(runId)));
  }

  private Flux<RunEventFrame> join(String tenant, String runId, Cursor cursor, Head head) {
    long after = after(runId, cursor, head);
    RunJoin join = new RunJoin(sources, tenant, runId, after);
    return Flux.defer(() -> {
      head.checkKept(after);
      return head.finished() ? join.replayed() : join.followed();
    });
  }

  private static long after(String runId, Cursor cursor, Head head) {
    long after =
        switch (cursor) {
          case Cursor.After given -> given.seq();
          case Cursor.LiveOnly _ -> head.lastSeq();
        };
    if (head.finished() && after > head.lastSeq()) {
      throw new CursorBeyondEndException(runId, after, head.lastSeq());
    }
    return after;
  }

  private Flux<RunEventFrame> counted(Flux<RunEventFrame> frames) {
    return frames
        .takeUntilOther(stopping.asMono())
        .doOnSubscribe(_ -> watchers.incrementAndGet())
        .doOnError(failure -> closed(reason(failure)))
        .doFinally(this::left);
  }

  private void left(SignalType signal) {
    watchers.decrementAndGet();
    if (signal == SignalType.CANCEL) {
      closed("watcher_left");
    } else if (signal == SignalType.ON_COMPLETE) {
      closed("run_finished");
    }
  }

  private static String reason(Throwable failure) {
    return failure instanceof WatchEndedException ended
        ? ended.reason().name().toLowerCase(Locale.ROOT)
        : "failed";
  }

  private void closed(String reason) {
    meters.counter("signalbox.edge.watch.closed", "reason", reason).increment();
  }

  @Override
  public void start() {
    stopping = Sinks.empty();
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    stopping.tryEmitError(WatchEndedException.stopping());
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public int getPhase() {
    return StopPhases.CONNECTIONS;
  }
}
