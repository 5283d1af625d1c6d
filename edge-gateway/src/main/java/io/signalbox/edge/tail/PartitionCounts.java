package io.signalbox.edge.tail;

import io.signalbox.kit.kafka.Partitions;
import io.signalbox.kit.kafka.TopicSettings;
import io.signalbox.schemas.topic.Topic;
import org.springframework.stereotype.Component;

/// In which partition a key is. The provisioner has checked at start that the topics have as many
/// partitions as configured.
@Component
record PartitionCounts(TopicSettings settings) {

  int partition(Topic<?> topic, String key) {
    Integer configured = settings.partitions();
    return Partitions.of(key, configured == null ? topic.partitions() : configured);
  }
}
