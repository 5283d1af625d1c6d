package io.signalbox.dispatcher.call;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;
import static io.signalbox.domain.Rejection.CONFLICT;
import static io.signalbox.domain.Rejection.FORBIDDEN;
import static io.signalbox.domain.Rejection.INVALID;
import static io.signalbox.domain.Rejection.NOT_FOUND;
import static io.signalbox.domain.Rejection.STALE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.domain.Decision;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a tool call makes of a command.
public final class CallDecider {
  /// A call is for one device, which is not connected.
  public static final String NOT_CONNECTED = "NOT_CONNECTED";

  /// A call is for one device, which does not declare the tool.
  public static final String NOT_DECLARED = "NOT_DECLARED";

  /// The session ended that the one device had the call in; whether it was executed is unknown.
  public static final String DISCONNECTED = "DISCONNECTED";

  /// A result is larger than anybody takes; the call counts as failed.
  public static final String RESULT_TOO_LARGE = "RESULT_TOO_LARGE";

  /// Bytes of UTF-8 that a result may have: it goes into the log, the views, and a model's window.
  public static final int LARGEST_RESULT = 256 * 1024;

  private CallDecider() {}

  /// Pure.
  public static Decision<CallEvent> decide(ToolCall call, CallCommand command) {
    return switch (command) {
      case CallCommand.RequestCall c -> request(call, c.request());
      case CallCommand.OfferDevice c -> offer(call, c);
      case CallCommand.SubmitResult c -> submit(call, c);
      case CallCommand.GiveUpDelivery c -> giveUp(call, c);
      case CallCommand.LoseDevice c -> lose(call, c.deviceId());
      case CallCommand.CancelCall c -> cancel(call, c);
      case CallCommand.TimeOutCall c -> timeOut(call, c.now());
    };
  }

  private static Decision<CallEvent> request(ToolCall call, Request request) {
    return switch (call) {
      case ToolCall.NotRequested _ -> accepted(request);
      case ToolCall.Waiting w -> repeated(w.request().tenantId(), request);
      case ToolCall.Dispatched d -> repeated(d.request().tenantId(), request);
      case ToolCall.Settled s -> repeated(s.tenantId(), request);
    };
  }

  /// A call that nobody could ever execute fails at once, for a refusal would leave its run
  /// waiting.
  private static Decision<CallEvent> accepted(Request request) {
    CallEvent accepted = new CallEvent.Accepted(request);
    if (Target.isKnown(request.target())) {
      return accept(accepted);
    }
    String error =
        "Expected the execution target device, server, browser or external, but got '%s'"
            .formatted(request.target());
    return accept(accepted, failedHere(error, null));
  }

  private static Decision<CallEvent> repeated(String owner, Request request) {
    return owner.equals(request.tenantId())
        ? accept()
        : reject(CONFLICT, "Expected a new call id, but this one is taken");
  }

  private static Decision<CallEvent> offer(ToolCall call, CallCommand.OfferDevice offer) {
    return switch (call) {
      case ToolCall.Waiting w -> dispatch(w.request(), offer, 1);
      case ToolCall.Dispatched d when !d.lease().deviceId().equals(offer.deviceId()) ->
          reject(CONFLICT, "Expected device %s, which holds the call", d.lease().deviceId());
      case ToolCall.Dispatched d when d.lease().sessionId().equals(offer.sessionId()) -> accept();
      case ToolCall.Dispatched d when d.request().nowOrNever() -> accept(left(d));
      case ToolCall.Dispatched d -> dispatch(d.request(), offer, d.lease().epoch() + 1);
      case ToolCall.Settled _ -> reject(STALE, "Expected an open call, but it is settled");
      case ToolCall.NotRequested _ -> notFound();
    };
  }

  private static Decision<CallEvent> dispatch(
      Request request, CallCommand.OfferDevice offer, int epoch) {
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
            new Lease(offer.deviceId(), offer.sessionId(), epoch, offer.token())));
  }

  private static Decision<CallEvent> giveUp(ToolCall call, CallCommand.GiveUpDelivery command) {
    return switch (call) {
      case ToolCall.Waiting(Request request)
          when request.nowOrNever() && isFor(request.addressee(), command.deviceId()) ->
          accept(failedHere(command.reason(), command.code()));
      case ToolCall.Waiting _, ToolCall.Dispatched _, ToolCall.Settled _ -> accept();
      case ToolCall.NotRequested _ -> notFound();
    };
  }

  /// Other calls of the device wait for its next session.
  private static Decision<CallEvent> lose(ToolCall call, String deviceId) {
    return switch (call) {
      case ToolCall.Dispatched d
          when d.request().nowOrNever() && d.lease().deviceId().equals(deviceId) ->
          accept(left(d));
      case ToolCall.Waiting _, ToolCall.Dispatched _, ToolCall.Settled _ -> accept();
      case ToolCall.NotRequested _ -> notFound();
    };
  }

  private static boolean isFor(@Nullable Addressee addressee, String deviceId) {
    return addressee != null && addressee.deviceId().equals(deviceId);
  }

  /// Not handed out again: the device may have begun.
  private static CallEvent left(ToolCall.Dispatched call) {
    return failedHere(
        "Device %s left before it answered; whether it executed the call is unknown"
            .formatted(call.lease().deviceId()),
        DISCONNECTED);
  }

  private static CallEvent failedHere(String error, @Nullable String code) {
    return new CallEvent.Failed(error, Target.SERVER.wireName(), code);
  }

  private static Decision<CallEvent> submit(ToolCall call, CallCommand.SubmitResult result) {
    return switch (call) {
      case ToolCall.NotRequested _ -> notFound();
      case ToolCall.Waiting w -> submit(w.request(), null, result);
      case ToolCall.Dispatched d -> submit(d.request(), d.lease().deviceId(), result);
      case ToolCall.Settled s
          when !isOf(s.tenantId(), s.runId(), result.tenantId(), result.runId()) ->
          notFound();
      case ToolCall.Settled s when !mayReport(s.deviceId(), result) -> forbidden();
      case ToolCall.Settled s -> repeatedOrLate(s.outcome());
    };
  }

  /// A result that comes again gets the answer of the first one. A late one is told so: whoever
  /// executed the call must not believe that its result counted.
  private static Decision<CallEvent> repeatedOrLate(Outcome outcome) {
    return switch (outcome) {
      case COMPLETED, FAILED -> accept();
      case EXPIRED -> reject(STALE, "Expected an open call, but it expired");
      case CANCELED -> reject(STALE, "Expected an open call, but it was canceled");
    };
  }

  private static Decision<CallEvent> submit(
      Request request, @Nullable String holder, CallCommand.SubmitResult result) {
    if (!isOf(request.tenantId(), request.runId(), result.tenantId(), result.runId())) {
      return notFound();
    }
    return mayReport(holder, result) ? settle(result) : forbidden();
  }

  private static Decision<CallEvent> settle(CallCommand.SubmitResult result) {
    return switch (result.status()) {
      case "completed" -> accept(completed(result));
      case "failed" -> {
        String error = Objects.requireNonNullElse(result.error(), "The executor gave no reason");
        yield accept(new CallEvent.Failed(error, result.source(), result.code()));
      }
      default ->
          reject(INVALID, "Expected status completed or failed, but got '%s'", result.status());
    };
  }

  private static CallEvent completed(CallCommand.SubmitResult result) {
    String json = result.result();
    int bytes = json == null ? 0 : json.getBytes(UTF_8).length;
    return bytes <= LARGEST_RESULT
        ? new CallEvent.Completed(json, result.source())
        : new CallEvent.Failed(
            "Expected a result of at most %d bytes, but got %d".formatted(LARGEST_RESULT, bytes),
            result.source(),
            RESULT_TOO_LARGE);
  }

  /// Whoever names another run or comes from another tenant does not learn that the call exists.
  private static boolean isOf(String tenantId, String runId, String sender, String namedRun) {
    return tenantId.equals(sender) && runId.equals(namedRun);
  }

  private static boolean mayReport(@Nullable String holder, CallCommand.SubmitResult result) {
    return !Target.DEVICE.is(result.source())
        || (holder != null && holder.equals(result.deviceId()));
  }

  /// A call that nobody knows is one that was forgotten since it settled: a request and its cancel
  /// come in order.
  private static Decision<CallEvent> cancel(ToolCall call, CallCommand.CancelCall cancel) {
    return switch (call) {
      case ToolCall.NotRequested _ -> accept();
      case ToolCall.Waiting w -> cancel(w.request(), cancel);
      case ToolCall.Dispatched d -> cancel(d.request(), cancel);
      case ToolCall.Settled s
          when isOf(s.tenantId(), s.runId(), cancel.tenantId(), cancel.runId()) ->
          accept();
      case ToolCall.Settled _ -> notFound();
    };
  }

  private static Decision<CallEvent> cancel(Request request, CallCommand.CancelCall cancel) {
    return isOf(request.tenantId(), request.runId(), cancel.tenantId(), cancel.runId())
        ? accept(new CallEvent.Canceled(cancel.reason()))
        : notFound();
  }

  private static Decision<CallEvent> timeOut(ToolCall call, Instant now) {
    return switch (call) {
      case ToolCall.Waiting w when w.request().isDue(now) ->
          accept(new CallEvent.Expired(awaited(w.request())));
      case ToolCall.Dispatched d when d.request().isDue(now) ->
          accept(new CallEvent.Expired("No result came from device " + d.lease().deviceId()));
      case ToolCall.Waiting _, ToolCall.Dispatched _, ToolCall.Settled _ -> accept();
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

  private static Decision<CallEvent> notFound() {
    return reject(NOT_FOUND, "Expected a call of this run, but there is none with this id");
  }

  private static Decision<CallEvent> forbidden() {
    return reject(FORBIDDEN, "Expected the device that the call was dispatched to");
  }
}
