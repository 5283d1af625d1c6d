package io.signalbox.dispatcher;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.kafka.WireRecords;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on a real broker, registry and database, one for all test classes; the test
/// plays everybody else.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class DispatcherTest {
  @Autowired Commands commands;
  @Autowired RecordSender sender;
  @Autowired WireConfig config;
  @LocalServerPort int port;

  final String tenant = "tenant-" + Ids.next();
  final String run = Wire.id();
  final String call = Wire.id();
  final String device = Wire.id();
  Wire wire = new Wire(tenant, "");
  final JdbcTemplate reader =
      new JdbcTemplate(
          new DriverManagerDataSource(BackingServices.shared().jdbcUrl("signalbox_reader")));

  @DynamicPropertySource
  static void backing(DynamicPropertyRegistry registry) {
    BackingServices.shared()
        .springProperties("signalbox_tools")
        .forEach((key, value) -> registry.add(key, () -> value));
    registry.add("signalbox.tools.egress.allow", () -> "public,127.0.0.1");
  }

  @BeforeEach
  void waitForAnswers() {
    wire = new Wire(tenant, commands.replyTo());
  }

  <V extends SpecificRecord> Answer ask(Topic<V> topic, V command) throws Exception {
    return commands.ask(topic, command, Duration.ofSeconds(20)).get(30, SECONDS);
  }

  void send(DeviceEvent event) throws Exception {
    String key = WireRecords.envelope(event).getAggregateId();
    sender.send(Topics.DEVICE_EVENTS, key, event).get(30, SECONDS);
  }

  static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  List<Map<String, @Nullable Object>> rows(String view) {
    return reader.queryForList("SELECT * FROM read." + view + " WHERE tenant_id = ?", tenant);
  }

  void awaitStatus(String status) {
    soon(() -> assertThat(rows("tool_calls")).extracting("status").containsOnly(status));
  }
}
