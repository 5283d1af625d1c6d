package io.signalbox.device.link;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection from its first frame to its end: registers, hands frames over, and tells a
/// half-open connection from a quiet one.
final class EdgeSession {
  private static final Logger LOGGER = LoggerFactory.getLogger(EdgeSession.class);

  private final EdgeSocket socket;
  private final Device device;
  private final LinkSettings settings;
  private final long opened = System.nanoTime();
  private long pinged = opened;
  private boolean registered;

  EdgeSession(EdgeSocket socket, Device device, LinkSettings settings) {
    this.socket = socket;
    this.device = device;
    this.settings = settings;
  }

  /// Whether the edge has taken the device.
  boolean isRegistered() {
    return registered;
  }

  /// Returns when the connection is over.
  EdgeSocket.Closed run() throws InterruptedException {
    var _ = socket.send(Frames.register(device.registration()));
    while (true) {
      if (isDeaf()) {
        return new EdgeSocket.Closed(EdgeSocket.BROKEN, "the edge gives no sign of life");
      }
      switch (socket.next(untilPing())) {
        case null -> {}
        case EdgeSocket.Frame frame -> take(IncomingFrames.read(frame.text()));
        case EdgeSocket.Closed over -> {
          return over;
        }
      }
    }
  }

  private void take(Incoming frame) {
    switch (frame) {
      case Incoming.Registered accepted -> {
        registered = true;
        LOGGER.atInfo().addKeyValue("deviceId", accepted.deviceId()).log("registered");
        device.connected(socket, accepted.acks());
      }
      case Incoming.Refused refused when !registered -> {
        LOGGER
            .atWarn()
            .addKeyValue("code", refused.code())
            .log("the edge does not take this device: {}", refused.error());
        socket.close("not registered");
      }
      case Incoming other -> device.received(other);
    }
    socket.taken();
  }

  // Sends a ping when one is due.
  private Duration untilPing() {
    if (since(pinged).compareTo(settings.ping()) >= 0) {
      var _ = socket.send(Frames.PING);
      pinged = System.nanoTime();
    }
    return settings.ping().minus(since(pinged));
  }

  // Pings alone are no life: an edge that never answers the registration is of no use.
  private boolean isDeaf() {
    Duration silence = registered ? socket.silence() : since(opened);
    return silence.compareTo(settings.silence()) >= 0;
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }
}
