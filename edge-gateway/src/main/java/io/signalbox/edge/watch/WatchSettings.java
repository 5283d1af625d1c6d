package io.signalbox.edge.watch;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How runs are watched.
///
/// @param buffer how many live events wait for one watcher before it is closed as too slow
/// @param page how many events are read from history at once
/// @param lookAgain how long to wait for history to come up to the live tail before reading again;
///   up to sixteen times as long while it stands still
/// @param keepalive how often an idle stream shows that it is alive
/// @param stuckAfter a stream that takes no byte for so long is cut off
@ConfigurationProperties("signalbox.edge.watch")
public record WatchSettings(
    @DefaultValue("1024") int buffer,
    @DefaultValue("500") int page,
    @DefaultValue("15ms") Duration lookAgain,
    @DefaultValue("30s") Duration keepalive,
    @DefaultValue("75s") Duration stuckAfter) {
  public WatchSettings {
    if (buffer < 1 || page < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.watch.buffer and signalbox.edge.watch.page to be 1 or more,"
              + " but got %d and %d".formatted(buffer, page));
    }
    if (stuckAfter.compareTo(keepalive) <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.watch.stuck-after to be longer than signalbox.edge.watch.keepalive,"
              + " but got %s and %s".formatted(stuckAfter, keepalive));
    }
  }
}
