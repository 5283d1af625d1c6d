package io.signalbox.dispatcher.call;

import static io.signalbox.domain.Decision.accept;
import static io.signalbox.domain.Decision.reject;
import static io.signalbox.domain.Rejection.CONFLICT;
import static io.signalbox.domain.Rejection.INVALID;
import static io.signalbox.domain.Rejection.STALE;

import io.signalbox.dispatcher.call.CallCommand.DecideApproval;
import io.signalbox.domain.Decision;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Calls that somebody has to approve before anybody executes them. A decision counts once; saying
/// the same again changes nothing.
final class Approvals {
  private Approvals() {}

  static Decision<CallEvent> decide(ToolCall call, DecideApproval command) {
    if (!Owners.mayKnow(call, command.speaker())) {
      return CallDecider.notFound();
    }
    Optional<Approval> decision = Approval.ofDecision(command.decision());
    return decision.isPresent()
        ? decide(call, decision.get(), command)
        : reject(INVALID, "Expected allow-once or deny, but got '%s'", command.decision());
  }

  private static Decision<CallEvent> decide(
      ToolCall call, Approval decision, DecideApproval command) {
    return switch (call) {
      case ToolCall.AwaitingApproval a -> decided(a.request(), decision, command);
      case ToolCall.Waiting w -> again(w.request().approval(), decision);
      case ToolCall.Dispatched d -> again(d.request().approval(), decision);
      case ToolCall.Claimed c -> again(c.request().approval(), decision);
      case ToolCall.Canceling _ -> canceled();
      case ToolCall.Settled s -> over(s, decision);
      case ToolCall.NotRequested _ -> CallDecider.notFound();
    };
  }

  private static Decision<CallEvent> decided(
      Request request, Approval decision, DecideApproval command) {
    CallEvent event = new CallEvent.ApprovalDecided(decision, command.by(), command.reason());
    return decision == Approval.DENIED ? accept(event, denied(request, command)) : accept(event);
  }

  private static CallEvent denied(Request request, DecideApproval command) {
    String why = command.reason() == null ? "" : ": " + command.reason();
    return CallDecider.failedHere(
        "The call of '%s' was denied by %s%s".formatted(request.toolName(), command.by(), why),
        CallDecider.DENIED);
  }

  /// @param earlier what was decided before; null = there was nothing to decide
  private static Decision<CallEvent> again(@Nullable Approval earlier, Approval decision) {
    if (earlier == null) {
      return reject(CONFLICT, "Expected a call that waits for approval, but it needs none");
    }
    return earlier == decision
        ? accept()
        : reject(
            CONFLICT,
            "Expected a call that waits for approval, but it was decided: %s",
            earlier.wireName());
  }

  private static Decision<CallEvent> over(ToolCall.Settled call, Approval decision) {
    Approval earlier = call.approval();
    if (earlier == Approval.EXPIRED) {
      return reject(STALE, "Expected a call that waits for approval, but the approval expired");
    }
    if (call.outcome() == Outcome.CANCELED) {
      return canceled();
    }
    return earlier == null
        ? reject(
            STALE,
            "Expected a call that waits for approval, but it ended as %s",
            call.outcome().name().toLowerCase(Locale.ROOT))
        : again(earlier, decision);
  }

  private static Decision<CallEvent> canceled() {
    return reject(STALE, "Expected a call that waits for approval, but it was canceled");
  }

  static Decision<CallEvent> expire(ToolCall.AwaitingApproval call) {
    String reason =
        "Nobody approved the call of '%s' before %s"
            .formatted(call.request().toolName(), call.until());
    return accept(
        new CallEvent.ApprovalExpired(reason),
        CallDecider.failedHere(reason, CallDecider.APPROVAL_EXPIRED));
  }

  static CallEvent deniedByPolicy(Request request) {
    String objections = request.objections();
    return CallDecider.failedHere(
        objections == null
            ? "The agent's policy denies calls of '%s'".formatted(request.toolName())
            : "The agent's policy denies this call of '%s': %s"
                .formatted(request.toolName(), objections),
        CallDecider.DENIED);
  }

  /// Whoever wants to execute a call too early.
  static Decision<CallEvent> unapproved() {
    return reject(CONFLICT, "Expected a call that may be executed, but it waits for approval");
  }
}
