package io.signalbox.registry.device.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.kit.json.WireJson;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.registry.device.DeviceCommands;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceConnected;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.reply.CommandAccepted;
import io.signalbox.schemas.reply.CommandRejected;
import io.signalbox.schemas.reply.CommandReply;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeviceTopologyTest {
  private static final DeviceCommands LATHE = new DeviceCommands("acme", "lathe-1", "edge-1");

  private final WireSerdes serdes = PlainAvro.serdes();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          DeviceTopology.build(
              serdes,
              "device-registry",
              new PresenceSettings(Duration.ofSeconds(25), Duration.ofSeconds(75)),
              new SimpleMeterRegistry()));
  private final TestInputTopic<String, DeviceCommand> commands =
      driver.createInputTopic(
          Topics.DEVICE_COMMANDS.name(),
          new StringSerializer(),
          serdes.forValues(Topics.DEVICE_COMMANDS).serializer());
  private final TestOutputTopic<String, DeviceEvent> events =
      driver.createOutputTopic(
          Topics.DEVICE_EVENTS.name(),
          new StringDeserializer(),
          serdes.forValues(Topics.DEVICE_EVENTS).deserializer());
  private final TestOutputTopic<String, CommandReply> replies =
      driver.createOutputTopic(
          Topics.COMMAND_REPLIES.name(),
          new StringDeserializer(),
          serdes.forValues(Topics.COMMAND_REPLIES).deserializer());

  @AfterEach
  void close() {
    driver.close();
  }

  private void send(DeviceCommand command) {
    commands.pipeInput(command.getEnvelope().getAggregateId(), command);
  }

  @Test
  void shouldWriteEventsThatCarryTheDeviceAfterThem() {
    // when
    send(LATHE.connect("s1", "turn"));
    // then
    List<DeviceEvent> written = events.readValuesToList();
    assertThat(written)
        .extracting(each -> WireJson.eventType(WireRecords.payload(each)))
        .containsExactly("device.registered", "device.connected");
    assertThat(written).extracting(each -> each.getEnvelope().getSeq()).containsExactly(1L, 2L);
    assertThat(written)
        .extracting(each -> each.getDevice().getSessionId())
        .containsExactly(null, "s1");
    assertThat(written.getLast().getDevice().getTools()).containsExactly("turn");
    assertThat(written.getLast().getPayload())
        .isInstanceOfSatisfying(
            DeviceConnected.class, it -> assertThat(it.getHeldCalls()).containsExactly("call-1"));
  }

  @Test
  void shouldSupersedeAndDeclareInOneStep() {
    // given
    send(LATHE.connect("s1", "turn"));
    events.readValuesToList();
    // when
    send(LATHE.connect("s2", "turn", "mill"));
    // then
    List<DeviceEvent> written = events.readValuesToList();
    assertThat(written)
        .extracting(each -> WireJson.eventType(WireRecords.payload(each)))
        .containsExactly("device.declared", "device.disconnected", "device.connected");
    assertThat(written)
        .extracting(each -> each.getDevice().getSessionId())
        .containsExactly("s1", null, "s2");
  }

  @Test
  void shouldAnswerWhoeverWaits() {
    // given
    DeviceCommand command = LATHE.connect("s1", "turn");
    // when
    send(command);
    // then
    TestRecord<String, CommandReply> reply = replies.readRecord();
    assertThat(reply.key()).isEqualTo("edge-1");
    assertThat(reply.value().getCommandId()).isEqualTo(command.getEnvelope().getEventId());
    assertThat(reply.value().getPayload())
        .isEqualTo(CommandAccepted.newBuilder().setSeq(2).setEvents(2).build());
  }

  @Test
  void shouldRefuseTheEndOfASessionOfAnUnknownDevice() {
    // when
    send(LATHE.disconnect("s1"));
    // then
    assertThat(events.isEmpty()).isTrue();
    assertThat(replies.readValue().getPayload())
        .isInstanceOfSatisfying(
            CommandRejected.class, it -> assertThat(it.getCode()).isEqualTo("NOT_FOUND"));
  }

  @Test
  void shouldRepeatTheEnvelopeInHeaders() {
    // when
    send(LATHE.connect("s1", "turn"));
    // then
    TestRecord<String, DeviceEvent> record = events.readRecord();
    assertThat(new String(record.headers().lastHeader("ce_type").value(), UTF_8))
        .isEqualTo("device.registered");
    assertThat(new String(record.headers().lastHeader("ce_subject").value(), UTF_8))
        .isEqualTo(LATHE.deviceId());
  }
}
