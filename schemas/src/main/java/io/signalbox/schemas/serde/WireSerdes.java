package io.signalbox.schemas.serde;

import io.signalbox.schemas.topic.Topic;
import java.lang.reflect.InvocationTargetException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/// Makes serdes of whichever classes are configured: Apicurio's unless `value.serializer` and
/// `value.deserializer` name others (Confluent's, say). The bytes are the Confluent wire format
/// either way: a zero byte, the schema id in four bytes, the Avro body.
public final class WireSerdes {
  /// Apicurio's serializer.
  public static final String DEFAULT_SERIALIZER =
      "io.apicurio.registry.serde.avro.AvroKafkaSerializer";

  /// Apicurio's deserializer.
  public static final String DEFAULT_DESERIALIZER =
      "io.apicurio.registry.serde.avro.AvroKafkaDeserializer";

  static {
    TrustedClasses.install();
  }

  private final Map<String, Object> config;

  /// @param config properties of the Kafka client: the class names, and the registry's address
  ///   under the keys of the serde that is used
  public WireSerdes(Map<String, ?> config) {
    this.config = new HashMap<>(defaults());
    this.config.putAll(config);
  }

  /// What our records need of each known serde, whatever the address of the registry.
  public static Map<String, Object> defaults() {
    return Map.of(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
        DEFAULT_SERIALIZER,
        ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
        DEFAULT_DESERIALIZER,
        "apicurio.registry.auto-register",
        false,
        "apicurio.registry.dereference-schema",
        true,
        "apicurio.registry.use-specific-avro-reader",
        true,
        "apicurio.registry.avro-datum-provider",
        PlainDatumProvider.class.getName(),
        "specific.avro.reader",
        true,
        "avro.remove.java.properties",
        true,
        "auto.register.schemas",
        false);
  }

  /// A serde for the values of a topic. Close it when done.
  public <V extends SpecificRecord> Serde<V> forValues(Topic<V> topic) {
    Serializer<V> serializer = create(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);
    Deserializer<V> deserializer = create(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG);
    serializer.configure(config, false);
    deserializer.configure(config, false);
    return Serdes.serdeFrom(serializer, deserializer);
  }

  @SuppressWarnings("unchecked") // the class is named by configuration; its type shows at first use
  private <T> T create(String key) {
    Object named = config.get(key);
    try {
      Class<?> type =
          named instanceof Class<?> given ? given : Class.forName(String.valueOf(named));
      return (T) type.getDeclaredConstructor().newInstance();
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException
        | InvocationTargetException e) {
      throw new IllegalArgumentException(
          "Expected %s to name a class with a public constructor without arguments, but got '%s'"
              .formatted(key, named),
          e);
    }
  }
}
