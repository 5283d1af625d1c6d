package io.signalbox.edge.hsafa.socket;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/// How device sockets are served.
///
/// @param frame largest frame that is taken; a larger one closes the socket with 1009
/// @param queue how many frames wait for one device before its socket is closed with 1008
/// @param ping how often a device is asked for a sign of life
/// @param silence a socket without any sign of life for so long is closed
@ConfigurationProperties("signalbox.edge.devices")
record SocketSettings(
    @DefaultValue("64KB") DataSize frame,
    @DefaultValue("256") int queue,
    @DefaultValue("30s") Duration ping,
    @DefaultValue("75s") Duration silence) {
  SocketSettings {
    if (queue < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.devices.queue to be 1 or more, but got " + queue);
    }
    if (silence.compareTo(ping) <= 0) {
      throw new IllegalArgumentException(
          "Expected signalbox.edge.devices.silence to be longer than signalbox.edge.devices.ping,"
              + " but got %s and %s".formatted(silence, ping));
    }
  }
}
