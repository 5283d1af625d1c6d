package io.signalbox.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.AlterConfigOp.OpType;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The broker, spoken to for real.
class KafkaBackingTest {

  private final String bootstrap = BackingServices.shared().bootstrapServers();
  private final String topic = "kit-" + UUID.randomUUID();
  private final Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap));

  @BeforeEach
  void createTopic() throws Exception {
    admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty()))).all().get();
  }

  @AfterEach
  void close() {
    admin.close();
  }

  @Test
  void shouldShowCommittedRecordsOnly() {
    // given
    try (var producer = producer()) {
      producer.initTransactions();
      sendInTransaction(producer, "aborted");
      producer.abortTransaction();

      // when
      sendInTransaction(producer, "committed");
      producer.commitTransaction();
    }

    // then
    assertThat(readCommitted()).containsExactly("committed");
  }

  @Test
  void shouldHandOutWorkThroughAShareGroup() throws Exception {
    // given
    var group = "kit-share-" + UUID.randomUUID();
    startAtEarliest(group);
    try (var producer = producer();
        var worker = new KafkaShareConsumer<String, String>(consumerSettings(group))) {
      worker.subscribe(List.of(topic));
      producer.initTransactions();
      sendInTransaction(producer, "work");

      // when
      producer.commitTransaction();

      // then
      var taken = new ArrayList<String>();
      await()
          .untilAsserted(() -> {
            worker.poll(Duration.ofMillis(200)).forEach(each -> taken.add(each.value()));
            assertThat(taken).containsExactly("work");
          });
    }
  }

  @Test
  void shouldNotMakeUpTopics() {
    assertThatThrownBy(
            () -> admin.describeTopics(List.of("kit-nobody-made-this")).allTopicNames().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
  }

  private void startAtEarliest(String group) throws Exception {
    var setting = new ConfigEntry("share.auto.offset.reset", "earliest");
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.GROUP, group),
                List.of(new AlterConfigOp(setting, OpType.SET))))
        .all()
        .get();
  }

  private KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            bootstrap,
            "transactional.id",
            UUID.randomUUID().toString(),
            "key.serializer",
            StringSerializer.class,
            "value.serializer",
            StringSerializer.class));
  }

  private void sendInTransaction(KafkaProducer<String, String> producer, String value) {
    producer.beginTransaction();
    var _ = producer.send(new ProducerRecord<>(topic, "key", value));
    producer.flush();
  }

  private List<String> readCommitted() {
    var values = new ArrayList<String>();
    var settings = new HashMap<>(consumerSettings("kit-" + UUID.randomUUID()));
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    try (var consumer = new KafkaConsumer<String, String>(settings)) {
      consumer.subscribe(List.of(topic));
      await()
          .untilAsserted(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(each -> values.add(each.value()));
            assertThat(values).isNotEmpty();
          });
    }
    return values;
  }

  private Map<String, Object> consumerSettings(String group) {
    return Map.of(
        "bootstrap.servers",
        bootstrap,
        "group.id",
        group,
        "key.deserializer",
        StringDeserializer.class,
        "value.deserializer",
        StringDeserializer.class);
  }
}
