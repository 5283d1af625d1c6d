package io.signalbox.edge.cluster;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How edges keep each other up to date.
///
/// @param every how often an edge tells how it is, when nothing changes
/// @param pause how long changes are gathered before the others are told
/// @param silence an edge that says nothing for so long is no longer counted
/// @param presence how many clients an edge tells of
@ConfigurationProperties("signalbox.edge.cluster")
public record ClusterSettings(
    @DefaultValue("10s") Duration every,
    @DefaultValue("100ms") Duration pause,
    @DefaultValue("30s") Duration silence,
    @DefaultValue("200") int presence) {
  public ClusterSettings {
    if (silence.compareTo(every) <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.cluster.silence to be longer than signalbox.edge.cluster.every,"
              + " but got %s and %s".formatted(silence, every));
    }
    if (!pause.isPositive() || presence < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.cluster.pause and signalbox.edge.cluster.presence to be more"
              + " than 0, but got %s and %d".formatted(pause, presence));
    }
  }
}
