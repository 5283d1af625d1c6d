package io.signalbox.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.schemas.topic.Topics;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireSerdesTest {

  @Test
  void shouldNameClassesThatExist() {
    assertThat(
            Stream.of(WireSerdes.DEFAULT_SERIALIZER, WireSerdes.DEFAULT_DESERIALIZER)
                .map(WireSerdesTest::load))
        .satisfiesExactly(
            serializer -> assertThat(Serializer.class).isAssignableFrom(serializer),
            deserializer -> assertThat(Deserializer.class).isAssignableFrom(deserializer));
  }

  @Test
  void shouldMakeTheConfiguredClasses() {
    // given
    WireSerdes serdes =
        new WireSerdes(
            Map.of(
                ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
                OtherSerializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                OtherDeserializer.class.getName(),
                "other.setting",
                "42"));

    // when
    Serde<?> serde = serdes.forValues(Topics.RUN_EVENTS);

    // then
    assertThat(serde.serializer()).isInstanceOf(OtherSerializer.class);
    assertThat(serde.deserializer()).isInstanceOf(OtherDeserializer.class);
    assertThat(((OtherSerializer) serde.serializer()).config)
        .containsEntry("other.setting", "42")
        .containsEntry("auto.register.schemas", false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no.such.Serializer", "java.io.Serializable"})
  void shouldSayWhichSettingNamesNoUsableClass(String named) {
    // given
    WireSerdes serdes = new WireSerdes(Map.of(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, named));

    // then
    assertThatThrownBy(() -> serdes.forValues(Topics.RUN_EVENTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Expected value.serializer to name a class with a public constructor without"
                + " arguments, but got '%s'",
            named);
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /// Stands for another vendor's serializer.
  public static final class OtherSerializer implements Serializer<Object> {
    private Map<String, Object> config = Map.of();

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
      config = Map.copyOf(configs);
    }

    @Override
    public byte[] serialize(String topic, Object data) {
      return new byte[0];
    }
  }

  /// Stands for another vendor's deserializer.
  public static final class OtherDeserializer implements Deserializer<Object> {
    @Override
    public Object deserialize(String topic, byte[] data) {
      return data;
    }
  }
}
