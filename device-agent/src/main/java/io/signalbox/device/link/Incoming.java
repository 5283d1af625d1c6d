package io.signalbox.device.link;

import io.signalbox.device.call.CallRequest;
import io.signalbox.device.call.Lease;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A frame that the edge sends.
public sealed interface Incoming {

  /// The device is registered.
  ///
  /// @param acks whether the edge acknowledges results, and takes progress and confirmations
  record Registered(String deviceId, boolean acks) implements Incoming {}

  /// A call to execute. It may come again.
  record Requested(CallRequest request) implements Incoming {}

  /// A request that cannot be executed, but answered.
  ///
  /// @param request what could be read of it
  /// @param reason what was expected, and what was found
  record Unreadable(CallRequest request, String reason) implements Incoming {}

  /// A call is no longer wanted.
  ///
  /// @param lease given back where the call is not known
  /// @param reason for people
  record Cancel(String runId, String callId, Lease lease, String reason) implements Incoming {}

  /// A result is durable.
  record Acknowledged(String callId) implements Incoming {}

  /// A frame of ours was not taken.
  ///
  /// @param callId the call that it was about; null = none
  record Refused(String code, String error, @Nullable String callId) implements Incoming {
    private static final Set<String> PASSING =
        Set.of("UNAVAILABLE", "UNSUPPORTED", "TOO_MANY", "INTERNAL", "NOT_REGISTERED");

    /// Whether the same frame may be taken later; with any other code the call is over for the
    /// edge.
    public boolean passes() {
      return PASSING.contains(code);
    }
  }

  /// A sign of life.
  record Pong() implements Incoming {}

  /// Something that this version does not know.
  record Unknown(String type) implements Incoming {}
}
