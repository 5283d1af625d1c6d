package io.signalbox.kit.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.topic.Topic;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/// Sends commands and waits for what their aggregate decides.
public final class Commands {
  private final RecordSender sender;
  private final ReplyListener replies;
  private final Instance instance;

  Commands(RecordSender sender, ReplyListener replies, Instance instance) {
    this.sender = sender;
    this.replies = replies;
    this.instance = instance;
  }

  /// Makes a command with the `replyTo` that it is given, sends it and waits for the answer, like
  /// [#ask(Topic, SpecificRecord, Duration)].
  public <V extends SpecificRecord> CompletableFuture<Answer> ask(
      Topic<V> topic, Duration patience, Function<String, V> command) {
    return ask(topic, command.apply(instance.id()), patience);
  }

  /// Sends a command, keyed by its aggregate, and waits for the answer.
  ///
  /// @param command its `replyTo` must be [#replyTo]
  /// @param patience how long the answer may take once the command is durable; then [Answer.Late]
  /// @return fails only if the command could not be made durable
  public <V extends SpecificRecord> CompletableFuture<Answer> ask(
      Topic<V> topic, V command, Duration patience) {
    Envelope envelope = WireRecords.envelope(command);
    UUID commandId = envelope.getEventId();
    CompletableFuture<Answer> answer = replies.expect(commandId);
    answer.whenComplete((_, _) -> replies.forget(commandId));
    sender
        .send(topic, envelope.getAggregateId(), command)
        .whenComplete((_, failure) -> {
          if (failure == null) {
            answer.completeOnTimeout(new Answer.Late(), patience.toMillis(), TimeUnit.MILLISECONDS);
          } else {
            answer.completeExceptionally(failure);
          }
        });
    return answer;
  }

  /// The value that a command's `replyTo` must have for [#ask] to hear of it.
  public String replyTo() {
    return instance.id();
  }
}
