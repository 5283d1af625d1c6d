package io.signalbox.edge.watch;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/// The hubs of all runs that are watched here, and for a while of those that were.
final class RunHubs {
  /// A run of a tenant.
  record Key(String tenant, String runId) {}

  private final RunHub.Shared shared;
  private final Scheduler timer;
  private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

  RunHubs(RunHub.Shared shared, Scheduler timer) {
    this.shared = shared;
    this.timer = timer;
  }

  /// @param stay rises whenever somebody comes, so that a timer knows whether it still counts
  private record Entry(RunHub hub, int watchers, long stay) {}

  /// The hub of a run if it is there, without joining it.
  @Nullable RunHub find(Key key) {
    Entry entry = entries.get(key);
    return entry == null || entry.hub().isBroken() ? null : entry.hub();
  }

  /// How many there are.
  int count() {
    return entries.size();
  }

  /// The hub of a run, to be left again. One that is broken gives way to a new one.
  RunHub join(Key key) {
    Entry joined =
        entries.compute(
            key,
            (_, entry) ->
                entry == null || entry.hub().isBroken()
                    ? new Entry(new RunHub(shared, key), 1, 0)
                    : new Entry(entry.hub(), entry.watchers() + 1, entry.stay() + 1));
    if (joined.watchers() == 1 && joined.stay() == 0) {
      joined.hub().begin();
    }
    return joined.hub();
  }

  void leave(Key key, RunHub hub) {
    Entry left =
        entries.computeIfPresent(
            key,
            (_, entry) ->
                entry.hub() == hub ? new Entry(hub, entry.watchers() - 1, entry.stay()) : entry);
    if (left == null || left.hub() != hub) {
      hub.close(); // it was broken, and a new one has taken its place
    } else if (left.watchers() == 0) {
      long linger = shared.settings().window().linger().toMillis();
      timer.schedule(() -> expire(key, left), linger, TimeUnit.MILLISECONDS);
    }
  }

  private void expire(Key key, Entry seen) {
    if (entries.remove(key, seen)) {
      seen.hub().close();
    }
  }
}
