package io.signalbox.dispatcher.call;

import io.signalbox.dispatcher.call.ToolCall.AwaitingApproval;
import io.signalbox.dispatcher.call.ToolCall.Canceling;
import io.signalbox.dispatcher.call.ToolCall.Claimed;
import io.signalbox.dispatcher.call.ToolCall.Dispatched;
import io.signalbox.dispatcher.call.ToolCall.Lost;
import io.signalbox.dispatcher.call.ToolCall.NotRequested;
import io.signalbox.dispatcher.call.ToolCall.Settled;
import io.signalbox.dispatcher.call.ToolCall.Waiting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What events make of a call.
final class CallEvolution {
  private CallEvolution() {}

  static ToolCall evolve(ToolCall call, CallEvent event) {
    return switch (event) {
      case CallEvent.Accepted e -> accepted(call, e);
      case CallEvent.ApprovalRequested e -> guarded(call, e);
      case CallEvent.ApprovalDecided e -> decided(call, event, e.decision());
      case CallEvent.ApprovalExpired _ -> decided(call, event, Approval.EXPIRED);
      case CallEvent.Dispatched e ->
          new Dispatched(open(call, event), e.lease(), Holder.of(call).lost());
      case CallEvent.Claimed e -> new Claimed(open(call, event), e.claim(), Holder.of(call).lost());
      case CallEvent.Renewed e -> renewed(call, e);
      case CallEvent.Resumed e -> resumed(call, e);
      case CallEvent.LeaseLost _ -> new Waiting(open(call, event), Holder.of(call).lost());
      case CallEvent.Completed _ -> settled(call, event, Outcome.COMPLETED);
      case CallEvent.Failed _ -> settled(call, event, Outcome.FAILED);
      case CallEvent.Expired _ -> settled(call, event, Outcome.EXPIRED);
      case CallEvent.OutcomeUnknown _ -> settled(call, event, Outcome.OUTCOME_UNKNOWN);
      case CallEvent.Canceled e -> canceled(call, e);
      case CallEvent.CancelDelivered _ -> delivered(canceling(call, event));
      case CallEvent.CancelConfirmed _, CallEvent.CancelUnconfirmed _ ->
          settled(canceling(call, event));
      case CallEvent.ResultLate e -> late(call, e);
    };
  }

  private static ToolCall accepted(ToolCall call, CallEvent.Accepted event) {
    return switch (call) {
      case NotRequested _ -> new Waiting(event.request(), null);
      case AwaitingApproval _, Waiting _, Dispatched _, Claimed _, Canceling _, Settled _ ->
          throw corrupt(call, event);
    };
  }

  private static ToolCall guarded(ToolCall call, CallEvent.ApprovalRequested event) {
    return switch (call) {
      case Waiting w -> new AwaitingApproval(w.request(), event.until());
      case NotRequested _, AwaitingApproval _, Dispatched _, Claimed _, Canceling _, Settled _ ->
          throw corrupt(call, event);
    };
  }

  /// A call that is not approved stays until the event that ends it, which comes with this one.
  private static ToolCall decided(ToolCall call, CallEvent event, Approval approval) {
    if (!(call instanceof AwaitingApproval(Request request, Instant until))) {
      throw corrupt(call, event);
    }
    return switch (approval) {
      case ALLOWED_ONCE -> new Waiting(request.with(approval), null);
      case DENIED, EXPIRED -> new AwaitingApproval(request.with(approval), until);
    };
  }

  private static ToolCall renewed(ToolCall call, CallEvent.Renewed event) {
    return switch (call) {
      case Dispatched d -> new Dispatched(d.request(), d.lease().renewed(event.until()), d.lost());
      case Claimed c -> new Claimed(c.request(), c.claim().renewed(event.until()), c.lost());
      case NotRequested _, AwaitingApproval _, Waiting _, Canceling _, Settled _ ->
          throw corrupt(call, event);
    };
  }

  private static ToolCall resumed(ToolCall call, CallEvent.Resumed event) {
    return switch (call) {
      case Dispatched d ->
          new Dispatched(d.request(), d.lease().moved(event.sessionId(), event.until()), d.lost());
      case NotRequested _, AwaitingApproval _, Waiting _, Claimed _, Canceling _, Settled _ ->
          throw corrupt(call, event);
    };
  }

  private static ToolCall settled(ToolCall call, CallEvent event, Outcome outcome) {
    Request request = open(call, event);
    Holder holder = Holder.of(call);
    return new Settled(
        request.tenantId(),
        request.runId(),
        outcome,
        holder.deviceId(),
        holder.token(),
        null,
        outcome == Outcome.CANCELED ? null : request.approval());
  }

  private static ToolCall canceled(ToolCall call, CallEvent.Canceled event) {
    Request request = open(call, event);
    Holder holder = Holder.of(call);
    String token = holder.token();
    return event.confirmBy() == null || token == null
        ? settled(call, event, Outcome.CANCELED)
        : new Canceling(
            request.tenantId(),
            request.runId(),
            holder.deviceId(),
            holder.sessionId(),
            token,
            event.reason(),
            event.confirmBy(),
            false,
            null);
  }

  private static ToolCall delivered(Canceling c) {
    return new Canceling(
        c.tenantId(),
        c.runId(),
        c.deviceId(),
        c.sessionId(),
        c.token(),
        c.reason(),
        c.confirmBy(),
        true,
        c.lateStatus());
  }

  private static Settled settled(Canceling c) {
    return new Settled(
        c.tenantId(), c.runId(), Outcome.CANCELED, c.deviceId(), c.token(), c.lateStatus(), null);
  }

  /// A lease that ran out leaves no mark of its own: the call goes on without that result.
  private static ToolCall late(ToolCall call, CallEvent.ResultLate event) {
    return switch (call) {
      case Settled s ->
          new Settled(
              s.tenantId(),
              s.runId(),
              s.outcome(),
              s.deviceId(),
              s.token(),
              event.status(),
              s.approval());
      case Canceling c ->
          new Canceling(
              c.tenantId(),
              c.runId(),
              c.deviceId(),
              c.sessionId(),
              c.token(),
              c.reason(),
              c.confirmBy(),
              c.delivered(),
              event.status());
      case AwaitingApproval _, Waiting _, Dispatched _, Claimed _ -> call;
      case NotRequested _ -> throw corrupt(call, event);
    };
  }

  private static Request open(ToolCall call, CallEvent event) {
    return ToolCall.open(call).orElseThrow(() -> corrupt(call, event));
  }

  private static Canceling canceling(ToolCall call, CallEvent event) {
    if (call instanceof Canceling canceling) {
      return canceling;
    }
    throw corrupt(call, event);
  }

  private static IllegalStateException corrupt(ToolCall call, CallEvent event) {
    return new IllegalStateException(
        "Expected no %s after %s: the log of this call is corrupt"
            .formatted(event.getClass().getSimpleName(), call.getClass().getSimpleName()));
  }

  /// Who has a call, or had it last.
  private record Holder(
      @Nullable String deviceId, @Nullable String sessionId, int epoch, @Nullable String token) {

    static Holder of(ToolCall call) {
      return switch (call) {
        case Dispatched(_, Lease l, _) ->
            new Holder(l.deviceId(), l.sessionId(), l.epoch(), l.token());
        case Claimed(_, Claim c, _) -> new Holder(null, null, c.epoch(), c.token());
        case Waiting(_, Lost lost) when lost != null ->
            new Holder(lost.deviceId(), null, lost.epoch(), lost.token());
        case NotRequested _, AwaitingApproval _, Waiting _, Canceling _, Settled _ ->
            new Holder(null, null, 0, null);
      };
    }

    @Nullable Lost lost() {
      return token == null ? null : new Lost(deviceId, epoch, token);
    }
  }
}
