package io.signalbox.registry.device.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.registry.device.DeviceCommands;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceDisconnected;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.EndSession;
import io.signalbox.schemas.device.ProbeDevice;
import io.signalbox.schemas.serde.WireSerdes;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testing.PlainAvro;
import java.time.Duration;
import java.util.List;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Presence on the log, by a clock that the test moves.
class PresenceTopologyTest {
  private static final DeviceCommands LATHE = new DeviceCommands("acme", "lathe-1", "edge-1");
  private static final int PROBE = 25;
  private static final int SILENCE = 75;

  private final WireSerdes serdes = PlainAvro.serdes();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          DeviceTopology.build(
              serdes,
              "device-registry",
              new PresenceSettings(Duration.ofSeconds(PROBE), Duration.ofSeconds(SILENCE)),
              meters));
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
  private final TestOutputTopic<String, DeviceDispatch> dispatches =
      driver.createOutputTopic(
          Topics.DEVICE_DISPATCH.name(),
          new StringDeserializer(),
          serdes.forValues(Topics.DEVICE_DISPATCH).deserializer());

  @AfterEach
  void close() {
    driver.close();
  }

  private void send(DeviceCommand command) {
    commands.pipeInput(command.getEnvelope().getAggregateId(), command);
  }

  private void pass(int seconds) {
    for (int each = 0; each < seconds; each++) {
      driver.advanceWallClockTime(Duration.ofSeconds(1));
    }
  }

  private List<IndexedRecord> dispatched() {
    return dispatches.readValuesToList().stream().map(WireRecords::payload).toList();
  }

  private List<DeviceDisconnected> ends() {
    return events.readValuesToList().stream()
        .map(WireRecords::payload)
        .filter(DeviceDisconnected.class::isInstance)
        .map(DeviceDisconnected.class::cast)
        .toList();
  }

  @Test
  void shouldAskAConnectedDeviceOnTheWayOfItsCalls() {
    // given
    send(LATHE.connect("s1", "turn"));
    // when
    pass(PROBE);
    // then
    DeviceDispatch dispatch = dispatches.readValue();
    assertThat(dispatch.getEnvelope().getAggregateId()).isEqualTo(LATHE.deviceId());
    assertThat(dispatch.getEnvelope().getTenantId()).isEqualTo("acme");
    assertThat(WireRecords.payload(dispatch))
        .isInstanceOfSatisfying(
            ProbeDevice.class, it -> assertThat(it.getSessionId()).isEqualTo("s1"));
    assertThat(dispatches.isEmpty()).isTrue();
  }

  @Test
  void shouldEndTheSessionThatNobodyAnswersForAndTellItsEdge() {
    // given
    send(LATHE.connect("s1", "turn"));
    // when
    pass(SILENCE - 1);
    assertThat(ends()).isEmpty();
    dispatched();
    pass(1);
    // then
    DeviceEvent end = events.readValue();
    assertThat(WireRecords.payload(end))
        .isEqualTo(
            DeviceDisconnected.newBuilder().setSessionId("s1").setReason("unresponsive").build());
    assertThat(end.getDevice().getSessionId()).isNull();
    assertThat(dispatched())
        .containsExactly(
            EndSession.newBuilder().setSessionId("s1").setReason("unresponsive").build());
    assertThat(meters.counter("signalbox.devices.silent").count()).isEqualTo(1);
  }

  @Test
  void shouldKeepASessionThatAnswersWithoutAnyEvent() {
    // given
    send(LATHE.connect("s1", "turn"));
    events.readValuesToList();
    // when
    for (int each = 0; each < 10; each++) {
      pass(PROBE);
      send(LATHE.confirm("s1"));
    }
    // then
    assertThat(events.isEmpty()).isTrue();
    assertThat(dispatched()).hasSize(10).allMatch(ProbeDevice.class::isInstance);
    assertThat(meters.counter("signalbox.devices.confirmations").count()).isEqualTo(10);
  }

  @Test
  void shouldNotCountTheSignsOfLifeOfAnOlderSession() {
    // given
    send(LATHE.connect("s1", "turn"));
    send(LATHE.connect("s2", "turn"));
    assertThat(ends()).extracting(DeviceDisconnected::getReason).containsExactly("superseded");
    assertThat(dispatched())
        .containsExactly(
            EndSession.newBuilder().setSessionId("s1").setReason("superseded").build());
    // when
    pass(SILENCE - 1);
    send(LATHE.confirm("s1"));
    pass(1);
    // then
    assertThat(ends()).extracting(DeviceDisconnected::getSessionId).containsExactly("s2");
  }

  @Test
  void shouldNotEndASessionThatWasHeardOfAfterAll() {
    // given
    send(LATHE.connect("s1", "turn"));
    events.readValuesToList();
    // when
    send(LATHE.timeOut("s1"));
    // then
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void shouldNotAskADeviceThatLeft() {
    // given
    send(LATHE.connect("s1", "turn"));
    send(LATHE.disconnect("s1"));
    // when
    pass(2 * SILENCE);
    // then
    assertThat(dispatches.isEmpty()).isTrue();
  }

  @Test
  void shouldNotTakeItsOwnAbsenceForSilence() {
    // given
    send(LATHE.connect("s1", "turn"));
    events.readValuesToList();
    // when
    driver.advanceWallClockTime(Duration.ofHours(1));
    pass(SILENCE / 2);
    // then
    assertThat(events.isEmpty()).isTrue();
    assertThat(dispatched()).hasSize(1).allMatch(ProbeDevice.class::isInstance);
  }

  @Test
  void shouldAskManyDevicesWithoutABurst() {
    // given
    for (int each = 0; each < 3_000; each++) {
      send(new DeviceCommands("acme", "d-" + each, "edge-1").connect("s-" + each, "turn"));
    }
    // when
    pass(PROBE);
    int first = dispatched().size();
    pass(1);
    // then
    assertThat(first).isEqualTo(2_000);
    assertThat(dispatched()).hasSize(1_000);
  }
}
