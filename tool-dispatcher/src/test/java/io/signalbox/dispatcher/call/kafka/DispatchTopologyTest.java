package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.dispatcher.call.Wire;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DispatchTopologyTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Wire ACME = new Wire("acme", "edge-1");
  private static final Wire OTHER = new Wire("other", "edge-1");

  private final String run = Wire.id();
  private final String call = Wire.id();
  private final String device = Wire.id();
  private final DispatchDriver dispatcher = new DispatchDriver(NOON);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  @Test
  void shouldDispatchAtOnceToAConnectedDevice() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    // when
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.dispatched");
    KeyValue<String, DeviceDispatch> sent = dispatcher.dispatched().readKeyValue();
    assertThat(sent.key).isEqualTo(device);
    assertThat((DispatchToolCall) sent.value.getPayload())
        .returns(call, DispatchToolCall::getCallId)
        .returns(run, DispatchToolCall::getRunId)
        .returns("s1", DispatchToolCall::getSessionId)
        .returns(1, DispatchToolCall::getEpoch)
        .returns("{\"q\":\"x\"}", DispatchToolCall::getArgs);
    assertThat(dispatcher.replies().readValue().getPayload())
        .isEqualTo(CommandAccepted.newBuilder().setSeq(2).setEvents(2).build());
  }

  @Test
  void shouldDispatchWaitingCallsInTheOrderOfTheirRequestsWhenADeviceConnects() {
    // given
    String earlier = Wire.id();
    dispatcher.send(ACME.request(call, run, "lookup", "device", NOON.plusSeconds(2), null));
    dispatcher.send(ACME.request(earlier, run, "lookup", "device", NOON.plusSeconds(1), null));
    dispatcher.send(ACME.request(Wire.id(), run, "print", "device"));
    dispatcher.send(ACME.request(Wire.id(), run, "lookup", "server"));
    dispatcher.send(OTHER.request(Wire.id(), run, "lookup", "device"));
    // when
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    // then
    assertThat(dispatcher.dispatches())
        .extracting(DispatchToolCall::getCallId)
        .containsExactly(earlier, call);
  }

  @Test
  void shouldDispatchAgainToADeviceThatKeepsItsCallsAndNeverHadThisOne() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    dispatcher.send(ACME.holding(device, 4, "s2", List.of(), "lookup"));
    // then
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.dispatched", "tool.call.dispatched");
    List<DispatchToolCall> sent = dispatcher.dispatches();
    assertThat(sent).extracting(DispatchToolCall::getEpoch).containsExactly(1, 2);
    assertThat(sent).extracting(DispatchToolCall::getSessionId).containsExactly("s1", "s2");
    assertThat(sent).extracting(DispatchToolCall::getLease).doesNotHaveDuplicates();
  }

  @Test
  void shouldIgnoreADeviceEventThatItHasSeen() {
    // given
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(dispatcher.dispatches()).isEmpty();
  }

  @Test
  void shouldSpreadCallsOverDevices() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.connected(Wire.id(), 2, "s2", "lookup"));
    // when
    for (int i = 0; i < 4; i++) {
      dispatcher.send(ACME.request(Wire.id(), run, "lookup", "device"));
    }
    // then
    assertThat(dispatcher.dispatches())
        .extracting(DispatchToolCall::getSessionId)
        .containsExactly("s1", "s2", "s1", "s2");
  }

  @Test
  void shouldNotDispatchToADeviceThatLeft() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(dispatcher.eventTypes()).containsExactly("tool.call.requested");
  }

  @Test
  void shouldNotDispatchToADeviceOfAnotherTenant() {
    // given
    dispatcher.send(OTHER.connected(device, 2, "s1", "lookup"));
    // when
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(dispatcher.dispatches()).isEmpty();
  }

  @Test
  void shouldSettleWithTheFirstResultAndAnswerEverySender() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.eventTypes();
    dispatcher.replies().readValuesToList();
    // when
    dispatcher.send(ACME.result(call, run, "{\"a\":1}", "device", device));
    dispatcher.send(ACME.result(call, run, "{\"a\":2}", "device", device));
    // then
    assertThat(dispatcher.eventTypes()).containsExactly("tool.call.completed");
    assertThat(dispatcher.replies().readValuesToList())
        .extracting(CommandReply::getPayload)
        .containsExactly(
            CommandAccepted.newBuilder().setSeq(3).setEvents(1).build(),
            CommandAccepted.newBuilder().setSeq(3).setEvents(0).build());
  }

  @Test
  void shouldRefuseResultsOfStrangers() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.replies().readValuesToList();
    // when
    dispatcher.send(ACME.result(Wire.id(), run, "1", "server", null));
    dispatcher.send(OTHER.result(call, run, "1", "server", null));
    dispatcher.send(ACME.result(call, run, "1", "device", Wire.id()));
    // then
    assertThat(dispatcher.replies().readValuesToList())
        .extracting(reply -> ((CommandRejected) reply.getPayload()).getCode())
        .containsExactly("NOT_FOUND", "NOT_FOUND", "FORBIDDEN");
  }

  @Test
  void shouldExpireCallsAtTheirDeadlineOnly() {
    // given
    String later = Wire.id();
    dispatcher.send(ACME.request(call, run, "lookup", "device", NOON, NOON.plusSeconds(5)));
    dispatcher.send(ACME.request(later, run, "lookup", "server", NOON, NOON.plusSeconds(50)));
    dispatcher.eventTypes();
    // when
    dispatcher.advance(Duration.ofMillis(4_900));
    List<String> before = dispatcher.eventTypes();
    dispatcher.advance(Duration.ofMillis(1_100));
    // then
    assertThat(before).isEmpty();
    KeyValue<String, ToolEvent> expired = dispatcher.events().readKeyValue();
    assertThat(expired.key).isEqualTo(call);
    assertThat(expired.value.getEnvelope().getOccurredAt()).isEqualTo(NOON.plusSeconds(6));
    assertThat(expired.value.getEnvelope().getCorrelationId()).isEqualTo("request-1");
    assertThat(dispatcher.events().isEmpty()).isTrue();
  }

  @Test
  void shouldKeepNothingOfASettledCallButASmallRecord() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device", NOON, NOON.plusSeconds(5)));
    // when
    dispatcher.send(ACME.result(call, run, "{\"a\":1}", "device", device));
    // then
    KeyValueStore<String, Versioned<ToolCall>> calls = dispatcher.store(Stores.CALLS);
    assertThat(calls.get(call).state()).isInstanceOf(ToolCall.Settled.class);
    for (String index : List.of(Stores.WAITING, Stores.IN_FLIGHT, Stores.DEADLINES)) {
      KeyValueStore<String, String> store = dispatcher.store(index);
      try (KeyValueIterator<String, String> entries = store.all()) {
        assertThat(entries.hasNext()).as(index).isFalse();
      }
    }
  }

  @Test
  void shouldNotRouteARequestThatRepeatsAnothersCall() {
    // given
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    // when
    dispatcher.send(OTHER.request(call, run, "lookup", "device"));
    // then
    assertThat(dispatcher.eventTypes()).containsExactly("tool.call.requested");
  }

  @Test
  void shouldNameTheDeviceEventAsTheCauseOfALateDispatch() {
    // given
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.events().readValuesToList();
    DeviceEvent connected = ACME.connected(device, 2, "s1", "lookup");
    // when
    dispatcher.send(connected);
    // then
    ToolEvent event = dispatcher.events().readValue();
    assertThat(event.getPayload()).isInstanceOf(ToolCallDispatched.class);
    assertThat(event.getEnvelope().getCausationId())
        .isEqualTo(connected.getEnvelope().getEventId());
  }

  @Test
  void shouldSetAsideARequestWhoseIdViewsCouldNotStore() {
    // when
    dispatcher.send(ACME.request("no-uuid", run, "lookup", "device"));
    // then
    assertThat(dispatcher.events().isEmpty()).isTrue();
    assertThat(dispatcher.deadRequests()).containsExactly("no-uuid");
  }
}
