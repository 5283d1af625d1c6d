package io.signalbox.dispatcher.call.kafka;

import io.signalbox.dispatcher.call.CallEvent;
import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.Replies;
import io.signalbox.schemas.Envelope;
import org.apache.avro.generic.GenericContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells senders who wait what became of their commands.
final class Answers {
  private static final Logger LOGGER = LoggerFactory.getLogger(Answers.class);

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

  /// Refuses a command that a newer service sent: this version passes over it.
  void unsupported(Envelope command, Object payload) {
    String name =
        payload instanceof GenericContainer known
            ? known.getSchema().getName()
            : payload.getClass().getSimpleName();
    LOGGER
        .atWarn()
        .addKeyValue("callId", command.getAggregateId())
        .addKeyValue("commandId", command.getEventId())
        .addKeyValue("command", name)
        .log("a command that this version does not know is passed over");
    answer(
        command.getAggregateId(),
        0,
        Decision.reject(
            Rejection.UNSUPPORTED, "Expected a command that this version knows, but got %s", name),
        command);
  }
}
