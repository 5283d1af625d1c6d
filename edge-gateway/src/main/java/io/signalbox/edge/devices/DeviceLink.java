package io.signalbox.edge.devices;

import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;

/// The connection of a device, whatever protocol it speaks. Calls come from any thread, and must
/// not block.
public interface DeviceLink {

  /// Hands a call to the device.
  void call(DispatchToolCall call);

  /// Tells the device that a call is no longer wanted. It may never have had that call.
  void cancel(RevokeToolCall revoked);

  /// Tells the device that it may forget its events up to this number.
  void acknowledged(long lastSeq);

  /// Asks the device for events again.
  void resend(long from, long to);

  /// Asks the device for a sign of life.
  ///
  /// @param heard is run once anything has come from it since; never, if nothing does, or if it is
  ///   asked again before
  void probe(Runnable heard);

  /// Ends the connection.
  void end(End reason);

  /// Why a connection is ended from this side.
  enum End {
    /// The same device has connected again.
    SUPERSEDED,
    /// The registry has ended the session, as it heard no sign of life.
    UNRESPONSIVE,
    /// Too much waits for the device.
    OVERFLOW,
    /// This instance shuts down.
    STOPPING
  }
}
