package io.signalbox.stack.demo;

import io.signalbox.stack.backing.Installation;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One run through all services: an agent, a device in a process of its own, and a watcher that
/// loses its connection in the middle and comes back.
public final class Demo {

  private static final Duration RUN_LIMIT = Duration.ofSeconds(60);
  private static final Duration HISTORY_LIMIT = Duration.ofSeconds(10);
  private static final long PAUSE_MILLIS = 50;
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final URI edgeUrl;
  private final Path logs;
  private final Path cache;
  private final DemoOutput output;

  /// @param edgeUrl the edge of a stack that is ready
  /// @param logs where the device writes its log
  /// @param cache what can be made again
  /// @param out where people read along
  public Demo(URI edgeUrl, Path logs, Path cache, PrintWriter out) {
    this.edgeUrl = edgeUrl;
    this.logs = logs;
    this.cache = cache;
    this.output = new DemoOutput(out);
  }

  /// Carries one run through, within about a minute and a half at most.
  ///
  /// @throws DemoException when it cannot even start, or what was seen is not what is stored
  public DemoReport run(String prompt) {
    try (var edge = new EdgeClient(edgeUrl);
        var device = DeviceProcess.start(Installation.find(), edgeUrl, logs, cache, output)) {
      var agent = edge.registerAgent(DemoAgent.registration());
      output.say(
          "agent",
          "%s version %s (%s)"
              .formatted(
                  agent.path("agentId").asString(),
                  agent.path("version").asString(),
                  agent.path("created").asBoolean() ? "new" : "known"));
      device.awaitRegistered();
      return watched(edge, agent.path("agentId").asString(), prompt);
    }
  }

  private DemoReport watched(EdgeClient edge, String agentId, String prompt) {
    long begin = System.nanoTime();
    var runId = edge.startRun(DemoAgent.run(agentId, prompt)).path("runId").asString();
    output.say("run", runId + " started: " + prompt);
    var watcher = new Watcher(edge, runId, begin, output);
    var watching =
        CompletableFuture.runAsync(watcher::watch, task -> Thread.ofVirtual().start(task));
    boolean ended = waitFor(watching, watcher);
    var stored = storedEvents(edge, runId, ended ? watcher.sightings().highest() : 0);
    return report(runId, watcher, stored, begin);
  }

  private static boolean waitFor(CompletableFuture<Void> watching, Watcher watcher) {
    var inTime =
        watching.copy().completeOnTimeout(null, RUN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    inTime.join();
    watcher.giveUp();
    return watcher.status().isPresent();
  }

  // The stored history may be a moment behind the stream.
  private static List<RunEvent> storedEvents(EdgeClient edge, String runId, long upTo) {
    var stored = new ArrayList<RunEvent>();
    long deadline = System.nanoTime() + HISTORY_LIMIT.toNanos();
    long highest = 0;
    boolean more = true;
    while (more && System.nanoTime() < deadline) {
      var page = edge.history(runId, highest);
      stored.addAll(page);
      highest = stored.isEmpty() ? 0 : stored.getLast().seq();
      more = !page.isEmpty() || (highest < upTo && pause());
    }
    return stored;
  }

  private DemoReport report(String runId, Watcher watcher, List<RunEvent> stored, long begin) {
    var seen = watcher.sightings();
    long end = Math.max(seen.highest(), stored.isEmpty() ? 0 : stored.getLast().seq());
    var differing = seen.differing(stored);
    if (!differing.isEmpty()) {
      throw new DemoException(
          "Expected the watched events to be the stored ones, but these differ: " + differing);
    }
    var roundTrip =
        seen.nanosOf("tool.result.received")
            .flatMap(
                result -> seen.nanosOf("tool.call.requested").map(request -> result - request));
    var total =
        seen.last()
            .flatMap(event -> seen.nanosOf(event.type()))
            .orElseGet(() -> System.nanoTime() - begin);
    return new DemoReport(
        runId,
        watcher.status().orElse("timeout"),
        end,
        seen.gaps(end),
        seen.duplicates(),
        millis(seen.firstNanos()).orElse(null),
        millis(roundTrip).orElse(null),
        total / NANOS_PER_MILLI);
  }

  private static Optional<Long> millis(Optional<Long> nanos) {
    return nanos.map(value -> value / NANOS_PER_MILLI);
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
