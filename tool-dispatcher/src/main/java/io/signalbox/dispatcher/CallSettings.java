package io.signalbox.dispatcher;

import io.signalbox.dispatcher.call.CallTimes;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long tool calls may take to go on.
///
/// @param lease how long an executor may be silent before the call is taken from it. Edges renew
///   the leases of devices that they hear of (`signalbox.edge.devices.renew`), workers renew their
///   own
/// @param cancelConfirmation how long the executor of a canceled call may take to say that it
///   stopped
@ConfigurationProperties("signalbox.tools")
record CallSettings(
    @DefaultValue("90s") Duration lease, @DefaultValue("30s") Duration cancelConfirmation) {
  CallSettings {
    requirePositive("lease", lease);
    requirePositive("cancel-confirmation", cancelConfirmation);
  }

  CallTimes times(Duration keepSettled) {
    return new CallTimes(lease, cancelConfirmation, keepSettled);
  }

  private static void requirePositive(String name, Duration duration) {
    if (duration.toMillis() <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.tools.%s to be longer than nothing, but got %s"
              .formatted(name, duration));
    }
  }
}
