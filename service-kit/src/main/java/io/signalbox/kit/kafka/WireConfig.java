package io.signalbox.kit.kafka;

import io.signalbox.schemas.serde.WireSerdes;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

/// Properties of our Kafka clients: what the user configured under `spring.kafka`, on top of what
/// the promises of the log need.
public final class WireConfig {
  /// The largest record, bytes, in producers and topics alike: what a model is shown and what a
  /// session remembers must fit, or the partition that makes it would stand still.
  public static final int LARGEST_RECORD = 8 * 1024 * 1024;

  private final KafkaProperties kafka;
  private final KafkaConnectionDetails connection;

  WireConfig(KafkaProperties kafka, KafkaConnectionDetails connection) {
    this.kafka = kafka;
    this.connection = connection;
  }

  /// For an administrative client.
  public Map<String, Object> admin() {
    return connected(kafka.buildAdminProperties());
  }

  /// For a producer that reports success only when every in-sync replica has the record.
  public Map<String, Object> producer() {
    Map<String, Object> config = new HashMap<>(WireSerdes.defaults());
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_RECORD);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 10_000);
    config.putAll(kafka.buildProducerProperties());
    keepUnlessNamed(config, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return connected(config);
  }

  /// For a consumer that sees committed records only and commits nothing by itself.
  public Map<String, Object> consumer() {
    Map<String, Object> config = new HashMap<>(values());
    config.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return connected(config);
  }

  /// For a share consumer, which knows neither isolation nor offsets of its own.
  public Map<String, Object> shareConsumer(String groupId) {
    Map<String, Object> config = consumer();
    config.remove(ConsumerConfig.ISOLATION_LEVEL_CONFIG);
    config.remove(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG);
    config.remove(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG);
    config.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
    return config;
  }

  /// Properties that every client shares: the cluster's address and security.
  public Map<String, Object> common() {
    return connected(new HashMap<>(kafka.getProperties()));
  }

  /// Serdes as configured.
  public WireSerdes serdes() {
    return new WireSerdes(values());
  }

  private Map<String, Object> values() {
    Map<String, Object> config = new HashMap<>(WireSerdes.defaults());
    config.putAll(kafka.buildProducerProperties());
    config.putAll(kafka.buildConsumerProperties());
    keepUnlessNamed(config, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    keepUnlessNamed(
        config, ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
    return config;
  }

  /// Spring Boot's own default for values is strings; it yields to ours.
  private static void keepUnlessNamed(
      Map<String, Object> config, String key, Class<?> bootDefault) {
    Object named = config.get(key);
    if (bootDefault.equals(named) || bootDefault.getName().equals(named)) {
      config.put(key, WireSerdes.defaults().get(key));
    }
  }

  private Map<String, Object> connected(Map<String, Object> config) {
    config.put(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        String.join(",", connection.getBootstrapServers()));
    return config;
  }
}
