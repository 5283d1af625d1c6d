package io.signalbox.dispatcher.call.kafka;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.dispatcher.call.CallTimes;
import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.UnprocessableRecords;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import io.signalbox.schemas.tool.ToolResult;
import io.signalbox.schemas.tool.ToolWork;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// One task of the dispatcher without a broker.
final class DispatchDriver implements AutoCloseable {
  static final Duration KEEP_SETTLED = Duration.ofHours(25);
  static final CallTimes TIMES =
      new CallTimes(Duration.ofSeconds(90), Duration.ofSeconds(30), KEEP_SETTLED);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final WireSerdes serdes = PlainAvro.serdes();
  private final TopologyTestDriver driver;
  private final TestOutputTopic<String, ToolEvent> events;
  private final TestOutputTopic<String, DeviceDispatch> dispatched;
  private final TestOutputTopic<String, CommandReply> replies;

  DispatchDriver(Instant now) {
    Properties properties = new Properties();
    properties.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, UnprocessableRecords.class);
    driver =
        new TopologyTestDriver(
            DispatchTopology.build(serdes, "tool-dispatcher", TIMES, meters), properties, now);
    events = output(Topics.TOOL_EVENTS, Topics.TOOL_EVENTS.name());
    dispatched = output(Topics.DEVICE_DISPATCH, Topics.DEVICE_DISPATCH.name());
    replies = output(Topics.COMMAND_REPLIES, Topics.COMMAND_REPLIES.name());
  }

  void send(DeviceEvent event) {
    send(Topics.DEVICE_EVENTS, event);
  }

  void send(ToolRequest request) {
    send(Topics.TOOL_REQUESTS, request);
  }

  void send(ToolResult result) {
    send(Topics.TOOL_RESULTS, result);
  }

  /// Lets time pass in one step, as in a process that is held up.
  void advance(Duration time) {
    driver.advanceWallClockTime(time);
  }

  /// Lets time pass tick by tick.
  void pass(Duration time) {
    for (long ticks = time.toSeconds(); ticks > 0; ticks--) {
      driver.advanceWallClockTime(ExpiryProcessor.TICK);
    }
  }

  TestOutputTopic<String, ToolEvent> events() {
    return events;
  }

  TestOutputTopic<String, DeviceDispatch> dispatched() {
    return dispatched;
  }

  TestOutputTopic<String, CommandReply> replies() {
    return replies;
  }

  <V> KeyValueStore<String, V> store(String name) {
    return driver.getKeyValueStore(name);
  }

  /// The entries of a store, as text.
  List<String> entries(String name) {
    List<String> entries = new ArrayList<>();
    try (KeyValueIterator<String, Object> all = this.<Object>store(name).all()) {
      all.forEachRemaining(entry -> entries.add(entry.toString()));
    }
    return entries;
  }

  /// What a counter stands at.
  double counted(String name, String... tags) {
    return meters.get(name).tags(tags).counter().count();
  }

  /// The answers since the last look: how many events, or the code of the refusal.
  List<String> answers() {
    return replies.readValuesToList().stream()
        .map(reply ->
            switch (reply.getPayload()) {
              case CommandAccepted accepted -> accepted.getEvents() + " events";
              case CommandRejected rejected -> rejected.getCode();
              default -> throw new AssertionError(reply);
            })
        .toList();
  }

  /// The names of the events since the last look.
  List<String> eventTypes() {
    return events.readValuesToList().stream()
        .map(event -> WireJson.eventType(WireRecords.payload(event)))
        .toList();
  }

  /// The calls that went to devices since the last look.
  List<DispatchToolCall> dispatches() {
    return dispatched.readValuesToList().stream()
        .map(DeviceDispatch::getPayload)
        .filter(DispatchToolCall.class::isInstance)
        .map(DispatchToolCall.class::cast)
        .toList();
  }

  /// What went to the workers of this system since the last look.
  List<ToolWork> work() {
    return output(Topics.TOOL_WORK, Topics.TOOL_WORK.name()).readValuesToList();
  }

  /// The keys of requests that became dead letters.
  List<String> deadRequests() {
    return output(Topics.TOOL_REQUESTS, Topics.TOOL_REQUESTS.deadLetters())
        .readKeyValuesToList()
        .stream()
        .map(each -> each.key)
        .toList();
  }

  private <V extends SpecificRecord> void send(Topic<V> topic, V value) {
    driver
        .createInputTopic(
            topic.name(), new StringSerializer(), serdes.forValues(topic).serializer())
        .pipeInput(WireRecords.envelope(value).getAggregateId(), value);
  }

  private <V extends SpecificRecord> TestOutputTopic<String, V> output(
      Topic<V> topic, String name) {
    return driver.createOutputTopic(
        name, new StringDeserializer(), serdes.forValues(topic).deserializer());
  }

  @Override
  public void close() {
    driver.close();
  }
}
