package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.ToolCall;
import io.signalbox.dispatcher.call.Wire;
import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.Versioned;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
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
  private final WireSerdes serdes = PlainAvro.serdes();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          DispatchTopology.build(serdes, "tool-dispatcher"), new Properties(), NOON);
  private final TestInputTopic<String, ToolRequest> requests = input(Topics.TOOL_REQUESTS);
  private final TestInputTopic<String, ToolResult> results = input(Topics.TOOL_RESULTS);
  private final TestInputTopic<String, DeviceEvent> devices = input(Topics.DEVICE_EVENTS);
  private final TestOutputTopic<String, ToolEvent> events = output(Topics.TOOL_EVENTS);
  private final TestOutputTopic<String, DeviceDispatch> dispatched = output(Topics.DEVICE_DISPATCH);
  private final TestOutputTopic<String, CommandReply> replies = output(Topics.COMMAND_REPLIES);

  private <V extends SpecificRecord> TestInputTopic<String, V> input(Topic<V> topic) {
    return driver.createInputTopic(
        topic.name(), new StringSerializer(), serdes.forValues(topic).serializer());
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(Topic<V> topic) {
    return driver.createOutputTopic(
        topic.name(), new StringDeserializer(), serdes.forValues(topic).deserializer());
  }

  @AfterEach
  void close() {
    driver.close();
  }

  private static <V extends SpecificRecord> void send(TestInputTopic<String, V> topic, V value) {
    topic.pipeInput(WireRecords.envelope(value).getAggregateId(), value);
  }

  private List<String> eventTypes() {
    return events.readValuesToList().stream()
        .map(event -> WireJson.eventType(WireRecords.payload(event)))
        .toList();
  }

  private List<DispatchToolCall> dispatches() {
    return dispatched.readValuesToList().stream()
        .map(each -> (DispatchToolCall) each.getPayload())
        .toList();
  }

  @Test
  void shouldDispatchAtOnceToAConnectedDevice() {
    // given
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    // when
    send(requests, ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(eventTypes()).containsExactly("tool.call.requested", "tool.call.dispatched");
    KeyValue<String, DeviceDispatch> sent = dispatched.readKeyValue();
    assertThat(sent.key).isEqualTo(device);
    assertThat((DispatchToolCall) sent.value.getPayload())
        .returns(call, DispatchToolCall::getCallId)
        .returns(run, DispatchToolCall::getRunId)
        .returns("s1", DispatchToolCall::getSessionId)
        .returns(1, DispatchToolCall::getEpoch)
        .returns("{\"q\":\"x\"}", DispatchToolCall::getArgs);
    assertThat(replies.readValue().getPayload())
        .isEqualTo(CommandAccepted.newBuilder().setSeq(2).setEvents(2).build());
  }

  @Test
  void shouldDispatchWaitingCallsInTheOrderOfTheirRequestsWhenADeviceConnects() {
    // given
    String earlier = Wire.id();
    send(requests, ACME.request(call, run, "lookup", "device", NOON.plusSeconds(2), null));
    send(requests, ACME.request(earlier, run, "lookup", "device", NOON.plusSeconds(1), null));
    send(requests, ACME.request(Wire.id(), run, "print", "device"));
    send(requests, ACME.request(Wire.id(), run, "lookup", "server"));
    send(requests, OTHER.request(Wire.id(), run, "lookup", "device"));
    // when
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    // then
    assertThat(dispatches()).extracting(DispatchToolCall::getCallId).containsExactly(earlier, call);
  }

  @Test
  void shouldDispatchAgainToANewSessionUnderANewLease() {
    // given
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    send(requests, ACME.request(call, run, "lookup", "device"));
    send(devices, ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    send(devices, ACME.connected(device, 4, "s2", "lookup"));
    // then
    assertThat(eventTypes())
        .containsExactly("tool.call.requested", "tool.call.dispatched", "tool.call.dispatched");
    List<DispatchToolCall> sent = dispatches();
    assertThat(sent).extracting(DispatchToolCall::getEpoch).containsExactly(1, 2);
    assertThat(sent).extracting(DispatchToolCall::getSessionId).containsExactly("s1", "s2");
    assertThat(sent).extracting(DispatchToolCall::getLease).doesNotHaveDuplicates();
  }

  @Test
  void shouldIgnoreADeviceEventThatItHasSeen() {
    // given
    send(devices, ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    send(requests, ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(dispatches()).isEmpty();
  }

  @Test
  void shouldSpreadCallsOverDevices() {
    // given
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    send(devices, ACME.connected(Wire.id(), 2, "s2", "lookup"));
    // when
    for (int i = 0; i < 4; i++) {
      send(requests, ACME.request(Wire.id(), run, "lookup", "device"));
    }
    // then
    assertThat(dispatches())
        .extracting(DispatchToolCall::getSessionId)
        .containsExactly("s1", "s2", "s1", "s2");
  }

  @Test
  void shouldNotDispatchToADeviceThatLeft() {
    // given
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    send(devices, ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    send(requests, ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(eventTypes()).containsExactly("tool.call.requested");
  }

  @Test
  void shouldNotDispatchToADeviceOfAnotherTenant() {
    // given
    send(devices, OTHER.connected(device, 2, "s1", "lookup"));
    // when
    send(requests, ACME.request(call, run, "lookup", "device"));
    // then
    assertThat(dispatches()).isEmpty();
  }

  @Test
  void shouldSettleWithTheFirstResultAndAnswerEverySender() {
    // given
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    send(requests, ACME.request(call, run, "lookup", "device"));
    eventTypes();
    replies.readValuesToList();
    // when
    send(results, ACME.result(call, run, "{\"a\":1}", "device", device));
    send(results, ACME.result(call, run, "{\"a\":2}", "server", null));
    // then
    assertThat(eventTypes()).containsExactly("tool.call.completed");
    assertThat(replies.readValuesToList())
        .extracting(CommandReply::getPayload)
        .containsExactly(
            CommandAccepted.newBuilder().setSeq(3).setEvents(1).build(),
            CommandAccepted.newBuilder().setSeq(3).setEvents(0).build());
  }

  @Test
  void shouldRefuseResultsOfStrangers() {
    // given
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    send(requests, ACME.request(call, run, "lookup", "device"));
    replies.readValuesToList();
    // when
    send(results, ACME.result(Wire.id(), run, "1", "server", null));
    send(results, OTHER.result(call, run, "1", "server", null));
    send(results, ACME.result(call, run, "1", "device", Wire.id()));
    // then
    assertThat(replies.readValuesToList())
        .extracting(reply -> ((CommandRejected) reply.getPayload()).getCode())
        .containsExactly("NOT_FOUND", "NOT_FOUND", "FORBIDDEN");
  }

  @Test
  void shouldExpireCallsAtTheirDeadlineOnly() {
    // given
    String later = Wire.id();
    send(requests, ACME.request(call, run, "lookup", "device", NOON, NOON.plusSeconds(5)));
    send(requests, ACME.request(later, run, "lookup", "server", NOON, NOON.plusSeconds(50)));
    eventTypes();
    // when
    driver.advanceWallClockTime(Duration.ofMillis(4_900));
    List<String> before = eventTypes();
    driver.advanceWallClockTime(Duration.ofMillis(1_100));
    // then
    assertThat(before).isEmpty();
    KeyValue<String, ToolEvent> expired = events.readKeyValue();
    assertThat(expired.key).isEqualTo(call);
    assertThat(expired.value.getEnvelope().getOccurredAt()).isEqualTo(NOON.plusSeconds(6));
    assertThat(expired.value.getEnvelope().getCorrelationId()).isEqualTo("request-1");
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void shouldKeepNothingOfASettledCallButASmallRecord() {
    // given
    send(devices, ACME.connected(device, 2, "s1", "lookup"));
    send(requests, ACME.request(call, run, "lookup", "device", NOON, NOON.plusSeconds(5)));
    // when
    send(results, ACME.result(call, run, "{\"a\":1}", "device", device));
    // then
    KeyValueStore<String, Versioned<ToolCall>> calls = driver.getKeyValueStore(Stores.CALLS);
    assertThat(calls.get(call).state()).isInstanceOf(ToolCall.Settled.class);
    for (String index : List.of(Stores.WAITING, Stores.IN_FLIGHT, Stores.DEADLINES)) {
      KeyValueStore<String, String> store = driver.getKeyValueStore(index);
      try (KeyValueIterator<String, String> entries = store.all()) {
        assertThat(entries.hasNext()).as(index).isFalse();
      }
    }
  }

  @Test
  void shouldNotRouteARequestThatRepeatsAnothersCall() {
    // given
    send(requests, ACME.request(call, run, "lookup", "device"));
    // when
    send(requests, OTHER.request(call, run, "lookup", "device"));
    // then
    assertThat(eventTypes()).containsExactly("tool.call.requested");
  }

  @Test
  void shouldNameTheDeviceEventAsTheCauseOfALateDispatch() {
    // given
    send(requests, ACME.request(call, run, "lookup", "device"));
    events.readValuesToList();
    DeviceEvent connected = ACME.connected(device, 2, "s1", "lookup");
    // when
    send(devices, connected);
    // then
    ToolEvent event = events.readValue();
    assertThat(event.getPayload()).isInstanceOf(ToolCallDispatched.class);
    assertThat(event.getEnvelope().getCausationId())
        .isEqualTo(connected.getEnvelope().getEventId());
  }
}
