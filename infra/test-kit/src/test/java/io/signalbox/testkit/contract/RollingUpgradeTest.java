package io.signalbox.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.schemas.release.Samples;
import io.signalbox.schemas.release.Samples.Kind;
import io.signalbox.schemas.run.RunCanceled;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.serde.PlainSchemas;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Services of a released version and of today write the same topic and read each other.
class RollingUpgradeTest {
  private static final BackingServices BACKING = BackingServices.shared();
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, ReleasedJar> JARS = new HashMap<>();

  /// One record on its way to the log.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Written(boolean byToday, String payload, byte[] bytes) {}

  /// One record, and what each side made of it.
  private record Exchange(Written record, Map<String, String> then, Map<String, String> now) {
    String payload() {
      return record.payload();
    }
  }

  static List<Arguments> topics() {
    List<Arguments> topics = new ArrayList<>();
    for (String version : ReleasedJar.versions()) {
      jar(version).topics().forEach(topic -> topics.add(Arguments.of(version, topic)));
    }
    return topics;
  }

  @ParameterizedTest
  @MethodSource("topics")
  void shouldReadEachOtherOnOneTopic(String version, String topic) throws Exception {
    // given
    Schema then = jar(version).schema(topic);
    Schema now = today(topic);
    List<String> known = Samples.payloads(then).stream().map(Schema::getName).toList();

    // when
    List<Exchange> exchanges = exchange(version, topic, then, now);

    // then
    assertThat(exchanges)
        .hasSize(2 * (Samples.payloads(then).size() + Samples.payloads(now).size()));
    assertThat(exchanges)
        .allSatisfy(each -> {
          assertThat(each.then().get("class")).isEqualTo(now.getFullName());
          assertThat(each.now()).containsEntry("known", "true");
          assertThat(each.then())
              .containsEntry("known", Boolean.toString(known.contains(each.payload())))
              .containsEntry("type", each.now().get("type"))
              .containsEntry("envelope", each.now().get("envelope"));
          assertSame(each, known.contains(each.payload()));
        });
  }

  @Test
  void shouldSeeNoRecordOfTodayInAReleasedJar() throws Exception {
    // when
    ReleasedJar.Peer peer =
        jar("0.1.0")
            .peer(BACKING.registryUrl(), "rolling.none", "io.signalbox.schemas.run.RunEvent");

    // then
    assertThat(peer.has(RunCreated.class.getName())).isTrue();
    assertThat(peer.has(RunCanceled.class.getName())).isFalse();
  }

  /// What is known on both sides says the same, but for fields that only today's side has; what is
  /// not known looks exactly as it does where it is.
  private static void assertSame(Exchange exchange, boolean known) {
    JsonNode then = JSON.readTree(exchange.then().get("payload"));
    JsonNode now = JSON.readTree(exchange.now().get("payload"));
    if (known) {
      assertWithin(then, now);
    } else {
      assertThat(exchange.record().byToday()).isTrue();
      assertThat(then).isEqualTo(now);
    }
  }

  private static void assertWithin(JsonNode part, JsonNode whole) {
    if (part.isObject()) {
      part.propertyStream()
          .forEach(each -> assertWithin(each.getValue(), whole.path(each.getKey())));
    } else if (part.isArray()) {
      assertThat(whole.size()).isEqualTo(part.size());
      for (int i = 0; i < part.size(); i++) {
        assertWithin(part.get(i), whole.get(i));
      }
    } else {
      assertThat(part).isEqualTo(whole);
    }
  }

  private static List<Exchange> exchange(String version, String topic, Schema then, Schema now)
      throws Exception {
    String name = "rolling-%s.%s".formatted(version, topic);
    create(name);
    register(name, then);
    register(name, now);
    ReleasedJar.Peer released = jar(version).peer(BACKING.registryUrl(), name, then.getFullName());
    ReleasedPeer today = new ReleasedPeer(BACKING.registryUrl(), name, now.getFullName());
    List<Written> written = new ArrayList<>();
    for (Schema payload : Samples.payloads(now)) {
      Schema older = named(Samples.payloads(then), payload.getName());
      for (Kind kind : Kind.values()) {
        written.add(new Written(true, payload.getName(), today.write(plain(now, payload, kind))));
        if (older != null) {
          written.add(
              new Written(false, payload.getName(), released.write(plain(then, older, kind))));
        }
      }
    }
    List<byte[]> found = throughKafka(name, written.stream().map(Written::bytes).toList());
    List<Exchange> exchanges = new ArrayList<>();
    for (int i = 0; i < written.size(); i++) {
      byte[] bytes = found.get(i);
      exchanges.add(new Exchange(written.get(i), released.read(bytes), today.read(bytes)));
    }
    return exchanges;
  }

  private static byte[] plain(Schema value, Schema payload, Kind kind) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(value).write(Samples.of(value, payload, kind), encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static @Nullable Schema named(List<Schema> schemas, String name) {
    return schemas.stream().filter(each -> each.getName().equals(name)).findFirst().orElse(null);
  }

  private static Schema today(String topic) {
    Topic<?> found =
        Topics.all().stream().filter(each -> each.name().equals(topic)).findFirst().orElseThrow();
    return PlainSchemas.of(SpecificData.get().getSchema(found.value()));
  }

  private static ReleasedJar jar(String version) {
    return JARS.computeIfAbsent(version, ReleasedJar::of);
  }

  private static void create(String topic) throws Exception {
    try (Admin admin =
        Admin.create(Map.<String, Object>of("bootstrap.servers", BACKING.bootstrapServers()))) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  private static void register(String topic, Schema schema) throws Exception {
    URI uri =
        URI.create(
            "%s/apis/ccompat/v7/subjects/%s-value/versions"
                .formatted(BACKING.registryUrl(), topic));
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(
                BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("schema", schema.toString()))))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private static List<byte[]> throughKafka(String topic, List<byte[]> values) throws Exception {
    Map<String, Object> config =
        Map.of("bootstrap.servers", BACKING.bootstrapServers(), "auto.offset.reset", "earliest");
    try (var producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (byte[] value : values) {
        producer.send(new ProducerRecord<>(topic, value)).get();
      }
    }
    List<byte[]> found = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> {
            consumer.poll(Duration.ofMillis(100)).forEach(each -> found.add(each.value()));
            return found.size() >= values.size();
          });
    }
    return found;
  }
}
