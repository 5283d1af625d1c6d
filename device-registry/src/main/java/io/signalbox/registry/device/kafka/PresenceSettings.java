package io.signalbox.registry.device.kafka;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the registry knows that a device is there.
///
/// @param probe how often a device is asked for a sign of life on the way that calls take
/// @param silence a session without any for so long ends
@ConfigurationProperties("signalbox.devices.presence")
public record PresenceSettings(
    @DefaultValue("25s") Duration probe, @DefaultValue("75s") Duration silence) {
  public PresenceSettings {
    if (!probe.isPositive()) {
      throw new IllegalArgumentException(
          "Expected signalbox.devices.presence.probe to be above 0, but got " + probe);
    }
    if (silence.compareTo(probe) <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.devices.presence.silence to be longer than"
              + " signalbox.devices.presence.probe, but got %s and %s".formatted(silence, probe));
    }
  }
}
