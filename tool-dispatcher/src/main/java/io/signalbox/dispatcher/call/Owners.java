package io.signalbox.dispatcher.call;

import static io.signalbox.domain.Decision.reject;
import static io.signalbox.domain.Rejection.FORBIDDEN;

import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.dispatcher.call.ToolCall.Lost;
import io.signalbox.domain.Decision;
import org.jspecify.annotations.Nullable;

/// How whoever speaks of a call stands to it.
///
/// A device proves itself by its connection, and a worker by the token of its lease. So may a
/// device that has no connection.
final class Owners {
  private Owners() {}

  /// How somebody stands to a call.
  enum Standing {
    /// Has the lease that counts.
    HOLDS,
    /// Had a lease, which ran out before the call was over.
    HELD,
    /// Held the call that is canceled or over.
    OVER,
    /// Never had a lease of it, as far as is known.
    STRANGER
  }

  static boolean mayKnow(ToolCall call, Speaker speaker) {
    return switch (call) {
      case ToolCall.NotRequested _ -> false;
      case ToolCall.AwaitingApproval a -> mayKnow(a.request(), speaker);
      case ToolCall.Waiting w -> mayKnow(w.request(), speaker);
      case ToolCall.Dispatched d -> mayKnow(d.request(), speaker);
      case ToolCall.Claimed c -> mayKnow(c.request(), speaker);
      case ToolCall.Canceling c -> speaker.mayKnow(c.tenantId(), c.runId());
      case ToolCall.Settled s -> speaker.mayKnow(s.tenantId(), s.runId());
    };
  }

  private static boolean mayKnow(Request request, Speaker speaker) {
    return speaker.mayKnow(request.tenantId(), request.runId());
  }

  static Standing standing(ToolCall call, Speaker speaker) {
    return switch (call) {
      case ToolCall.Dispatched(_, Lease l, _) when proves(speaker, l.deviceId(), l.token()) ->
          Standing.HOLDS;
      case ToolCall.Claimed(_, Claim c, _) when proves(speaker, null, c.token()) -> Standing.HOLDS;
      case ToolCall.Dispatched(_, Lease l, Lost lost) when had(speaker, l.deviceId(), lost) ->
          Standing.HELD;
      case ToolCall.Claimed(_, _, Lost lost) when had(speaker, null, lost) -> Standing.HELD;
      case ToolCall.Waiting(_, Lost lost) when had(speaker, null, lost) -> Standing.HELD;
      case ToolCall.Canceling c when proves(speaker, c.deviceId(), c.token()) -> Standing.OVER;
      case ToolCall.Settled s when proves(speaker, s.deviceId(), s.token()) -> Standing.OVER;
      case ToolCall.NotRequested _,
          ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          Standing.STRANGER;
    };
  }

  /// A token that is named must be the right one, whoever names it.
  private static boolean proves(
      Speaker speaker, @Nullable String deviceId, @Nullable String token) {
    return speaker.token() == null
        ? deviceId != null && deviceId.equals(speaker.deviceId())
        : speaker.token().equals(token);
  }

  /// @param holder the device that has the call now: it names an older token
  private static boolean had(Speaker speaker, @Nullable String holder, @Nullable Lost lost) {
    return lost != null
        && (proves(speaker, lost.deviceId(), lost.token())
            || (holder != null && holder.equals(speaker.deviceId())));
  }

  static Decision<CallEvent> forbidden(ToolCall call) {
    return call instanceof ToolCall.Dispatched
        ? reject(FORBIDDEN, "Expected the device that the call was dispatched to")
        : reject(FORBIDDEN, "Expected whoever holds the call, with the token of the lease");
  }
}
