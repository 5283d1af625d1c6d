package io.signalbox.dispatcher.call;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;
import static io.signalbox.domain.Rejection.CONFLICT;
import static io.signalbox.domain.Rejection.NOT_FOUND;

import io.signalbox.domain.Decision;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a tool call makes of a command.
public final class CallDecider {
  /// A call is for one device, which is not connected.
  public static final String NOT_CONNECTED = "NOT_CONNECTED";

  /// A call is for one device, which does not declare the tool.
  public static final String NOT_DECLARED = "NOT_DECLARED";

  /// The session ended that the one device had the call in; whether it was executed is unknown.
  public static final String DISCONNECTED = "DISCONNECTED";

  /// The call's policy, or somebody who was asked, says that it must not be executed.
  public static final String DENIED = "DENIED";

  /// Nobody approved the call in time.
  public static final String APPROVAL_EXPIRED = "APPROVAL_EXPIRED";

  private CallDecider() {}

  /// Pure.
  public static Decision<CallEvent> decide(ToolCall call, CallCommand command) {
    return switch (command) {
      case CallCommand.RequestCall c -> request(call, c.request());
      case CallCommand.DecideApproval c -> Approvals.decide(call, c);
      case CallCommand.OfferDevice c -> Leases.offer(call, c);
      case CallCommand.Reconnect c -> Leases.reconnect(call, c);
      case CallCommand.QueueCall c -> Leases.queue(call, c);
      case CallCommand.ClaimCall c -> Leases.claim(call, c);
      case CallCommand.RenewLease c -> Leases.renew(call, c);
      case CallCommand.SubmitResult c -> Results.submit(call, c);
      case CallCommand.RecordLate c -> Results.late(call, c);
      case CallCommand.GiveUpDelivery c -> giveUp(call, c);
      case CallCommand.LoseDevice c -> lose(call, c.deviceId());
      case CallCommand.CancelCall c -> Cancels.cancel(call, c);
      case CallCommand.RecordCancelDelivery c -> Cancels.delivered(call, c);
      case CallCommand.ConfirmCancel c -> Cancels.confirm(call, c);
      case CallCommand.EndWait c ->
          wait(call, new CallEvent.Completed(c.result(), Target.SERVER.wireName()));
      case CallCommand.FailWait c -> wait(call, failedHere(c.error(), c.code()));
      case CallCommand.TimeOutCall c -> timeOut(call, c.now());
      case CallCommand.EndLease c -> Leases.end(call, c.now());
    };
  }

  private static Decision<CallEvent> request(ToolCall call, Request request) {
    return switch (call) {
      case ToolCall.NotRequested _ -> accepted(request);
      case ToolCall.AwaitingApproval a -> repeated(a.request().tenantId(), request);
      case ToolCall.Waiting w -> repeated(w.request().tenantId(), request);
      case ToolCall.Dispatched d -> repeated(d.request().tenantId(), request);
      case ToolCall.Claimed c -> repeated(c.request().tenantId(), request);
      case ToolCall.Canceling c -> repeated(c.tenantId(), request);
      case ToolCall.Settled s -> repeated(s.tenantId(), request);
    };
  }

  /// A call that nobody could ever execute fails at once, for a refusal would leave its run
  /// waiting.
  private static Decision<CallEvent> accepted(Request request) {
    CallEvent accepted = new CallEvent.Accepted(request);
    if (!Target.isKnown(request.target())) {
      String error =
          "Expected the execution target device, server, browser or external, but got '%s'"
              .formatted(request.target());
      return accept(accepted, failedHere(error, null));
    }
    return switch (request.policy()) {
      case ALLOW -> accept(accepted);
      case DENY -> accept(accepted, Approvals.deniedByPolicy(request));
      case REQUIRE_APPROVAL ->
          accept(accepted, new CallEvent.ApprovalRequested(request.approveBy()));
    };
  }

  private static Decision<CallEvent> repeated(String owner, Request request) {
    return owner.equals(request.tenantId())
        ? accept()
        : reject(CONFLICT, "Expected a new call id, but this one is taken");
  }

  private static Decision<CallEvent> giveUp(ToolCall call, CallCommand.GiveUpDelivery command) {
    return switch (call) {
      case ToolCall.Waiting(Request request, _)
          when request.nowOrNever() && isFor(request.addressee(), command.deviceId()) ->
          accept(failedHere(command.reason(), command.code()));
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          accept();
      case ToolCall.NotRequested _ -> notFound();
    };
  }

  /// Other calls of the device keep their leases: it may come back with them.
  private static Decision<CallEvent> lose(ToolCall call, String deviceId) {
    return switch (call) {
      case ToolCall.Dispatched d
          when d.request().nowOrNever() && d.lease().deviceId().equals(deviceId) ->
          accept(left(d));
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          accept();
      case ToolCall.NotRequested _ -> notFound();
    };
  }

  private static Decision<CallEvent> wait(ToolCall call, CallEvent end) {
    return switch (call) {
      case ToolCall.Waiting w when w.request().execution() != null -> accept(end);
      case ToolCall.Claimed c when c.inQueue() -> accept(end);
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          accept();
      case ToolCall.NotRequested _ -> notFound();
    };
  }

  private static Decision<CallEvent> timeOut(ToolCall call, Instant now) {
    return switch (call) {
      case ToolCall.AwaitingApproval a when !a.until().isAfter(now) -> Approvals.expire(a);
      case ToolCall.Waiting w when w.request().isDue(now) ->
          accept(new CallEvent.Expired(awaited(w.request())));
      case ToolCall.Dispatched d when d.request().isDue(now) ->
          accept(new CallEvent.Expired("No result came from device " + d.lease().deviceId()));
      case ToolCall.Claimed c when c.request().isDue(now) ->
          accept(new CallEvent.Expired("No result came from " + c.claim().worker()));
      case ToolCall.Canceling c when !c.confirmBy().isAfter(now) ->
          accept(new CallEvent.CancelUnconfirmed(c.delivered()));
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          accept();
      case ToolCall.NotRequested _ -> notFound();
    };
  }

  private static String awaited(Request request) {
    Addressee addressee = request.addressee();
    if (addressee != null) {
      return "Device %s did not connect".formatted(addressee.deviceId());
    }
    return request.forDevice()
        ? "No device connected that declares the tool '%s'".formatted(request.toolName())
        : "No result was posted";
  }

  private static boolean isFor(@Nullable Addressee addressee, String deviceId) {
    return addressee != null && addressee.deviceId().equals(deviceId);
  }

  /// Not handed out again: the device may have begun.
  static CallEvent left(ToolCall.Dispatched call) {
    return failedHere(
        "Device %s left before it answered; whether it executed the call is unknown"
            .formatted(call.lease().deviceId()),
        DISCONNECTED);
  }

  static CallEvent failedHere(String error, @Nullable String code) {
    return new CallEvent.Failed(error, Target.SERVER.wireName(), code);
  }

  static Decision<CallEvent> notFound() {
    return reject(NOT_FOUND, "Expected a call of this run, but there is none with this id");
  }
}
