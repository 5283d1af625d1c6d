package io.signalbox.kit.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.json.WireJson;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.ModelRequest;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.TimeOutRun;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class WireRecordsTest {
  private static final Schema PAUSED =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "RunPaused", "namespace": "io.signalbox.schemas.run",
               "eventType": "run.paused", "fields": [
                 {"name": "reason", "type": "string"},
                 {"name": "details", "type": "string", "json": true},
                 {"name": "secret", "type": "string", "internal": true},
                 {"name": "note", "type": ["null", "string"]},
                 {"name": "labels", "type": {"type": "map", "values": "int"}},
                 {"name": "by", "type": {"type": "array", "items":
                   {"type": "record", "name": "Pauser", "fields": [{"name": "id", "type": "string"}]}}}]}
              """);

  private final Envelope envelope =
      Envelopes.command("t", "r1", new Actor("user", "me"), Instant.EPOCH, null);

  @Test
  void shouldTellWhatItKnows() {
    assertThat(WireRecords.isKnown(event(new RunStarted()))).isTrue();
    assertThat(WireRecords.isKnown(event(paused()))).isFalse();
    assertThat(WireRecords.isKnown(new ModelRequest())).isTrue();
  }

  @Test
  void shouldNameEveryRecord() {
    assertThat(WireRecords.type(event(new RunStarted()))).isEqualTo("run.started");
    assertThat(WireRecords.type(event(paused()))).isEqualTo("run.paused");
    assertThat(WireRecords.type(new ModelRequest())).isEqualTo("ModelRequest");
    assertThat(
            WireRecords.type(
                RunCommand.newBuilder().setEnvelope(envelope).setPayload(new TimeOutRun()).build()))
        .isEqualTo("TimeOutRun");
  }

  @Test
  void shouldShowWhatItDoesNotKnowAsOneWhoKnowsIt() {
    // when
    var payload = WireRecords.payload(event(paused()));

    // then
    assertThat(WireJson.eventType(payload)).isEqualTo("run.paused");
    assertThat(WireJson.text(payload))
        .isEqualTo(
            "{\"reason\":\"lunch\",\"details\":{\"a\":[1]},\"labels\":{\"x\":1},\"by\":[{\"id\":\"me\"}]}");
  }

  @Test
  void shouldPutWhatItDoesNotKnowIntoHeaders() {
    // given
    Headers headers = new RecordHeaders();

    // when
    WireRecords.addHeaders(headers, event(paused()), "test");

    // then
    Header type = headers.lastHeader("ce_type");
    assertThat(new String(type.value(), UTF_8)).isEqualTo("run.paused");
  }

  private RunEvent event(Object payload) {
    RunEvent event = new RunEvent();
    event.put(0, envelope);
    event.put(1, payload);
    return event;
  }

  private static GenericRecord paused() {
    GenericRecord by =
        new GenericRecordBuilder(PAUSED.getField("by").schema().getElementType())
            .set("id", "me")
            .build();
    GenericRecord paused = new GenericData.Record(PAUSED);
    paused.put("reason", "lunch");
    paused.put("details", "{\"a\":[1]}");
    paused.put("secret", "hidden");
    paused.put("labels", Map.of("x", 1));
    paused.put("by", List.of(by));
    return paused;
  }
}
