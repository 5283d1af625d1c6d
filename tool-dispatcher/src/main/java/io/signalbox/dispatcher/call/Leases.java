package io.signalbox.dispatcher.call;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;
import static io.signalbox.domain.Rejection.CONFLICT;
import static io.signalbox.domain.Rejection.FORBIDDEN;
import static io.signalbox.domain.Rejection.INVALID;
import static io.signalbox.domain.Rejection.STALE;

import io.signalbox.dispatcher.call.CallCommand.ClaimCall;
import io.signalbox.dispatcher.call.CallCommand.OfferDevice;
import io.signalbox.dispatcher.call.CallCommand.QueueCall;
import io.signalbox.dispatcher.call.CallCommand.Reconnect;
import io.signalbox.dispatcher.call.CallCommand.RenewLease;
import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.domain.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Who may execute a call, and for how long. At most one lease of a call counts. One that runs out
/// is replaced only if the tool may be called again.
final class Leases {
  private Leases() {}

  static Decision<CallEvent> offer(ToolCall call, OfferDevice offer) {
    return switch (call) {
      case ToolCall.Waiting w -> dispatch(w, offer);
      case ToolCall.Dispatched d when d.lease().deviceId().equals(offer.deviceId()) -> accept();
      case ToolCall.AwaitingApproval _ -> Approvals.unapproved();
      case ToolCall.Dispatched _, ToolCall.Claimed _ -> held();
      case ToolCall.Canceling _, ToolCall.Settled _ -> over();
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }

  private static Decision<CallEvent> dispatch(ToolCall.Waiting call, OfferDevice offer) {
    Request request = call.request();
    if (!request.tenantId().equals(offer.tenantId())) {
      return reject(FORBIDDEN, "Expected a device of the tenant that owns the call");
    }
    if (!request.forDevice()) {
      return reject(INVALID, "Expected a call for a device, but it is for %s", request.target());
    }
    Addressee addressee = request.addressee();
    if (addressee != null && !addressee.deviceId().equals(offer.deviceId())) {
      return reject(FORBIDDEN, "Expected device %s, which the call is for", addressee.deviceId());
    }
    return accept(
        new CallEvent.Dispatched(
            new Lease(
                offer.deviceId(),
                offer.sessionId(),
                call.nextEpoch(),
                offer.token(),
                offer.until())));
  }

  /// A device that holds the call goes on with it. One that surely does not gets it again; where
  /// that is not sure, only if the tool may be called again. Else the lease runs on: the device may
  /// still report.
  static Decision<CallEvent> reconnect(ToolCall call, Reconnect back) {
    return switch (call) {
      case ToolCall.Dispatched d
          when !d.lease().deviceId().equals(back.deviceId())
              || d.lease().sessionId().equals(back.sessionId()) ->
          accept();
      case ToolCall.Dispatched d when d.request().nowOrNever() -> accept(CallDecider.left(d));
      case ToolCall.Dispatched d ->
          switch (back.memory()) {
            case HELD -> accept(resumed(d.lease(), back.sessionId(), back.until()));
            case NOT_HELD -> accept(again(d.lease(), back));
            case NONE -> d.request().repeatable() ? accept(again(d.lease(), back)) : accept();
          };
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          accept();
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }

  private static CallEvent resumed(Lease lease, String sessionId, Instant until) {
    return new CallEvent.Resumed(lease.deviceId(), sessionId, lease.epoch(), until);
  }

  private static CallEvent again(Lease lease, Reconnect back) {
    return new CallEvent.Dispatched(
        new Lease(
            lease.deviceId(), back.sessionId(), lease.epoch() + 1, back.token(), back.until()));
  }

  /// A call in the queue is in nobody's hands until a worker claims it with the token.
  static Decision<CallEvent> queue(ToolCall call, QueueCall command) {
    return switch (call) {
      case ToolCall.Waiting w when w.request().execution() != null ->
          accept(
              new CallEvent.Claimed(
                  new Claim(command.queue(), w.nextEpoch(), command.token(), command.until())));
      case ToolCall.Waiting _ ->
          reject(INVALID, "Expected a call that this system executes itself");
      case ToolCall.AwaitingApproval _ -> Approvals.unapproved();
      case ToolCall.Dispatched _, ToolCall.Claimed _ -> held();
      case ToolCall.Canceling _, ToolCall.Settled _ -> over();
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }

  static Decision<CallEvent> claim(ToolCall call, ClaimCall claim) {
    Speaker worker = new Speaker(claim.tenantId(), claim.runId(), null, claim.token());
    if (!Owners.mayKnow(call, worker)) {
      return CallDecider.notFound();
    }
    return switch (call) {
      case ToolCall.Waiting w when w.request().forDevice() ->
          reject(FORBIDDEN, "Expected a call that workers may take, but it is for a device");
      case ToolCall.Waiting w when w.request().execution() != null ->
          reject(FORBIDDEN, "Expected a call that workers may take, but this system executes it");
      case ToolCall.Waiting w -> accept(claimed(claim, w.nextEpoch()));
      case ToolCall.Claimed c when c.claim().token().equals(claim.token()) -> accept();
      case ToolCall.Claimed c when c.claim().token().equals(claim.replaces()) ->
          accept(claimed(claim, c.claim().epoch() + 1));
      case ToolCall.AwaitingApproval _ -> Approvals.unapproved();
      case ToolCall.Dispatched _, ToolCall.Claimed _ -> held();
      case ToolCall.Canceling _, ToolCall.Settled _ -> over();
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }

  private static CallEvent claimed(ClaimCall claim, int epoch) {
    return new CallEvent.Claimed(new Claim(claim.worker(), epoch, claim.token(), claim.until()));
  }

  static Decision<CallEvent> renew(ToolCall call, RenewLease renewal) {
    Speaker speaker = renewal.speaker();
    if (!Owners.mayKnow(call, speaker)) {
      return CallDecider.notFound();
    }
    return switch (Owners.standing(call, speaker)) {
      case HOLDS -> renewed(call, renewal);
      case HELD -> reject(STALE, "Expected the lease that counts, but it ran out");
      case OVER -> over();
      case STRANGER -> Owners.forbidden(call);
    };
  }

  private static Decision<CallEvent> renewed(ToolCall call, RenewLease renewal) {
    return switch (call) {
      case ToolCall.Dispatched d when isAnother(renewal.sessionId(), d.lease()) ->
          accept(
              resumed(d.lease(), String.valueOf(renewal.sessionId()), renewal.until()),
              renewed(d.lease().epoch(), renewal));
      case ToolCall.Dispatched d -> accept(renewed(d.lease().epoch(), renewal));
      case ToolCall.Claimed c -> accept(renewed(c.claim().epoch(), renewal));
      case ToolCall.NotRequested _,
          ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          over();
    };
  }

  private static boolean isAnother(@Nullable String sessionId, Lease lease) {
    return sessionId != null && !sessionId.equals(lease.sessionId());
  }

  private static CallEvent renewed(int epoch, RenewLease renewal) {
    return new CallEvent.Renewed(epoch, renewal.until(), renewal.progress());
  }

  static Decision<CallEvent> end(ToolCall call, Instant now) {
    return switch (call) {
      case ToolCall.Dispatched(Request request, Lease lease, _) when isOut(lease.until(), now) ->
          accept(lost(request, lease.epoch(), "device " + lease.deviceId()));
      case ToolCall.Claimed c when isOut(c.claim().until(), now) ->
          accept(
              c.inQueue()
                  ? new CallEvent.LeaseLost(c.claim().epoch(), "No worker began in time")
                  : lost(c.request(), c.claim().epoch(), c.claim().worker()));
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          accept();
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }

  private static CallEvent lost(Request request, int epoch, String holder) {
    return request.repeatable()
        ? new CallEvent.LeaseLost(epoch, "Nothing was heard from %s in time".formatted(holder))
        : new CallEvent.OutcomeUnknown(
            epoch,
            "Nothing was heard from %s in time; whether it executed the call is unknown"
                .formatted(holder));
  }

  private static boolean isOut(@Nullable Instant until, Instant now) {
    return until != null && !until.isAfter(now);
  }

  private static Decision<CallEvent> held() {
    return reject(CONFLICT, "Expected a call that waits, but somebody holds it");
  }

  private static Decision<CallEvent> over() {
    return reject(STALE, "Expected an open call, but it is over");
  }
}
