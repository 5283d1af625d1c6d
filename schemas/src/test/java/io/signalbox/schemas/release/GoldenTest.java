package io.signalbox.schemas.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.release.Samples.Kind;
import io.signalbox.schemas.serde.PlainSchemas;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @BeforeAll
  static void trustOurClasses() {
    assertThat(WireSerdes.defaults()).isNotEmpty();
  }

  static List<Golden> samples() {
    return Golden.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void shouldReadEverySampleToTheValueItHad(Golden sample) throws IOException {
    // given
    JsonNode then = JSON.readTree(sample.json());

    // when
    JsonNode now = JSON.readTree(readToday(sample));

    // then
    assertThat(differences("", then, now)).isEmpty();
  }

  @Test
  void shouldHaveSamplesOfEveryPayload() {
    assertThat(missing(Released.today()))
        .as("payloads without a golden sample; make them as README.md says")
        .isEmpty();
  }

  @Test
  void shouldMissTheSampleOfANewPayload() {
    // given
    String grown =
        PlainSchemas.of(DeviceDispatch.getClassSchema())
            .toString()
            .replace("\"name\":\"DispatchToolCall\"", "\"name\":\"CancelToolCall\"");

    // then
    assertThat(missing(Map.of("device.dispatch", new Schema.Parser().parse(grown))))
        .containsExactly(
            "device.dispatch CancelToolCall (full)", "device.dispatch CancelToolCall (bare)");
  }

  @Test
  void shouldNoticeAValueThatReadsDifferently() throws IOException {
    // given
    JsonNode then = JSON.readTree("{'a':{'b':[1,2]},'c':null}".replace('\'', '"'));
    JsonNode now = JSON.readTree("{'a':{'b':[1,3]},'d':'new'}".replace('\'', '"'));

    // then
    assertThat(differences("", then, now))
        .containsExactly("/a/b/1: was 2, is 3", "/c: was null, is missing");
  }

  @Test
  void shouldNotReadASampleUnderAnotherSchema() throws IOException {
    // given
    Golden sample = new Golden("0.1.0", "run.events", "RunCreated", Kind.FULL);
    Schema other = SpecificData.get().getSchema(Topics.DEVICE_COMMANDS.value());

    // then
    assertThatThrownBy(() -> read(sample, other)).isInstanceOf(AvroTypeException.class);
  }

  private static List<String> missing(Map<String, Schema> today) {
    List<String> found =
        Golden.all().stream().map(each -> name(each.topic(), each.payload(), each.kind())).toList();
    List<String> missing = new ArrayList<>();
    today.forEach((topic, value) -> {
      for (Schema payload : Samples.payloads(value)) {
        for (Kind kind : Kind.values()) {
          missing.add(name(topic, payload.getName(), kind));
        }
      }
    });
    missing.removeAll(found);
    return missing;
  }

  private static String name(String topic, String payload, Kind kind) {
    return "%s %s (%s)".formatted(topic, payload, kind.name().toLowerCase(Locale.ROOT));
  }

  private static String readToday(Golden sample) throws IOException {
    Topic<?> topic =
        Topics.all().stream()
            .filter(each -> each.name().equals(sample.topic()))
            .findFirst()
            .orElseThrow();
    Schema schema = SpecificData.get().getSchema(topic.value());
    return Golden.json(schema, new SpecificDatumWriter<>(schema), read(sample, schema));
  }

  private static SpecificRecord read(Golden sample, Schema reader) throws IOException {
    return new SpecificDatumReader<SpecificRecord>(sample.writer(), reader)
        .read(null, DecoderFactory.get().binaryDecoder(sample.bytes(), null));
  }

  /// What a value said then and does not say now. Fields that it has gained are no difference.
  private static List<String> differences(String path, JsonNode then, JsonNode now) {
    if (!then.isContainerNode() || then.getNodeType() != now.getNodeType()) {
      return then.equals(now)
          ? List.of()
          : List.of(
              "%s: was %s, is %s".formatted(path, then, now.isMissingNode() ? "missing" : now));
    }
    List<String> found = new ArrayList<>();
    then.properties()
        .forEach(each ->
            found.addAll(
                differences(path + "/" + each.getKey(), each.getValue(), now.path(each.getKey()))));
    if (then.isArray() && then.size() != now.size()) {
      found.add("%s: had %d items, has %d".formatted(path, then.size(), now.size()));
    }
    for (int i = 0; then.isArray() && i < then.size(); i++) {
      found.addAll(differences(path + "/" + i, then.path(i), now.path(i)));
    }
    return found;
  }
}
