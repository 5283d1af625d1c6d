package io.signalbox.dispatcher.call.kafka;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.dispatcher.call.Approval;
import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.dispatcher.call.Outcome;
import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.domain.Rejection;
import java.util.Locale;

/// What is counted of calls.
///
/// ```text
/// signalbox.tool.calls.settled{outcome}   calls that ended
/// signalbox.tool.calls.forgotten          settled calls that left the store
/// signalbox.tool.leases.lost              leases that ran out, of calls that may be made again
/// signalbox.tool.cancels{result}          canceled calls whose executor confirmed, or did not
/// signalbox.tool.approvals{decision}      calls that somebody decided about, or nobody in time
/// signalbox.tool.results.late{outcome}    results that came too late, first ones of their call
/// signalbox.tool.reports.refused{code}    reports of executors that were refused
/// ```
final class CallMetrics {
  private static final String OUTCOME = "outcome";

  private final MeterRegistry meters;

  CallMetrics(MeterRegistry meters) {
    this.meters = meters;
  }

  void happened(CallEvent event, ToolCall after) {
    switch (event) {
      case CallEvent.Completed _ -> settled(Outcome.COMPLETED);
      case CallEvent.Failed _ -> settled(Outcome.FAILED);
      case CallEvent.Expired _ -> settled(Outcome.EXPIRED);
      case CallEvent.OutcomeUnknown _ -> settled(Outcome.OUTCOME_UNKNOWN);
      case CallEvent.Canceled _ -> settled(Outcome.CANCELED);
      case CallEvent.LeaseLost _ -> meters.counter("signalbox.tool.leases.lost").increment();
      case CallEvent.CancelConfirmed _ -> canceled("confirmed");
      case CallEvent.CancelUnconfirmed _ -> canceled("unconfirmed");
      case CallEvent.ResultLate _ -> late(after);
      case CallEvent.ApprovalDecided e -> decided(e.decision());
      case CallEvent.ApprovalExpired _ -> decided(Approval.EXPIRED);
      case CallEvent.Accepted _,
          CallEvent.ApprovalRequested _,
          CallEvent.Dispatched _,
          CallEvent.Claimed _,
          CallEvent.Renewed _,
          CallEvent.Resumed _,
          CallEvent.CancelDelivered _ -> {}
    }
  }

  private void settled(Outcome outcome) {
    meters.counter("signalbox.tool.calls.settled", OUTCOME, name(outcome)).increment();
  }

  private void decided(Approval approval) {
    meters.counter("signalbox.tool.approvals", "decision", approval.wireName()).increment();
  }

  private void canceled(String result) {
    meters.counter("signalbox.tool.cancels", "result", result).increment();
  }

  private void late(ToolCall call) {
    String outcome = call instanceof ToolCall.Settled settled ? name(settled.outcome()) : "open";
    meters.counter("signalbox.tool.results.late", OUTCOME, outcome).increment();
  }

  void refused(Rejection code) {
    meters.counter("signalbox.tool.reports.refused", "code", code.name()).increment();
  }

  void forgotten(int calls) {
    meters.counter("signalbox.tool.calls.forgotten").increment(calls);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
