package io.signalbox.edge.tail;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.watch.RunEventFrame;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.RunEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the tail makes of records.
class RunTailTest {
  private final String runId = Ids.next().toString();

  @Test
  void shouldRelayWhatThisVersionDoesNotKnow() {
    // given an event of a kind that came later
    Schema schema =
        SchemaBuilder.record("RunPaused")
            .namespace("io.signalbox.schemas.run")
            .prop("eventType", "run.paused")
            .fields()
            .requiredString("reason")
            .endRecord();
    GenericData.Record payload = new GenericData.Record(schema);
    payload.put("reason", "lunch");

    // when
    RunEventFrame frame = RunTail.frame(event(1, payload));

    // then
    assertThat(frame.type()).isEqualTo("run.paused");
    assertThat(frame.data()).isEqualTo("{\"reason\":\"lunch\"}");
    assertThat(frame.isTerminal()).isFalse();
  }

  @Test
  void shouldDeliverByTheRunInTheKeyAndPassOverTombstones() {
    // given
    Tap<String> tap = new Tap<>(value -> RunTail.frame((RunEvent) value).type(), 5);
    List<String> heard = new ArrayList<>();
    tap.add(
        runId,
        new TailListener<>() {
          @Override
          public void next(long offset, String type) {
            heard.add(offset + " " + type);
          }

          @Override
          public void failed(RuntimeException cause) {
            throw cause;
          }
        });

    // when
    tap.deliver(record(5, runId + "/1", null));
    tap.deliver(record(6, runId + "/2", event(2, RunDeleted.newBuilder().build())));
    tap.deliver(record(7, Ids.next() + "/2", event(2, RunDeleted.newBuilder().build())));
    tap.deliver(record(9, runId + "/1", null));

    // then
    assertThat(heard).containsExactly("6 run.deleted");
    assertThat(tap.nextOffset()).isEqualTo(10);
  }

  private static ConsumerRecord<String, @Nullable SpecificRecord> record(
      long offset, String key, @Nullable RunEvent event) {
    return new ConsumerRecord<>("run.events", 0, offset, key, event);
  }

  private RunEvent event(long seq, Object payload) {
    Actor actor = Actor.newBuilder().setKind("service").setSubject("test").build();
    Envelope command = Envelopes.command("default", runId, actor, Instant.EPOCH, null);
    return RunEvent.newBuilder()
        .setEnvelope(Envelopes.event(command, runId, seq))
        .setPayload(payload)
        .build();
  }
}
