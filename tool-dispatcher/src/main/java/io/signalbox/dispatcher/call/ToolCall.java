package io.signalbox.dispatcher.call;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One tool call.
///
/// ```text
/// NotRequested → Waiting → Dispatched ⟲ (again, to a new session of the device)
///                   └──────────┴─────→ Settled (absorbs)
/// ```
public sealed interface ToolCall {

  /// Nobody has asked for this call yet.
  record NotRequested() implements ToolCall {}

  /// Waits for a device that can do it, or for a posted result if it is not for a device.
  record Waiting(Request request) implements ToolCall {}

  /// With a device, whether that is connected at the moment or not.
  record Dispatched(Request request, Lease lease) implements ToolCall {}

  /// Over; nothing is kept but what tells a repeated result from a foreign one.
  ///
  /// @param deviceId the device that held the call last; null = none did
  record Settled(String tenantId, String runId, Outcome outcome, @Nullable String deviceId)
      implements ToolCall {}

  /// What is asked for, as long as it is not settled.
  static Optional<Request> open(ToolCall call) {
    return switch (call) {
      case Waiting w -> Optional.of(w.request());
      case Dispatched d -> Optional.of(d.request());
      case NotRequested _, Settled _ -> Optional.empty();
    };
  }

  /// The state after an event.
  ///
  /// @throws IllegalStateException when the event cannot follow this state: the log is corrupt
  static ToolCall evolve(ToolCall call, CallEvent event) {
    return switch (event) {
      case CallEvent.Accepted e -> accepted(call, e);
      case CallEvent.Dispatched e -> new Dispatched(open(call, event), e.lease());
      case CallEvent.Completed _ -> settled(call, event, Outcome.COMPLETED);
      case CallEvent.Failed _ -> settled(call, event, Outcome.FAILED);
      case CallEvent.Expired _ -> settled(call, event, Outcome.EXPIRED);
      case CallEvent.Canceled _ -> settled(call, event, Outcome.CANCELED);
    };
  }

  private static ToolCall accepted(ToolCall call, CallEvent.Accepted event) {
    return switch (call) {
      case NotRequested _ -> new Waiting(event.request());
      case Waiting _, Dispatched _, Settled _ -> throw corrupt(call, event);
    };
  }

  private static ToolCall settled(ToolCall call, CallEvent event, Outcome outcome) {
    Request request = open(call, event);
    String deviceId = call instanceof Dispatched d ? d.lease().deviceId() : null;
    return new Settled(request.tenantId(), request.runId(), outcome, deviceId);
  }

  private static Request open(ToolCall call, CallEvent event) {
    return open(call).orElseThrow(() -> corrupt(call, event));
  }

  private static IllegalStateException corrupt(ToolCall call, CallEvent event) {
    return new IllegalStateException(
        "Expected no %s after %s: the log of this call is corrupt"
            .formatted(event.getClass().getSimpleName(), call.getClass().getSimpleName()));
  }
}
