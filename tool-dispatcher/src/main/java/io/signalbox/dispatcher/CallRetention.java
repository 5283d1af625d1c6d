package io.signalbox.dispatcher;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long what is over stays.
///
/// @param views the rows of a call, after its end
/// @param ended the state of a settled call; as long as it is there, a repeated result gets the
///   answer of the first one
@ConfigurationProperties("signalbox.retention")
record CallRetention(@DefaultValue("21d") Duration views, @DefaultValue("25h") Duration ended) {
  CallRetention {
    requirePositive("views", views);
    requirePositive("ended", ended);
  }

  private static void requirePositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(
          "Expected signalbox.retention.%s to be more than nothing, but got %s"
              .formatted(name, duration));
    }
  }
}
