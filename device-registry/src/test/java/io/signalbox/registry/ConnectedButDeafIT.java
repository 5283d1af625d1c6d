package io.signalbox.registry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.registry.device.DeviceCommands;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.EndSession;
import io.signalbox.schemas.device.ProbeDevice;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Trap 16: a device that is connected, but does not hear. The test is its edge: it answers for one
/// device and not for another.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"signalbox.devices.presence.probe=1s", "signalbox.devices.presence.silence=4s"})
@DirtiesContext // another registry of this JVM would share the work, and have more patience
class ConnectedButDeafIT {
  @Autowired private Commands commands;
  @Autowired private RecordSender sender;
  @Autowired private WireConfig config;
  @Autowired private JdbcTemplate jdbc;

  private final String tenant = "tenant-" + Ids.next();
  private final DeviceCommands deaf = new DeviceCommands(tenant, "deaf", "");
  private final DeviceCommands well = new DeviceCommands(tenant, "well", "");
  private final List<DeviceDispatch> dispatched = new ArrayList<>();
  private KafkaConsumer<String, DeviceDispatch> tail;

  @DynamicPropertySource
  static void backing(DynamicPropertyRegistry registry) {
    BackingServices.shared()
        .springProperties("signalbox_devices")
        .forEach((key, value) -> registry.add(key, () -> value));
  }

  @BeforeEach
  void listenAsAnEdgeDoes() {
    tail = new KafkaConsumer<>(config.consumer());
    List<TopicPartition> partitions =
        tail.partitionsFor(Topics.DEVICE_DISPATCH.name()).stream()
            .map(each -> new TopicPartition(each.topic(), each.partition()))
            .toList();
    tail.assign(partitions);
    tail.seekToEnd(partitions);
    partitions.forEach(tail::position);
  }

  @AfterEach
  void close() {
    tail.close();
  }

  private void connect(DeviceCommands device, String session) throws Exception {
    DeviceCommands asking = new DeviceCommands(tenant, device.deviceKey(), commands.replyTo());
    DeviceCommand command = asking.connect(session, "turn");
    commands.ask(Topics.DEVICE_COMMANDS, command, Duration.ofSeconds(20)).get(30, SECONDS);
  }

  private void answerForTheOneThatIsWell() {
    for (ConsumerRecord<String, DeviceDispatch> record : tail.poll(Duration.ofMillis(100))) {
      dispatched.add(record.value());
      if (record.key().equals(well.deviceId())
          && WireRecords.payload(record.value()) instanceof ProbeDevice probe) {
        sender
            .send(Topics.DEVICE_COMMANDS, well.deviceId(), well.confirm(probe.getSessionId()))
            .join();
      }
    }
  }

  private Map<String, @Nullable Object> session(DeviceCommands device) {
    return jdbc.queryForMap(
        "SELECT reason" + " FROM device_sessions WHERE device_id = ?",
        UUID.fromString(device.deviceId()));
  }

  private boolean isConnected(DeviceCommands device) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "SELECT session_id IS NOT NULL FROM devices WHERE device_id = ?",
            Boolean.class,
            UUID.fromString(device.deviceId())));
  }

  @Test
  void shouldEndTheSessionThatNobodyAnswersForAndKeepTheOther() throws Exception {
    // given
    connect(deaf, "s-deaf");
    connect(well, "s-well");

    // then
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          answerForTheOneThatIsWell();
          assertThat(session(deaf)).containsEntry("reason", "unresponsive");
          assertThat(dispatched)
              .extracting(WireRecords::payload)
              .contains(
                  EndSession.newBuilder().setSessionId("s-deaf").setReason("unresponsive").build());
        });
    assertThat(isConnected(deaf)).isFalse();
    assertThat(isConnected(well)).isTrue();
  }
}
