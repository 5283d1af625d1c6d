package io.signalbox.device.link;

import java.time.Duration;

/// How a connection is kept.
///
/// @param ping how often the edge is asked for a sign of life
/// @param silence a connection over which nothing came for so long is given up
public record LinkSettings(Duration ping, Duration silence) {

  /// As the edge expects it.
  public static final LinkSettings USUAL =
      new LinkSettings(Duration.ofSeconds(20), Duration.ofSeconds(60));
}
