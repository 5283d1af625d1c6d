package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/// Where Kafka's default partitioner puts a key.
public final class Partitions {
  private Partitions() {}

  /// The partition of a key among `count`: murmur2 of its UTF-8 bytes, as producers and streams do.
  public static int of(String key, int count) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % count;
  }
}
