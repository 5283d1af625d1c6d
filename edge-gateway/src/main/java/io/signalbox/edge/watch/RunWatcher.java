package io.signalbox.edge.watch;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.edge.draining.StopPhases;
import io.signalbox.edge.watch.RunHistory.Head;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/// Lets runs be watched, live or after the fact, from any cursor.
@Component
public final class RunWatcher implements SmartLifecycle {

  private final RunHistory history;
  private final WatchSettings settings;
  private final Reads reads;
  private final RunHubs hubs;
  private final List<Executor> loops;
  private final AtomicInteger nextLoop = new AtomicInteger();
  private final MeterRegistry meters;
  private final Set<Watch> open = ConcurrentHashMap.newKeySet();
  private volatile boolean running;

  @Autowired
  RunWatcher(RunHistory history, LiveRuns live, WatchSettings settings, MeterRegistry meters) {
    this(history, live, settings, meters, Schedulers.parallel(), loops());
  }

  /// @param loops where streams are served that name no loop of their own
  RunWatcher(
      RunHistory history,
      LiveRuns live,
      WatchSettings settings,
      MeterRegistry meters,
      Scheduler timer,
      List<Executor> loops) {
    this.history = history;
    this.settings = settings;
    this.reads = new Reads(history, settings.page(), timer);
    WindowBudget budget = new WindowBudget(settings.window().bytes().toBytes());
    this.hubs = new RunHubs(new RunHub.Shared(live, reads, settings, budget), timer);
    this.loops = List.copyOf(loops);
    this.meters = meters;
    meters.gaugeCollectionSize("signalbox.edge.watchers", List.of(), open);
    meters.gauge("signalbox.edge.watched.runs", hubs, RunHubs::count);
    meters.gauge("signalbox.edge.window.bytes", budget, WindowBudget::held);
  }

  private static List<Executor> loops() {
    return Stream.generate(() -> Schedulers.parallel().createWorker())
        .limit(Runtime.getRuntime().availableProcessors())
        .<Executor>map(worker -> worker::schedule)
        .toList();
  }

  /// Opens a watch. The stream ends by itself after the run's last event.
  ///
  /// @return fails with [NoSuchRunException], [RunDeletedException] or [CursorBeyondEndException];
  ///   the stream inside fails with [WatchEndedException] when it has to end early, and is to be
  ///   subscribed to once
  public Mono<Flux<RunEventFrame>> watch(String tenant, String runId, Cursor cursor) {
    return open(tenant, runId, cursor).map(OpenedWatch::frames);
  }

  /// Opens a watch whose events are handed over in batches, on a loop of the watcher's own.
  ///
  /// @return fails like [#watch]
  public Mono<OpenedWatch> open(String tenant, String runId, Cursor cursor) {
    RunHubs.Key key = new RunHubs.Key(tenant, runId);
    Long known = knownAfter(key, cursor);
    return known != null
        ? Mono.just(new Opened(key, known, null))
        : head(tenant, runId).map(head -> new Opened(key, after(runId, cursor, head), head));
  }

  /// Where a watch begins, if that can be told without history: the run is watched already, and is
  /// not known to be over before the cursor.
  private @Nullable Long knownAfter(RunHubs.Key key, Cursor cursor) {
    RunHub hub = hubs.find(key);
    if (hub == null || hub.known() < 0) {
      return null;
    }
    long after =
        switch (cursor) {
          case Cursor.After given -> given.seq();
          case Cursor.LiveOnly _ -> hub.known();
        };
    RunEventFrame end = hub.end();
    return end == null || (!end.isDeletion() && after <= end.seq()) ? after : null;
  }

  /// The events of a run that the read side has now.
  ///
  /// @param limit how many at most
  /// @return fails with [NoSuchRunException], [RunDeletedException] or [CursorBeyondEndException];
  ///   the list inside with [WatchEndedException] when events of it are no longer kept
  public Mono<Flux<RunEventFrame>> stored(String tenant, String runId, Cursor cursor, long limit) {
    return head(tenant, runId)
        .map(head ->
            new StoredEvents(history, settings.page(), tenant, runId, head)
                .after(after(runId, cursor, head))
                .take(limit));
  }

  /// How many watches are open here.
  public int count() {
    return open.size();
  }

  private Mono<Head> head(String tenant, String runId) {
    return history
        .head(tenant, runId)
        .switchIfEmpty(
            history
                .deleted(tenant, runId)
                .flatMap(_ -> Mono.<Head>error(new RunDeletedException(runId))))
        .switchIfEmpty(Mono.error(() -> new NoSuchRunException(runId)));
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

  private Executor loop() {
    return loops.get(Math.floorMod(nextLoop.getAndIncrement(), loops.size()));
  }

  /// @param head where the run stood; null when it is watched already
  private final class Opened implements OpenedWatch {
    private final RunHubs.Key key;
    private final long after;
    private final @Nullable Head head;

    Opened(RunHubs.Key key, long after, @Nullable Head head) {
      this.key = key;
      this.after = after;
      this.head = head;
    }

    @Override
    public long after() {
      return after;
    }

    @Override
    public Watch onto(Outlet outlet, Executor loop) {
      return head != null && head.finished()
          ? begun(new FinishedRun(head.lastSeq()), null, outlet, loop)
          : followed(hubs.join(key), outlet, loop);
    }

    @Override
    public Flux<RunEventFrame> frames() {
      return new FrameFlux(this, loop());
    }

    private Watch followed(RunHub hub, Outlet outlet, Executor loop) {
      return begun(hub, hub, outlet, loop);
    }

    private Watch begun(Source source, @Nullable RunHub hub, Outlet outlet, Executor loop) {
      Watch watch =
          new Watch(
              new Watch.Terms(key, reads, settings, loop, ended -> ended(ended, key, hub)),
              source,
              after,
              outlet);
      open.add(watch);
      loop.execute(() -> watch.begin(hub == null ? null : hub.group(loop)));
      if (!running) {
        stop(watch);
      }
      return watch;
    }
  }

  private void ended(Watch.Ended ended, RunHubs.Key key, @Nullable RunHub hub) {
    open.remove(ended.watch());
    if (hub != null) {
      hubs.leave(key, hub);
    }
    meters.counter("signalbox.edge.watch.closed", "reason", ended.reason()).increment();
  }

  private static void stop(Watch watch) {
    watch.end(WatchEndedException.stopping());
  }

  @Override
  public void start() {
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    open.forEach(RunWatcher::stop);
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
