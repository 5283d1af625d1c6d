package io.signalbox.registry.report.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.registry.device.DeviceCommands;
import io.signalbox.registry.device.kafka.DeviceTopology;
import io.signalbox.registry.device.kafka.PresenceSettings;
import io.signalbox.schemas.device.AcknowledgeDeviceEvents;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEventReported;
import io.signalbox.schemas.device.DeviceEventsMissed;
import io.signalbox.schemas.device.DeviceReport;
import io.signalbox.schemas.device.RequestDeviceEvents;
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

/// Reports of devices on the log, by a clock that the test moves.
class ReportTopologyTest {
  private static final DeviceCommands LATHE = new DeviceCommands("acme", "lathe-1", "edge-1");
  private static final int GAP = 30;

  private final WireSerdes serdes = PlainAvro.serdes();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final TopologyTestDriver driver =
      new TopologyTestDriver(
          DeviceTopology.build(
              serdes,
              "device-registry",
              new PresenceSettings(Duration.ofHours(1), Duration.ofHours(2)),
              meters));
  private final TestInputTopic<String, DeviceCommand> commands =
      driver.createInputTopic(
          Topics.DEVICE_COMMANDS.name(),
          new StringSerializer(),
          serdes.forValues(Topics.DEVICE_COMMANDS).serializer());
  private final TestOutputTopic<String, DeviceReport> reports =
      driver.createOutputTopic(
          Topics.DEVICE_REPORTS.name(),
          new StringDeserializer(),
          serdes.forValues(Topics.DEVICE_REPORTS).deserializer());
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

  private void tell(long seq) {
    send(LATHE.report("s1", seq, "door.opened", "{}"));
  }

  private static IndexedRecord told(long seq) {
    return DeviceEventReported.newBuilder()
        .setDeviceSeq(seq)
        .setType("door.opened")
        .setData("{}")
        .build();
  }

  private static IndexedRecord acknowledged(long lastSeq) {
    return AcknowledgeDeviceEvents.newBuilder().setSessionId("s1").setLastSeq(lastSeq).build();
  }

  private static IndexedRecord wanted(long from, long to) {
    return RequestDeviceEvents.newBuilder().setSessionId("s1").setFrom(from).setTo(to).build();
  }

  private List<IndexedRecord> facts() {
    return reports.readValuesToList().stream().map(WireRecords::payload).toList();
  }

  @Test
  void shouldWriteEventsInOrderAndAnswerEachOfThem() {
    // when
    tell(1);
    tell(3);
    tell(3);
    tell(2);
    // then
    List<DeviceReport> written = reports.readValuesToList();
    assertThat(written).extracting(WireRecords::payload).containsExactly(told(1), told(2), told(3));
    assertThat(written).extracting(each -> each.getEnvelope().getSeq()).containsExactly(1L, 2L, 3L);
    assertThat(dispatched())
        .containsExactly(
            acknowledged(1), acknowledged(1), wanted(2, 2), acknowledged(1), acknowledged(3));
  }

  @Test
  void shouldGiveUpAGapThatIsNotClosedInTime() {
    // given
    tell(3);
    dispatched();
    // when
    pass(GAP - 1);
    assertThat(facts()).isEmpty();
    pass(1);
    // then
    assertThat(facts())
        .containsExactly(DeviceEventsMissed.newBuilder().setFrom(1).setTo(2).build(), told(3));
    assertThat(dispatched()).containsExactly(acknowledged(3));
    assertThat(meters.counter("signalbox.devices.reports.missed").count()).isEqualTo(2);
    pass(GAP);
    assertThat(reports.isEmpty()).isTrue();
  }

  @Test
  void shouldWaitForEachGapInItsOwnTime() {
    // given
    tell(2);
    pass(GAP - 1);
    tell(5);
    // when
    tell(1);
    pass(GAP - 1);
    // then
    assertThat(facts()).containsExactly(told(1), told(2));
    assertThat(dispatched()).contains(wanted(3, 4));
    pass(1);
    assertThat(facts())
        .containsExactly(DeviceEventsMissed.newBuilder().setFrom(3).setTo(4).build(), told(5));
  }

  @Test
  void shouldAskForAGapAgainOnANewConnectionButNotWaitForItAnew() {
    // given
    tell(3);
    pass(GAP - 1);
    dispatched();
    // when
    send(LATHE.announce("s2", 3));
    // then
    assertThat(dispatched())
        .containsExactly(
            AcknowledgeDeviceEvents.newBuilder().setSessionId("s2").setLastSeq(0).build(),
            RequestDeviceEvents.newBuilder().setSessionId("s2").setFrom(1).setTo(2).build());
    pass(1);
    assertThat(facts()).hasSize(2);
    assertThat(dispatched())
        .containsExactly(
            AcknowledgeDeviceEvents.newBuilder().setSessionId("s2").setLastSeq(3).build());
  }

  @Test
  void shouldSayOfAnEventThatWasHeldWhenItWasTaken() {
    // given
    DeviceCommand early = LATHE.report("s1", 2, "door.opened", "{}");
    send(early);
    // when
    tell(1);
    // then
    assertThat(reports.readValuesToList().getLast().getEnvelope().getOccurredAt())
        .isEqualTo(early.getEnvelope().getOccurredAt());
  }

  @Test
  void shouldAskADeviceThatConnectsForWhatIsMissing() {
    // given
    tell(1);
    dispatched();
    // when
    send(LATHE.announce("s1", 3));
    send(LATHE.announce("s1", 1));
    // then
    assertThat(dispatched()).containsExactly(acknowledged(1), wanted(2, 3), acknowledged(1));
  }
}
