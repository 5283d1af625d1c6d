package io.signalbox.kit.projection;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How tables are trimmed.
///
/// @param interval the pause between two rounds
@ConfigurationProperties("signalbox.trimmer")
record TrimmerSettings(@DefaultValue("10m") Duration interval) {
  TrimmerSettings {
    if (interval.toMillis() < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.trimmer.interval to be 1ms or more, but got " + interval);
    }
  }
}
