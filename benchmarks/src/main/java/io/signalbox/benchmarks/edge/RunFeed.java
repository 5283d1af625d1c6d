package io.signalbox.benchmarks.edge;

import io.signalbox.benchmarks.edge.watchers.Mark;
import io.signalbox.benchmarks.load.EventLoad;
import io.signalbox.benchmarks.load.EventScript;
import io.signalbox.benchmarks.load.Pace;
import io.signalbox.benchmarks.stack.EdgeStack;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.stack.backing.HttpProbe;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Runs that go on, and their events.
final class RunFeed implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final EventLoad load;
  private final List<EventScript> runs = new ArrayList<>();

  /// Begins runs; each has one event that watchers notice. Returns when the edge knows them all.
  RunFeed(EdgeStack stack, int count) {
    this.load = new EventLoad(stack.target());
    for (int i = 0; i < count; i++) {
      EventScript run = new EventScript();
      run.beginning().forEach(load::append);
      load.append(run.say(words(1)));
      runs.add(run);
    }
    load.flush();
    ids().forEach(id -> awaitShown(stack.port(), id));
  }

  private static void awaitShown(int port, String id) {
    URI run = URI.create("http://127.0.0.1:%d/api/runs/%s".formatted(port, id));
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!HttpProbe.isOk(run)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException(
            "Expected run %s to be shown within %s, but it is not".formatted(id, PATIENCE));
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private static String words(int round) {
    return "word " + Mark.now(round) + " and another ";
  }

  List<String> ids() {
    return runs.stream().map(EventScript::runId).toList();
  }

  /// Appends events, to the runs in turn.
  ///
  /// @param perSecond 0 = as fast as the broker takes them
  void append(int round, int count, int perSecond) {
    Pace.steadily(count, perSecond, i -> load.append(runs.get(i % runs.size()).say(words(round))));
    load.flush();
  }

  /// Ends the runs.
  void end() {
    List<RunEvent> ends = runs.stream().map(EventScript::end).toList();
    ends.forEach(load::append);
    load.flush();
  }

  @Override
  public void close() {
    load.close();
  }
}
