package io.signalbox.benchmarks;

import io.signalbox.benchmarks.load.EventTail;
import io.signalbox.benchmarks.load.LoadTarget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/// What the broker takes from a producer to a consumer, with nothing between; or from topic to
/// topic, with nothing between but a consumer and a producer each. As many partitions, values as
/// large, acknowledged as well as the log's.
final class RawHops implements AutoCloseable {
  private static final String TOPIC = "benchmarks.hop.";
  private static final int PARTITIONS = 4;
  private static final int VALUE_BYTES = 200;

  private final LoadTarget target;
  private final int hops;
  private final KafkaProducer<String, byte[]> producer;
  private final List<EventTail> relays = new ArrayList<>();
  private int round;

  /// @param hops how many topics a record goes through
  RawHops(LoadTarget target, int hops) throws InterruptedException, ExecutionException {
    this.target = target;
    this.hops = hops;
    Map<String, Object> cluster =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, target.bootstrapServers());
    try (Admin admin = Admin.create(cluster)) {
      admin
          .createTopics(
              IntStream.rangeClosed(1, hops)
                  .mapToObj(hop -> new NewTopic(TOPIC + hop, PARTITIONS, (short) 1))
                  .toList())
          .all()
          .get();
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
    for (int hop = 1; hop < hops; hop++) {
      int next = hop + 1;
      relays.add(EventTail.start(target, TOPIC + hop, (key, _) -> send(next, key)));
    }
  }

  private void send(int hop, String key) {
    producer.send(new ProducerRecord<>(TOPIC + hop, key, new byte[VALUE_BYTES]));
  }

  /// Latencies over all hops, in milliseconds.
  double[] measure(int records, int perSecond) throws Exception {
    Arrivals arrivals = new Arrivals(records);
    int now = round++;
    try (var _ = EventTail.start(target, TOPIC + hops, arrivals::arrived)) {
      return arrivals.pace(
          perSecond,
          i -> {
            String key = now + "/" + i;
            arrivals.sent(i, key);
            send(1, key);
          });
    }
  }

  @Override
  public void close() {
    relays.forEach(EventTail::close);
    producer.close();
  }
}
