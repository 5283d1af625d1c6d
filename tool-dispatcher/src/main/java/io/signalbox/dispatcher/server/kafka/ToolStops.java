package io.signalbox.dispatcher.server.kafka;

import io.signalbox.kit.kafka.ConsumerLoop;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallLeaseLost;
import io.signalbox.schemas.tool.ToolCallOutcomeUnknown;
import io.signalbox.schemas.tool.ToolEvent;
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

/// Hears that calls are over, and ends their executions on this instance. Starts before the workers
/// do, and reads from the end: what is over before is noticed when an execution begins, and what is
/// missed here when its lease is to be renewed.
@Component
@DependsOn("topicProvisioner")
final class ToolStops extends ConsumerLoop<ToolEvent> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ToolStops.class);

  private final WorkSettings settings;
  private final ToolExecutions executions;

  ToolStops(WireConfig config, WorkSettings settings, ToolExecutions executions) {
    super("tool-stops", config);
    this.settings = settings;
    this.executions = executions;
  }

  /// Without workers there is nothing to stop.
  @Override
  public boolean isAutoStartup() {
    return settings.workers() > 0;
  }

  @Override
  protected void begin(KafkaConsumer<String, ToolEvent> consumer) {
    String topic = Topics.TOOL_EVENTS.name();
    List<TopicPartition> all =
        consumer.partitionsFor(topic).stream()
            .map(each -> new TopicPartition(topic, each.partition()))
            .toList();
    consumer.assign(all);
    consumer.seekToEnd(all);
    all.forEach(consumer::position);
  }

  @Override
  protected void poll(KafkaConsumer<String, ToolEvent> consumer, Duration timeout) {
    try {
      for (ConsumerRecord<String, ToolEvent> record : consumer.poll(timeout)) {
        hear(record.key(), record.value().getPayload());
      }
    } catch (RecordDeserializationException e) {
      consumer.seek(e.topicPartition(), e.offset() + 1);
      LOGGER
          .atWarn()
          .addKeyValue("topic", e.topicPartition().topic())
          .addKeyValue("partition", e.topicPartition().partition())
          .addKeyValue("offset", e.offset())
          .setCause(e)
          .log("event of a call cannot be read; an execution may end later");
    }
  }

  private void hear(String callId, Object payload) {
    switch (payload) {
      case ToolCallCanceled _, ToolCallExpired _ -> executions.stop(callId, Integer.MAX_VALUE);
      case ToolCallOutcomeUnknown e -> executions.stop(callId, e.getEpoch());
      case ToolCallLeaseLost e -> executions.stop(callId, e.getEpoch());
      default -> {} // everything else goes on, or ended by its result
    }
  }
}
