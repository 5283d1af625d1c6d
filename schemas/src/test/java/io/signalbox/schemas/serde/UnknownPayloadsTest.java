package io.signalbox.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.signalbox.schemas.agent.AgentEvent;
import io.signalbox.schemas.release.Samples;
import io.signalbox.schemas.release.Samples.Kind;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunStarted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A reader beside a newer writer.
class UnknownPayloadsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// Has a message in it, which this version knows with a field less.
  private static final String PAUSED =
      """
      {"type": "record", "name": "RunPaused", "namespace": "io.signalbox.schemas.run",
       "doc": "Paused.", "eventType": "run.paused", "fields": [
         {"name": "reason", "type": "string"},
         {"name": "until", "type": {"type": "long", "logicalType": "timestamp-micros"}},
         {"name": "details", "type": ["null", "string"], "default": null, "json": true},
         {"name": "secret", "type": "string", "internal": true},
         {"name": "labels", "type": {"type": "array", "items": "string"}},
         {"name": "usage", "type": "io.signalbox.schemas.run.TokenUsage"}]}
      """;

  private final PlainDatumProvider<RunEvent> provider = new PlainDatumProvider<>();
  private final Schema newer = newer();

  UnknownPayloadsTest() {
    provider.setUseSpecificAvroReader(true);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldKeepAPayloadThatItDoesNotKnow(Kind kind) throws IOException {
    // given
    GenericRecord written = Samples.of(newer, payload("RunPaused"), kind);

    // when
    RunEvent read = read(written);

    // then
    GenericRecord payload = (GenericRecord) read.getPayload();
    GenericRecord sent = (GenericRecord) written.get("payload");
    assertThat(payload.getSchema().getProp("eventType")).isEqualTo("run.paused");
    assertThat(payload.get("reason")).isEqualTo(sent.get("reason"));
    assertThat(payload.get("details")).isEqualTo(sent.get("details"));
    assertThat(payload.get("until")).isInstanceOf(Instant.class);
    assertThat(payload.get("labels")).isEqualTo(sent.get("labels"));
    assertThat(read.getEnvelope().getSeq())
        .isEqualTo(((GenericRecord) written.get("envelope")).get("seq"));
  }

  /// By itself Avro takes an unknown record for the first known one of a fitting shape.
  @Test
  void shouldNotTakeAPayloadForAnotherOfTheSameShape() throws IOException {
    // given
    GenericRecord written = Samples.of(newer, payload("RunPaused"), Kind.FULL);

    // when
    RunEvent byAvro = read(written, new SpecificDatumReader<>(newer, RunEvent.getClassSchema()));

    // then
    assertThat(byAvro.getPayload()).isInstanceOf(RunStarted.class);
    assertThat(read(written).getPayload()).isNotInstanceOf(SpecificRecord.class);
  }

  @Test
  void shouldKeepWhatTheSchemaSaysOfItsFields() throws IOException {
    // when
    IndexedRecord payload =
        (IndexedRecord) read(Samples.of(newer, payload("RunPaused"), Kind.FULL)).getPayload();

    // then
    Schema schema = payload.getSchema();
    assertThat(PlainSchemas.isJson(schema.getField("details"))).isTrue();
    assertThat(PlainSchemas.isInternal(schema.getField("secret"))).isTrue();
    assertThat(PlainSchemas.isInternal(schema.getField("reason"))).isFalse();
  }

  @Test
  void shouldKeepNewFieldsOfRecordsThatItKnowsWithinOneThatItDoesNot() throws IOException {
    // when
    GenericRecord payload =
        (GenericRecord) read(Samples.of(newer, payload("RunPaused"), Kind.FULL)).getPayload();

    // then
    assertThat(payload.get("usage")).isInstanceOf(GenericRecord.class);
    assertThat(((GenericRecord) payload.get("usage")).get("cachedTokens")).isNotNull();
  }

  @Test
  void shouldReadWhatItKnowsIntoItsOwnClassesBesideWhatItDoesNot() throws IOException {
    // given
    Schema today = RunEvent.getClassSchema();

    for (Schema payload : Samples.payloads(today)) {
      for (Kind kind : Kind.values()) {
        // when
        RunEvent byNewer = read(Samples.of(newer, payload(payload.getName()), kind));
        RunEvent byPeer = read(Samples.of(PlainSchemas.of(today), payload, kind));

        // then
        assertThat(byNewer).as(payload.getName()).isEqualTo(byPeer);
        assertThat(byNewer.getPayload().getClass().getName()).isEqualTo(payload.getFullName());
      }
    }
  }

  @Test
  void shouldLeaveEverythingElseToAvrosOwnReader() {
    assertThat(UnknownPayloads.reader(PlainSchemas.of(RunEvent.getClassSchema()))).isEmpty();
    assertThat(UnknownPayloads.reader(PlainSchemas.of(AgentEvent.getClassSchema()))).isEmpty();
    assertThat(UnknownPayloads.reader(Schema.create(Schema.Type.STRING))).isEmpty();
    assertThat(UnknownPayloads.<RunEvent>reader(newer))
        .get()
        .isInstanceOf(SpecificDatumReader.class);
  }

  @Test
  void shouldMakeAReaderOnceForEachSchema() {
    assertThat(provider.createDatumReader(newer)).isSameAs(provider.createDatumReader(newer));
  }

  private RunEvent read(GenericRecord written) throws IOException {
    return read(written, provider.createDatumReader(written.getSchema()));
  }

  private static RunEvent read(GenericRecord written, DatumReader<RunEvent> reader)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(written.getSchema()).write(written, encoder);
    encoder.flush();
    return reader.read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
  }

  private Schema payload(String name) {
    return Samples.payloads(newer).stream()
        .filter(each -> each.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Today's schema with a payload more, and with a field more in one that is known.
  private static Schema newer() {
    try {
      ObjectNode schema =
          (ObjectNode) JSON.readTree(PlainSchemas.of(RunEvent.getClassSchema()).toString());
      fields(search(schema, "TokenUsage").orElseThrow())
          .add(JSON.valueToTree(Map.of("name", "cachedTokens", "type", "long", "default", 0)));
      ArrayNode payloads = (ArrayNode) fields(schema).get(1).get("type");
      payloads.add(JSON.readTree(PAUSED));
      return new Schema.Parser().parse(schema.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Optional<ObjectNode> search(JsonNode node, String name) {
    if (node.has("fields") && name.equals(node.path("name").asText())) {
      return Optional.of((ObjectNode) node);
    }
    return node.valueStream().flatMap(each -> search(each, name).stream()).findFirst();
  }

  private static ArrayNode fields(ObjectNode record) {
    return (ArrayNode) record.get("fields");
  }
}
