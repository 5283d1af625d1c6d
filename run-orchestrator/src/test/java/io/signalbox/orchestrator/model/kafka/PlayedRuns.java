package io.signalbox.orchestrator.model.kafka;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.ConsumerLoop;
import io.signalbox.kit.kafka.Outgoing;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.kafka.Replies;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.run.BeginModelAttempt;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Plays all runs: hears what workers tell them, and answers who asks to begin.
final class PlayedRuns extends ConsumerLoop<RunCommand> {
  private final RecordSender sender;
  private final Map<String, Reaction> reactions = new ConcurrentHashMap<>();
  private final List<RunCommand> heard = new ArrayList<>();

  PlayedRuns(WireConfig config, RecordSender sender) {
    super("played-runs", config);
    this.sender = sender;
  }

  /// What a run does when a worker wants to begin.
  enum Reaction {
    ACCEPT,
    REJECT,
    /// Says that another worker was handed the request as often: before the second time.
    REFER_TO_ANOTHER,
    SAY_NOTHING
  }

  void react(String runId, Reaction reaction) {
    reactions.put(runId, reaction);
  }

  /// What was told to a run so far, by kind.
  synchronized <P> List<P> told(String runId, Class<P> kind) {
    return heard.stream()
        .filter(each -> each.getEnvelope().getAggregateId().equals(runId))
        .map(RunCommand::getPayload)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  void answer(RunCommand begin, Reaction reaction) {
    Outgoing reply =
        switch (reaction) {
          case ACCEPT -> Replies.accepted(begin.getEnvelope(), 1, 1);
          case REFER_TO_ANOTHER ->
              delivery(begin) > 1
                  ? Replies.accepted(begin.getEnvelope(), 1, 1)
                  : rejected(begin, Rejection.CONFLICT);
          case REJECT, SAY_NOTHING -> rejected(begin, Rejection.STALE);
        };
    sender
        .send(
            Topics.COMMAND_REPLIES,
            reply.key(),
            (CommandReply) java.util.Objects.requireNonNull(reply.value()))
        .join();
  }

  private static int delivery(RunCommand begin) {
    return ((BeginModelAttempt) begin.getPayload()).getDelivery();
  }

  private static Outgoing rejected(RunCommand begin, Rejection code) {
    return Replies.rejected(begin.getEnvelope(), new Decision.Rejected<>(code, "no"));
  }

  /// The command by which a worker asked to begin.
  synchronized RunCommand begin(String runId) {
    return heard.stream()
        .filter(each -> each.getEnvelope().getAggregateId().equals(runId))
        .filter(each -> each.getPayload() instanceof BeginModelAttempt)
        .findFirst()
        .orElseThrow();
  }

  @Override
  protected void begin(KafkaConsumer<String, RunCommand> consumer) {
    List<TopicPartition> all =
        consumer.partitionsFor(Topics.RUN_COMMANDS.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
  }

  @Override
  protected void poll(KafkaConsumer<String, RunCommand> consumer, Duration timeout) {
    for (ConsumerRecord<String, RunCommand> record : consumer.poll(timeout)) {
      RunCommand command = record.value();
      synchronized (this) {
        heard.add(command);
      }
      Reaction reaction = reactions.getOrDefault(record.key(), Reaction.ACCEPT);
      if (command.getPayload() instanceof BeginModelAttempt && reaction != Reaction.SAY_NOTHING) {
        answer(command, reaction);
      }
    }
  }
}
