package io.signalbox.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.testing.PlainAvro;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.kafka.autoconfigure.KafkaConnectionDetails;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

class WireConfigTest {
  private final KafkaProperties kafka = new KafkaProperties();
  private final KafkaConnectionDetails connection = () -> List.of("one:1", "two:2");
  private final WireConfig config = new WireConfig(kafka, connection);

  @Test
  void shouldUseOurSerdesUnlessOthersAreNamed() {
    assertThat(config.producer())
        .containsEntry("value.serializer", WireSerdes.DEFAULT_SERIALIZER)
        .containsEntry("key.serializer", StringSerializer.class);
    assertThat(config.consumer())
        .containsEntry("value.deserializer", WireSerdes.DEFAULT_DESERIALIZER)
        .containsEntry("key.deserializer", StringDeserializer.class);
  }

  @Test
  void shouldUseTheSerdesThatAreNamed() {
    // given
    kafka.getProducer().setValueSerializer(PlainAvro.Writer.class);
    kafka.getConsumer().setValueDeserializer(PlainAvro.Reader.class);

    // then
    assertThat(config.producer()).containsEntry("value.serializer", PlainAvro.Writer.class);
    assertThat(config.consumer()).containsEntry("value.deserializer", PlainAvro.Reader.class);
    assertThat(config.shareConsumer("g"))
        .containsEntry("value.deserializer", PlainAvro.Reader.class);
  }

  @Test
  void shouldNotLetAnyoneWeakenThePromisesOfTheLog() {
    // given
    kafka.getProducer().setAcks("1");
    kafka.getConsumer().setEnableAutoCommit(true);
    kafka
        .getProperties()
        .putAll(Map.of("enable.idempotence", "false", "isolation.level", "read_uncommitted"));

    // then
    assertThat(config.producer())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true);
    assertThat(config.consumer())
        .containsEntry("enable.auto.commit", false)
        .containsEntry("isolation.level", "read_committed");
  }

  @Test
  void shouldPassOnWhatIsConfigured() {
    // given
    kafka.getProperties().put("schema.registry.url", "http://registry");
    kafka.getProducer().getProperties().put("linger.ms", "5");

    // then
    assertThat(config.producer())
        .containsEntry("linger.ms", "5")
        .containsEntry("schema.registry.url", "http://registry")
        .containsEntry("bootstrap.servers", "one:1,two:2");
    assertThat(config.admin()).containsEntry("bootstrap.servers", "one:1,two:2");
    assertThat(config.common()).containsEntry("schema.registry.url", "http://registry");
  }

  @Test
  void shouldGiveAShareConsumerNothingThatItRefuses() {
    assertThat(config.shareConsumer("workers"))
        .containsEntry("group.id", "workers")
        .doesNotContainKeys("isolation.level", "enable.auto.commit", "auto.offset.reset");
  }
}
