package io.signalbox.orchestrator.model.kafka;

import io.signalbox.kit.Instance;
import io.signalbox.kit.kafka.ConsumerLoop;
import io.signalbox.kit.kafka.Partitions;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.ModelControl;
import io.signalbox.schemas.run.StopModelAttempt;
import io.signalbox.schemas.topic.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.DependsOn;
import org.springframework.stereotype.Component;

/// Hears what runs say to the workers of this instance, on the one partition it hashes to. Starts
/// before the workers do, so nothing that concerns them is older.
@Component
@DependsOn("topicProvisioner")
final class ModelControlListener extends ConsumerLoop<ModelControl> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ModelControlListener.class);
  private static final long FROM_THE_END = -1;

  private final Instance instance;
  private final ModelSettings settings;
  private final ModelCalls calls;
  private long next = FROM_THE_END;

  ModelControlListener(
      WireConfig config, Instance instance, ModelSettings settings, ModelCalls calls) {
    super("model-control", config);
    this.instance = instance;
    this.settings = settings;
    this.calls = calls;
  }

  /// Without workers there is nothing to stop.
  @Override
  public boolean isAutoStartup() {
    return settings.workers() > 0;
  }

  /// Reads on from the end as it is at the start; after a failure from where it was.
  @Override
  protected void begin(KafkaConsumer<String, ModelControl> consumer) {
    String topic = Topics.MODEL_CONTROL.name();
    int partition = Partitions.of(instance.id(), consumer.partitionsFor(topic).size());
    TopicPartition mine = new TopicPartition(topic, partition);
    consumer.assign(List.of(mine));
    if (next == FROM_THE_END) {
      consumer.seekToEnd(List.of(mine));
      next = consumer.position(mine);
    } else {
      consumer.seek(mine, next);
    }
  }

  @Override
  protected void poll(KafkaConsumer<String, ModelControl> consumer, Duration timeout) {
    try {
      for (ConsumerRecord<String, ModelControl> record : consumer.poll(timeout)) {
        next = record.offset() + 1;
        if (instance.id().equals(record.key())) {
          obey(record.value());
        }
      }
    } catch (RecordDeserializationException e) {
      skip(consumer, e);
    }
  }

  private void obey(ModelControl word) {
    switch (word.getPayload()) {
      case StopModelAttempt stop -> calls.stop(stop.getAttemptId(), stop.getReason());
      default -> throw new IllegalStateException("Unknown word " + word.getPayload().getClass());
    }
  }

  /// A word that cannot be read must not keep the next ones from being heard: what it was to stop
  /// ends by itself, and the run takes no output of it.
  private void skip(
      KafkaConsumer<String, ModelControl> consumer, RecordDeserializationException failure) {
    next = failure.offset() + 1;
    consumer.seek(failure.topicPartition(), next);
    LOGGER
        .atWarn()
        .addKeyValue("topic", failure.topicPartition().topic())
        .addKeyValue("partition", failure.topicPartition().partition())
        .addKeyValue("offset", failure.offset())
        .setCause(failure)
        .log("word to the model workers cannot be read");
  }
}
