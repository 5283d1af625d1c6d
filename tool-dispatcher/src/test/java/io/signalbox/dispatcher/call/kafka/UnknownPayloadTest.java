package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.dispatcher.call.Wire;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import java.time.Instant;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Records of a newer service: what they carry has no class here.
class UnknownPayloadTest {
  private static final Wire ACME = new Wire("acme", "edge-1");
  private static final GenericRecord UNKNOWN =
      new GenericData.Record(
          SchemaBuilder.record("PostponeToolCall")
              .namespace("io.signalbox.schemas.tool")
              .fields()
              .endRecord());

  private final MockProcessorContext<String, SpecificRecord> context = new MockProcessorContext<>();
  private final CallSetup setup =
      new CallSetup(
          "tool-dispatcher", DispatchDriver.TIMES, new CallMetrics(new SimpleMeterRegistry()));
  private final String run = Wire.id();
  private final String call = Wire.id();
  private final String device = Wire.id();

  @BeforeEach
  void openStores() {
    context.setCurrentSystemTimeMs(0);
    Stores.all()
        .forEach(builder -> {
          StateStore store = builder.withLoggingDisabled().build();
          store.init(context.getStateStoreContext(), store);
        });
  }

  private <V extends SpecificRecord> void process(
      Processor<String, V, String, SpecificRecord> processor, String key, V value) {
    processor.init(context);
    processor.process(new Record<>(key, value, 0));
  }

  private void assertUnsupported() {
    assertThat(context.forwarded())
        .singleElement()
        .extracting(each -> each.record().value())
        .isInstanceOfSatisfying(
            CommandReply.class,
            reply ->
                assertThat(reply.getPayload())
                    .isEqualTo(
                        CommandRejected.newBuilder()
                            .setCode("UNSUPPORTED")
                            .setReason(
                                "Expected a command that this version knows, but got PostponeToolCall")
                            .build()));
  }

  @Test
  void shouldRefuseARequestThatItDoesNotKnow() {
    ToolRequest known = ACME.request(call, run, "lookup", "device");
    process(
        new RequestProcessor(setup),
        call,
        ToolRequest.newBuilder(known).setPayload(UNKNOWN).build());
    assertUnsupported();
  }

  @Test
  void shouldRefuseAResultThatItDoesNotKnow() {
    ToolResult known = ACME.result(call, run, "1", "server", null);
    process(
        new ResultProcessor(setup), call, ToolResult.newBuilder(known).setPayload(UNKNOWN).build());
    assertUnsupported();
  }

  @Test
  void shouldPassOverACommandThatItDoesNotKnowWhenNobodyWaits() {
    ToolRequest known = new Wire("acme", "").request(call, run, "lookup", "device");
    process(
        new RequestProcessor(setup),
        call,
        ToolRequest.newBuilder(known).setPayload(UNKNOWN).build());
    assertThat(context.forwarded()).isEmpty();
  }

  @Test
  void shouldTakeOnlyTheStandOfADeviceFromAnEventThatItDoesNotKnow() {
    // given
    process(
        new RequestProcessor(setup),
        call,
        ACME.request(call, run, "lookup", "device", Instant.EPOCH, null));
    context.resetForwards();
    // when
    DeviceEvent known = ACME.connected(device, 2, "s1", "lookup");
    process(
        new RoutingProcessor(setup),
        device,
        DeviceEvent.newBuilder(known).setPayload(UNKNOWN).build());
    // then
    assertThat(context.forwarded()).isEmpty();
    assertThat(
            context
                .<KeyValueStore<String, String>>getStateStore(Stores.DECLARED)
                .approximateNumEntries())
        .isOne();
  }
}
