package io.signalbox.kit.kafka;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How topics are made in this installation.
///
/// @param partitions partitions of every topic instead of the catalogue's number; the same for all
///   services, and fixed once the topics exist
/// @param replication copies of every partition; -1 = the broker's default
@ConfigurationProperties("signalbox.topics")
public record TopicSettings(@Nullable Integer partitions, @DefaultValue("-1") short replication) {
  public TopicSettings {
    if (partitions != null && partitions < 1) {
      throw new IllegalArgumentException(
          "Expected signalbox.topics.partitions to be 1 or more, but got " + partitions);
    }
  }
}
