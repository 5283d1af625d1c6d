package io.signalbox.kit.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/// Hears the answers that are addressed to this instance, on the one partition it hashes to.
final class ReplyListener extends ConsumerLoop<CommandReply> {
  private final Instance instance;
  private final ConcurrentMap<UUID, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();

  ReplyListener(WireConfig config, Instance instance) {
    super("command-replies", config);
    this.instance = instance;
  }

  CompletableFuture<Answer> expect(UUID commandId) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    waiting.put(commandId, answer);
    return answer;
  }

  void forget(UUID commandId) {
    waiting.remove(commandId);
  }

  /// Reads on from the end as it is now: nobody has asked anything yet.
  @Override
  protected void begin(KafkaConsumer<String, CommandReply> consumer) {
    String topic = Topics.COMMAND_REPLIES.name();
    int partition = Partitions.of(instance.id(), consumer.partitionsFor(topic).size());
    List<TopicPartition> mine = List.of(new TopicPartition(topic, partition));
    consumer.assign(mine);
    consumer.seekToEnd(mine);
    mine.forEach(consumer::position);
  }

  @Override
  protected void poll(KafkaConsumer<String, CommandReply> consumer, Duration timeout) {
    for (ConsumerRecord<String, CommandReply> record : consumer.poll(timeout)) {
      if (instance.id().equals(record.key())) {
        settle(record.value());
      }
    }
  }

  private void settle(CommandReply reply) {
    CompletableFuture<Answer> answer = waiting.remove(reply.getCommandId());
    if (answer != null) {
      answer.complete(
          switch (reply.getPayload()) {
            case CommandAccepted accepted ->
                new Answer.Accepted(accepted.getSeq(), accepted.getEvents());
            case CommandRejected rejected ->
                new Answer.Rejected(rejected.getCode(), rejected.getReason());
            default -> // of a newer owner: whoever waits must look for itself
                new Answer.Late();
          });
    }
  }
}
