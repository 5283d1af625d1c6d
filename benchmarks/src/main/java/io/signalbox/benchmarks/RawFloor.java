package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.EventTail;
import io.signalbox.benchmarks.load.LoadTarget;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What the broker takes from a producer to a consumer, with nothing between: as many partitions,
/// values as large, acknowledged as well as the log's.
final class RawFloor implements AutoCloseable {
  private static final String TOPIC = "benchmarks.raw";
  private static final int PARTITIONS = 4;
  private static final int VALUE_BYTES = 200;

  private final LoadTarget target;
  private final KafkaProducer<String, byte[]> producer;
  private int round;

  RawFloor(LoadTarget target) throws InterruptedException, ExecutionException {
    this.target = target;
    Map<String, Object> cluster =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    try (Admin admin = Admin.create(cluster)) {
      admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
    }
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                target.bootstrapServers(),
                ProducerConfig.ACKS_CONFIG,
                "all",
                ProducerConfig.LINGER_MS_CONFIG,
                0),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /// Latencies in milliseconds.
  double[] measure(int records, int perSecond) throws Exception {
    Arrivals arrivals = new Arrivals(records);
    int now = round++;
    try (var _ = EventTail.start(target, TOPIC, arrivals::arrived)) {
      return arrivals.pace(
          perSecond,
          i -> {
            String key = now + "/" + i;
            arrivals.sent(i, key);
            producer.send(new ProducerRecord<>(TOPIC, key, new byte[VALUE_BYTES]));
          });
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
