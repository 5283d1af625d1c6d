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

  /// The aggregate that a key belongs to: all of the key, or what stands before its first slash.
  public static String aggregateId(String key) {
    int slash = key.indexOf('/');
    return slash < 0 ? key : key.substring(0, slash);
  }
}
