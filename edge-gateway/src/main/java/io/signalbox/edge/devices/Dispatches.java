package io.signalbox.edge.devices;

import io.signalbox.schemas.device.DeviceDispatch;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/// What is on its way to devices.
public interface Dispatches {

  /// Has everything for a device handed over that is written from now on, on a thread that the
  /// listener must not hold up.
  ///
  /// @return completes once the position in the log is fixed, with what ends the listening; that
  ///   may be called from any thread, more than once
  CompletableFuture<Runnable> attach(String deviceId, Consumer<DeviceDispatch> listener);
}
