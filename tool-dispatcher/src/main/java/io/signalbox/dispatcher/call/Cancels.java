package io.signalbox.dispatcher.call;

import static io.signalbox.domain.Decision.accept;

import io.signalbox.dispatcher.call.CallCommand.CancelCall;
import io.signalbox.dispatcher.call.CallCommand.ConfirmCancel;
import io.signalbox.dispatcher.call.CallCommand.RecordCancelDelivery;
import io.signalbox.dispatcher.call.CallCommand.Speaker;
import io.signalbox.domain.Decision;
import java.util.ArrayList;
import java.util.List;

/// The end of calls that their run gives up: asked for, delivered to the executor, and confirmed by
/// it or not.
final class Cancels {
  private Cancels() {}

  /// A call that nobody knows is one that was forgotten since it settled: a request and its cancel
  /// come in order.
  static Decision<CallEvent> cancel(ToolCall call, CancelCall cancel) {
    Speaker run = new Speaker(cancel.tenantId(), cancel.runId(), null, null);
    return switch (call) {
      case ToolCall.NotRequested _ -> accept();
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Canceling _,
          ToolCall.Settled _
          when !Owners.mayKnow(call, run) ->
          CallDecider.notFound();
      case ToolCall.AwaitingApproval _, ToolCall.Waiting _ ->
          accept(new CallEvent.Canceled(cancel.reason(), null));
      case ToolCall.Claimed c when c.inQueue() ->
          accept(new CallEvent.Canceled(cancel.reason(), null));
      case ToolCall.Dispatched _, ToolCall.Claimed _ ->
          accept(new CallEvent.Canceled(cancel.reason(), cancel.confirmBy()));
      case ToolCall.Canceling _, ToolCall.Settled _ -> accept();
    };
  }

  static Decision<CallEvent> delivered(ToolCall call, RecordCancelDelivery delivery) {
    return switch (call) {
      case ToolCall.Canceling c when !holds(c, delivery.speaker()) -> CallDecider.notFound();
      case ToolCall.Canceling c ->
          c.delivered() ? accept() : accept(new CallEvent.CancelDelivered());
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Settled _,
          ToolCall.NotRequested _ ->
          accept(); // an expired call is taken back, too, and nobody waits for that
    };
  }

  static Decision<CallEvent> confirm(ToolCall call, ConfirmCancel confirmation) {
    return switch (call) {
      case ToolCall.Canceling c when !holds(c, confirmation.speaker()) -> CallDecider.notFound();
      case ToolCall.Canceling c -> {
        List<CallEvent> events = new ArrayList<>();
        if (!c.delivered()) {
          events.add(new CallEvent.CancelDelivered());
        }
        events.add(new CallEvent.CancelConfirmed(confirmation.stopped()));
        yield accept(events);
      }
      case ToolCall.AwaitingApproval _,
          ToolCall.Waiting _,
          ToolCall.Dispatched _,
          ToolCall.Claimed _,
          ToolCall.Settled _,
          ToolCall.NotRequested _ ->
          accept();
    };
  }

  private static boolean holds(ToolCall.Canceling call, Speaker speaker) {
    return Owners.mayKnow(call, speaker) && Owners.standing(call, speaker) == Owners.Standing.OVER;
  }
}
