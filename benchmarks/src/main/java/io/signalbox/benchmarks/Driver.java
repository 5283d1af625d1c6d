package io.signalbox.benchmarks;

import io.signalbox.kit.kafka.TopologyParts;
import io.signalbox.orchestrator.run.kafka.RunTopology;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/// The run's real processor, stores and serdes, without a broker.
final class Driver implements AutoCloseable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final String CHANGELOG = "-changelog";

  private final WireSerdes serdes = PlainAvro.serdes();
  private final TopologyTestDriver driver;
  private final TestInputTopic<String, RunCommand> commands;
  private final Map<String, Map<String, Integer>> stores = new HashMap<>();
  private long logged;
  private int events;

  Driver() {
    TopologyParts parts = new TopologyParts(serdes, "benchmarks");
    RunTopology.addTo(parts, Duration.ofHours(25));
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "growth");
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    this.driver = new TopologyTestDriver(parts.build(), properties);
    this.commands =
        driver.createInputTopic(
            Topics.RUN_COMMANDS.name(),
            new StringSerializer(),
            serdes.forValues(Topics.RUN_COMMANDS).serializer());
  }

  /// Has a command decided; tells how many nanoseconds of processor time that took, which other
  /// processes do not change. What it made is counted and thrown away.
  long take(RunCommand command) {
    long began = THREADS.getCurrentThreadCpuTime();
    commands.pipeInput(command.getEnvelope().getAggregateId(), command);
    long nanos = THREADS.getCurrentThreadCpuTime() - began;
    for (String topic : Set.copyOf(driver.producedTopicNames())) {
      drain(topic);
    }
    return nanos;
  }

  private void drain(String topic) {
    var out =
        driver.createOutputTopic(topic, new StringDeserializer(), new ByteArrayDeserializer());
    for (TestRecord<String, byte[]> record : out.readRecordsToList()) {
      if (topic.endsWith(CHANGELOG)) {
        String store = topic.substring("growth-".length(), topic.length() - CHANGELOG.length());
        keep(stores.computeIfAbsent(store, _ -> new HashMap<>()), record.key(), record.value());
      } else if (topic.equals(Topics.RUN_EVENTS.name())) {
        events++;
      }
    }
  }

  private void keep(Map<String, Integer> store, String key, byte @Nullable [] value) {
    logged += key.length();
    if (value == null) {
      store.remove(key);
    } else {
      logged += value.length;
      store.put(key, key.length() + value.length);
    }
  }

  /// Counts from here on.
  void forget() {
    stores.clear();
    logged = 0;
    events = 0;
  }

  /// Bytes that each store holds.
  Map<String, Long> stored() {
    Map<String, Long> bytes = new HashMap<>();
    stores.forEach((store, entries) ->
        bytes.put(store, entries.values().stream().mapToLong(Integer::longValue).sum()));
    return bytes;
  }

  /// Bytes that the changelogs were sent.
  long logged() {
    return logged;
  }

  /// @throws IllegalStateException when the commands did not make as many events as they should
  void expectEvents(int expected) {
    if (events != expected) {
      throw new IllegalStateException(
          "Expected %d events, but the commands made %d".formatted(expected, events));
    }
  }

  @Override
  public void close() {
    driver.close();
  }
}
