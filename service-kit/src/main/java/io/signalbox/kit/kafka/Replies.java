package io.signalbox.kit.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.topic.Topics;

/// Makes the answers to commands, addressed to the instance that waits.
public final class Replies {
  private Replies() {}

  /// The command was applied.
  public static Outgoing accepted(Envelope command, long seq, int events) {
    return to(command, CommandAccepted.newBuilder().setSeq(seq).setEvents(events).build());
  }

  /// The command was refused.
  public static Outgoing rejected(Envelope command, Decision.Rejected<?> rejected) {
    return to(
        command,
        CommandRejected.newBuilder()
            .setCode(rejected.code().name())
            .setReason(rejected.reason())
            .build());
  }

  private static Outgoing to(Envelope command, Object payload) {
    CommandReply reply =
        CommandReply.newBuilder()
            .setEnvelope(Envelopes.message(command, command.getAggregateId()))
            .setCommandId(command.getEventId())
            .setPayload(payload)
            .build();
    String replyTo = command.getReplyTo();
    return Outgoing.to(Topics.COMMAND_REPLIES, replyTo == null ? "" : replyTo, reply);
  }
}
