package io.signalbox.edge.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.json.WireJson;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.serde.PlainSchemas;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Events of runs in both documents: what the log can hold is what they describe.
class RunEventSchemasTest {
  private static final long SEED = 4711;
  private static final int SAMPLES = 50;
  private static final List<ObjectNode> DOCUMENTS =
      List.of(HttpDocument.read(), MessageDocument.read());

  static Stream<Schema> payloads() {
    return RunEvent.SCHEMA$.getField("payload").schema().getTypes().stream();
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void shouldNameTheFieldsOfTheLog(Schema payload) {
    Set<String> fields =
        payload.getFields().stream()
            .filter(field -> !PlainSchemas.isInternal(field))
            .map(Schema.Field::name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (ObjectNode document : DOCUMENTS) {
      JsonNode schema = document.at("/components/schemas/" + payload.getName());
      assertThat(new TreeSet<>(schema.get("properties").propertyNames())).isEqualTo(fields);
      schema
          .get("properties")
          .forEach(property -> assertThat(property.get("description").stringValue()).isNotBlank());
    }
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void shouldTakeWhateverTheLogMayHold(Schema payload) {
    for (ObjectNode document : DOCUMENTS) {
      Schemas schemas = new Schemas(document);
      JsonNode event = document.at("/components/schemas/RunEvent");
      for (Object sample : new RandomData(PlainSchemas.of(payload), SAMPLES, SEED)) {
        ObjectNode data = WireJson.node(withTimes((IndexedRecord) sample));
        assertThat(schemas.errors(event, frame(WireJson.eventType((IndexedRecord) sample), data)))
            .as("%s, seed %d", data, SEED)
            .isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void shouldRefuseDataOfAnotherKind(Schema payload) {
    for (ObjectNode document : DOCUMENTS) {
      Schemas schemas = new Schemas(document);
      JsonNode event = document.at("/components/schemas/RunEvent");
      ObjectNode data = JsonMapper.shared().createObjectNode();
      payload.getFields().forEach(field -> data.putObject(field.name()).put("no", "such thing"));
      data.put("status", 5);
      data.put("step", "one");
      data.put("callId", 5);
      data.put("history", 5);
      data.put("message", 5);
      data.put("since", 5);
      assertThat(schemas.errors(event, frame(payload.getProp("eventType"), data))).isNotEmpty();
    }
  }

  /// Random data has numbers where generated classes have times.
  private static IndexedRecord withTimes(IndexedRecord sample) {
    for (Schema.Field field : sample.getSchema().getFields()) {
      if (field.schema().toString().contains("timestamp-micros")
          && sample.get(field.pos()) instanceof Long number) {
        sample.put(field.pos(), Instant.ofEpochSecond(number & 0xFFFF_FFFFL));
      }
    }
    return sample;
  }

  private static ObjectNode frame(String type, ObjectNode data) {
    ObjectNode frame = JsonMapper.shared().createObjectNode();
    frame.put("id", "1").put("runId", "r").put("seq", 1).put("type", type);
    frame.put("ts", "2026-01-31T12:00:00.000001Z");
    frame.set("data", data);
    return frame;
  }
}
