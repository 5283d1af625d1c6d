package io.signalbox.dispatcher.call;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;
import static io.signalbox.domain.Rejection.FORBIDDEN;
import static io.signalbox.domain.Rejection.INVALID;
import static io.signalbox.domain.Rejection.STALE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.dispatcher.call.CallCommand.RecordLate;
import io.signalbox.dispatcher.call.CallCommand.SubmitResult;
import io.signalbox.domain.Decision;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Results: the first one of whoever holds the call counts.
final class Results {
  /// A result is larger than anybody takes; the call counts as failed.
  static final String RESULT_TOO_LARGE = "RESULT_TOO_LARGE";

  /// Bytes of UTF-8 that a result may have: it goes into the log, the views, and a model's window.
  static final int LARGEST_RESULT = 256 * 1024;

  private Results() {}

  static Decision<CallEvent> submit(ToolCall call, SubmitResult result) {
    if (!Owners.mayKnow(call, result.speaker())) {
      return CallDecider.notFound();
    }
    return switch (Owners.standing(call, result.speaker())) {
      case HOLDS -> settle(result);
      case HELD -> reject(STALE, "Expected the lease that counts, but it ran out");
      case OVER -> repeatedOrLate(call);
      case STRANGER -> posted(call, result);
    };
  }

  /// A result of a call that nobody has to take before: posting it takes the call and settles it.
  private static Decision<CallEvent> posted(ToolCall call, SubmitResult result) {
    boolean fromDevice = Target.DEVICE.is(result.source());
    return switch (call) {
      case ToolCall.Waiting w when mayBePosted(w, result) -> settle(result);
      case ToolCall.Waiting w when w.request().forDevice() ->
          reject(FORBIDDEN, "Expected a device, after the call was dispatched to it");
      case ToolCall.Canceling c when !fromDevice && c.deviceId() == null -> repeatedOrLate(c);
      case ToolCall.Settled s when !fromDevice && s.deviceId() == null -> repeatedOrLate(s);
      case ToolCall.AwaitingApproval _ -> Approvals.unapproved();
      case ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _ ->
          Owners.forbidden(call);
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }

  private static boolean mayBePosted(ToolCall.Waiting call, SubmitResult result) {
    return !call.request().forDevice()
        && call.request().execution() == null
        && !Target.DEVICE.is(result.source())
        && result.speaker().token() == null;
  }

  /// A result that comes again gets the answer of the first one. A late one is told so: whoever
  /// executed the call must not believe that its result counted.
  private static Decision<CallEvent> repeatedOrLate(ToolCall call) {
    return call instanceof ToolCall.Settled settled
        ? switch (settled.outcome()) {
          case COMPLETED, FAILED -> accept();
          case EXPIRED -> reject(STALE, "Expected an open call, but it expired");
          case CANCELED -> canceled();
          case OUTCOME_UNKNOWN ->
              reject(STALE, "Expected an open call, but its lease ran out before the result came");
        }
        : canceled();
  }

  private static Decision<CallEvent> canceled() {
    return reject(STALE, "Expected an open call, but it was canceled");
  }

  private static Decision<CallEvent> settle(SubmitResult result) {
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

  private static CallEvent completed(SubmitResult result) {
    String json = result.result();
    int bytes = json == null ? 0 : json.getBytes(UTF_8).length;
    return bytes <= LARGEST_RESULT
        ? new CallEvent.Completed(json, result.source())
        : new CallEvent.Failed(
            "Expected a result of at most %d bytes, but got %d".formatted(LARGEST_RESULT, bytes),
            result.source(),
            RESULT_TOO_LARGE);
  }

  /// Recorded once. The executor of a canceled call that reports a result is not at it any more.
  static Decision<CallEvent> late(ToolCall call, RecordLate late) {
    CallEvent event = new CallEvent.ResultLate(late.status(), late.source(), late.deviceId());
    return switch (call) {
      case ToolCall.Settled s -> s.lateStatus() == null ? accept(event) : accept();
      case ToolCall.Canceling c -> {
        List<CallEvent> events = new ArrayList<>();
        if (c.lateStatus() == null) {
          events.add(event);
        }
        events.add(new CallEvent.CancelConfirmed(false));
        yield accept(events);
      }
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _ ->
          accept(event);
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }
}
