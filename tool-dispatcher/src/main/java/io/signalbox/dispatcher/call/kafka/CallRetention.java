package io.signalbox.dispatcher.call.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long what is over stays.
///
/// @param ended how long a settled call is remembered; as long as it is, a repeated result gets the
///   answer of the first one
@ConfigurationProperties("signalbox.retention")
public record CallRetention(@DefaultValue("25h") Duration ended) {
  public CallRetention {
    if (!ended.isPositive()) {
      throw new IllegalArgumentException(
          "Expected signalbox.retention.ended to be longer than nothing, but got " + ended);
    }
  }
}
