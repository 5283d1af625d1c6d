package io.signalbox.schemas.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.schemas.topic.Topics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EVENTS = Topics.RUN_EVENTS.name();

  private final Schema today = Objects.requireNonNull(Released.today().get(EVENTS));

  static List<String> versions() {
    return Released.versions();
  }

  @ParameterizedTest
  @MethodSource("versions")
  void shouldReadWhatWasWrittenWithEveryReleasedVersion(String version) {
    // given
    Map<String, Schema> readers = Released.today();
    Map<String, Schema> written = Released.schemas(version);

    // then
    assertThat(written).isNotEmpty();
    assertThat(written)
        .allSatisfy((topic, writer) ->
            assertThat(Compatibility.problems(topic, readers.get(topic), writer)).isEmpty());
  }

  /// Their payloads may be fewer: what they do not know they pass on.
  @ParameterizedTest
  @MethodSource("versions")
  void shouldBeReadByEveryReleasedVersion(String version) {
    // given
    Map<String, Schema> writers = Released.today();

    // then
    assertThat(Released.schemas(version))
        .allSatisfy((topic, reader) ->
            assertThat(
                    Compatibility.forwardProblems(
                        topic, reader, Objects.requireNonNull(writers.get(topic))))
                .isEmpty());
  }

  @Test
  void shouldLetAWriterKnowMorePayloads() throws IOException {
    // given
    Schema older =
        edited(schema -> {
          ArrayNode payloads = (ArrayNode) fields(schema).get(1).get("type");
          payloads.remove(payloads.size() - 1);
        });

    // then
    assertThat(Compatibility.forwardProblems(EVENTS, older, today)).isEmpty();
  }

  @Test
  void shouldRefuseToTakeAwayWhatOldReadersNeed() throws IOException {
    // given
    Schema poorer = edited(schema -> fields(record(schema, "RunResumed")).remove(1));

    // then
    assertThat(Compatibility.forwardProblems(EVENTS, today, poorer))
        .singleElement()
        .asString()
        .contains("io.signalbox.schemas.run.RunResumed at /fields/1:")
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE", "step");
  }

  @Test
  void shouldKeepAllVersionsInOrder() {
    assertThat(Released.versions()).contains("0.1.0").isSortedAccordingTo(Versions.ORDER);
    assertThat(List.of("0.9.0", "0.10.0", "1.0.0")).isSortedAccordingTo(Versions.ORDER);
  }

  @Test
  void shouldAllowWhatOldRecordsCanDoWithout() throws IOException {
    // given
    Schema grown =
        edited(schema ->
            fields(record(schema, "RunStarted"))
                .add(field("worker", "\"string\"").put("default", "")));

    // then
    assertThat(problems(grown)).isEmpty();
  }

  @Test
  void shouldRefuseARemovedPayload() throws IOException {
    // given
    Schema shrunk =
        edited(schema -> {
          ArrayNode payloads = (ArrayNode) fields(schema).get(1).get("type");
          payloads.remove(payloads.size() - 1);
        });

    // then
    assertThat(problems(shrunk))
        .singleElement()
        .asString()
        .contains("run.events: io.signalbox.schemas.run.RunEvent at /fields/1/type/")
        .contains("MISSING_UNION_BRANCH", "lacking writer type");
  }

  @Test
  void shouldRefuseANewFieldWithoutADefault() throws IOException {
    // given
    Schema demanding =
        edited(schema -> fields(record(schema, "RunStarted")).add(field("worker", "\"string\"")));

    // then
    assertThat(problems(demanding))
        .first()
        .asString()
        .contains("run.events: io.signalbox.schemas.run.RunStarted at /fields/1:")
        .contains("READER_FIELD_MISSING_DEFAULT_VALUE", "worker");
  }

  @Test
  void shouldRefuseAChangedType() throws IOException {
    // given
    Schema changed =
        edited(schema -> fields(record(schema, "RunResumed")).set(1, field("step", "\"string\"")));

    // then
    assertThat(problems(changed))
        .first()
        .asString()
        .contains("io.signalbox.schemas.run.RunResumed at /fields/1/type:")
        .contains("TYPE_MISMATCH", "reader type: STRING", "writer type: INT");
  }

  @Test
  void shouldRefuseAChangedMeaning() throws IOException {
    // given
    Schema inMillis =
        edited(schema ->
            fields(record(schema, "Envelope"))
                .set(
                    4,
                    field(
                        "occurredAt", "{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}")));
    Schema renamed = edited(schema -> record(schema, "RunStarted").put("eventType", "run.began"));

    // then
    assertThat(problems(inMillis))
        .singleElement()
        .asString()
        .contains("io.signalbox.schemas.Envelope at /fields/occurredAt: MEANING_CHANGED");
    assertThat(problems(renamed))
        .singleElement()
        .asString()
        .contains("RunStarted at /eventType: MEANING_CHANGED: was run.started, is run.began");
  }

  @Test
  void shouldRefuseToLoseATopic() {
    assertThat(Compatibility.problems(EVENTS, null, today))
        .singleElement()
        .asString()
        .contains("run.events", "gone from the catalogue");
  }

  private List<String> problems(Schema reader) {
    return Compatibility.problems(EVENTS, reader, today);
  }

  private Schema edited(Consumer<ObjectNode> edit) throws IOException {
    ObjectNode schema = (ObjectNode) JSON.readTree(today.toString());
    edit.accept(schema);
    return new Schema.Parser().parse(schema.toString());
  }

  private static ObjectNode record(JsonNode schema, String name) {
    return search(schema, name).orElseThrow(() -> new AssertionError("Expected a record " + name));
  }

  private static Optional<ObjectNode> search(JsonNode node, String name) {
    if (node.has("fields") && name.equals(node.path("name").asText())) {
      return Optional.of((ObjectNode) node);
    }
    return node.valueStream().flatMap(each -> search(each, name).stream()).findFirst();
  }

  private static ArrayNode fields(JsonNode record) {
    return (ArrayNode) record.get("fields");
  }

  private static ObjectNode field(String name, String type) {
    try {
      ObjectNode field = JSON.createObjectNode().put("name", name);
      return field.set("type", JSON.readTree(type));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
