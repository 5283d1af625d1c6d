package io.signalbox.stack.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Watches one run to its end, across connections: it cuts its own once, and comes back from where
/// it was.
final class Watcher {

  private static final int CUT_AFTER = 8;
  private static final long AWAY_MILLIS = 250;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final EdgeClient edge;
  private final String runId;
  private final long begin;
  private final DemoOutput output;
  private final Sightings sightings = new Sightings();
  private volatile @Nullable InputStream connection;
  private volatile boolean givenUp;

  /// @param begin the nanosecond at which the run was asked for
  Watcher(EdgeClient edge, String runId, long begin, DemoOutput output) {
    this.edge = edge;
    this.runId = runId;
    this.begin = begin;
    this.output = output;
  }

  Sightings sightings() {
    return sightings;
  }

  /// Returns when the run's last event was seen, or after [#giveUp()].
  void watch() {
    boolean cut = false;
    while (sightings.last().isEmpty() && !givenUp) {
      int limit = cut ? Integer.MAX_VALUE : CUT_AFTER;
      if (cut) {
        output.say(
            "watcher", "resuming after %d with Last-Event-ID".formatted(sightings.highest()));
      }
      readUpTo(limit);
      if (sightings.last().isEmpty() && !givenUp) {
        output.say("watcher", "connection cut after seq %d".formatted(sightings.highest()));
        stayAway();
      }
      cut = true;
    }
  }

  /// Makes [#watch()] return soon.
  void giveUp() {
    givenUp = true;
    var open = connection;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        output.say("watcher", "closing the stream failed: " + e.getMessage());
      }
    }
  }

  // Leaving the block closes the stream in the middle, which is the cut. A stream that the other
  // side ends or breaks
  // comes to the same: without a last event the run is not over.
  private void readUpTo(int limit) {
    try (var stream = edge.stream(runId, sightings.highest());
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      connection = stream;
      var parser = new SseParser();
      var line = lines.readLine();
      while (line != null && sightings.count() < limit && sightings.last().isEmpty()) {
        parser.accept(line).ifPresent(this::see);
        line = sightings.last().isPresent() || sightings.count() >= limit ? null : lines.readLine();
      }
    } catch (IOException e) {
      output.say("watcher", "the stream broke: " + e.getMessage());
    }
  }

  private void see(SseParser.Event sent) {
    var event = RunEvent.of(JSON.readTree(sent.data()));
    long elapsed = System.nanoTime() - begin;
    sightings.add(event, elapsed);
    output.event(event, elapsed);
  }

  private void stayAway() {
    try {
      Thread.sleep(AWAY_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      givenUp = true;
    }
  }

  /// The run's status, once it has one that stays.
  Optional<String> status() {
    return sightings.last().map(RunEvent::status);
  }
}
