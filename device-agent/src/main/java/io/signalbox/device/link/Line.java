package io.signalbox.device.link;

import java.util.concurrent.CompletableFuture;

/// A connection over which the device is registered.
public interface Line {

  /// Sends a frame after those before it. What cannot be sent ends the connection.
  ///
  /// @return completes when the frame is on its way; exceptionally when it will never be
  CompletableFuture<Void> send(String frame);
}
