package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.domain.Decision;
import io.signalbox.kit.kafka.Replies;
import io.signalbox.schemas.Envelope;

/// Tells senders who wait what became of their commands.
final class Answers {
  private final Calls calls;

  Answers(Calls calls) {
    this.calls = calls;
  }

  /// @param before the call's seq before the command
  void answer(String callId, long before, Decision<CallEvent> decision, Envelope command) {
    if (command.getReplyTo() == null) {
      return;
    }
    long after = calls.get(callId).seq();
    calls.forward(
        switch (decision) {
          case Decision.Accepted<CallEvent> _ ->
              Replies.accepted(command, after, Math.toIntExact(after - before));
          case Decision.Rejected<CallEvent> rejected -> Replies.rejected(command, rejected);
        });
  }
}
