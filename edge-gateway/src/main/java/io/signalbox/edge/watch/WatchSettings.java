package io.signalbox.edge.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How runs are watched.
///
/// @param buffer how many live events may wait for one watcher before it is closed as too slow
/// @param bufferBytes how much memory these events may take
/// @param page how many events are read from history at once
/// @param lookAgain how long to wait for history to come up to the live tail before reading again;
///   up to sixteen times as long while it stands still
/// @param keepalive how often an idle stream shows that it is alive
/// @param stuckAfter a stream that takes no byte for so long is cut off
/// @param window what is kept of watched runs
@ConfigurationProperties("signalbox.edge.watch")
public record WatchSettings(
    @DefaultValue("1024") int buffer,
    @DefaultValue("1MB") DataSize bufferBytes,
    @DefaultValue("1000") int page,
    @DefaultValue("15ms") Duration lookAgain,
    @DefaultValue("30s") Duration keepalive,
    @DefaultValue("75s") Duration stuckAfter,
    @DefaultValue Kept window) {
  public WatchSettings {
    if (buffer < 1 || page < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.watch.buffer and signalbox.edge.watch.page to be 1 or more,"
              + " but got %d and %d".formatted(buffer, page));
    }
    if (bufferBytes.toBytes() < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.watch.buffer-bytes to be 1 or more, but got " + bufferBytes);
    }
    if (stuckAfter.compareTo(keepalive) <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.watch.stuck-after to be longer than signalbox.edge.watch.keepalive,"
              + " but got %s and %s".formatted(stuckAfter, keepalive));
    }
  }

  /// Recent events of watched runs, kept so that history need not be asked for them.
  ///
  /// @param events how many of one run
  /// @param bytes how much memory they may take in all
  /// @param linger how long a run is kept after its last watcher has left
  public record Kept(
      @DefaultValue("10000") int events,
      @DefaultValue("64MB") DataSize bytes,
      @DefaultValue("10s") Duration linger) {
    public Kept {
      if (events < 1 || bytes.toBytes() < 1 || linger.isNegative()) {
        throw new IllegalArgumentException(
            "Expected signalbox.edge.watch.window.events and .bytes to be 1 or more, and .linger"
                + " not to be negative, but got %d, %s and %s".formatted(events, bytes, linger));
      }
    }
  }
}
