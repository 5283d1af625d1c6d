package io.signalbox.registry;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.projection.Projections;
import io.signalbox.registry.device.DeviceCommands;
import io.signalbox.schemas.device.DeviceCommand;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on a real broker, registry and database.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext // another registry of this JVM would share the work
class DeviceRegistryIT {
  private static JdbcTemplate reader = new JdbcTemplate();

  @Autowired private Commands commands;
  @Autowired private RecordSender sender;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Projections projections;
  @LocalServerPort private int port;

  private final String tenant = "tenant-" + Ids.next();
  private DeviceCommands lathe = new DeviceCommands(tenant, "lathe", "");

  @DynamicPropertySource
  static void backing(DynamicPropertyRegistry registry) {
    BackingServices.shared()
        .springProperties("signalbox_devices")
        .forEach((key, value) -> registry.add(key, () -> value));
  }

  @BeforeAll
  static void readAsTheEdgeDoes() {
    reader =
        new JdbcTemplate(
            new DriverManagerDataSource(BackingServices.shared().jdbcUrl("signalbox_reader")));
  }

  @BeforeEach
  void waitForAnswers() {
    lathe = new DeviceCommands(tenant, "lathe", commands.replyTo());
  }

  private Answer ask(DeviceCommand command) throws Exception {
    return commands.ask(Topics.DEVICE_COMMANDS, command, Duration.ofSeconds(20)).get(30, SECONDS);
  }

  private List<Map<String, @Nullable Object>> rows(String view) {
    return reader.queryForList(
        "SELECT * FROM read." + view + " WHERE tenant_id = ? ORDER BY last_seq", tenant);
  }

  private void tell(DeviceCommand command) {
    sender.send(Topics.DEVICE_COMMANDS, lathe.deviceId(), command).join();
  }

  private void awaitReports() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            assertThat(
                    reader.queryForList(
                        "SELECT device_seq, type, data::text AS data FROM read.device_reports"
                            + " WHERE tenant_id = ? ORDER BY seq",
                        tenant))
                .extracting("device_seq", "type", "data")
                .containsExactly(
                    tuple(1L, "door.opened", "{\"by\":\"x\"}"),
                    tuple(2L, "door.closed", "\"not json\"")));
  }

  private void awaitSeq(long seq) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(rows("devices")).extracting("last_seq").containsExactly(seq));
  }

  @Test
  void shouldKeepADeviceAndItsSessions() throws Exception {
    // when
    Answer connected = ask(lathe.connect("s1", "turn"));
    Answer superseded = ask(lathe.connect("s2", "turn", "mill"));
    Answer late = ask(lathe.disconnect("s1"));
    // then
    assertThat(connected).isEqualTo(new Answer.Accepted(2, 2));
    assertThat(superseded).isEqualTo(new Answer.Accepted(5, 3));
    assertThat(late).isEqualTo(new Answer.Accepted(5, 0));
    awaitSeq(5);
    Map<String, @Nullable Object> device = rows("devices").getFirst();
    assertThat(device)
        .containsEntry("device_id", UUID.fromString(lathe.deviceId()))
        .containsEntry("display_name", "A \uFFFD device")
        .containsEntry("connected", true)
        .containsEntry("session_id", "s2");
    assertThat(device.get("capabilities")).hasToString("{\"tools\":[\"turn\",\"mill\"]}");
    assertThat(rows("device_sessions"))
        .extracting("session_id", "reason")
        .containsExactly(tuple("s1", "superseded"), tuple("s2", null));
  }

  @Test
  void shouldKeepTheLabelsOfADeviceThatWasRegisteredBeforeItConnected() throws Exception {
    // when
    Answer registered = ask(lathe.register("Big lathe", "hall:2", "nul:\u0000"));
    Answer again = ask(lathe.register("Big lathe", "nul:\u0000", "hall:2"));
    Answer connected = ask(lathe.connect("s1", "turn"));
    // then
    assertThat(registered).isEqualTo(new Answer.Accepted(1, 1));
    assertThat(again).isEqualTo(new Answer.Accepted(1, 0));
    assertThat(connected).isEqualTo(new Answer.Accepted(3, 2));
    awaitSeq(3);
    assertThat(rows("devices").getFirst().get("labels"))
        .hasToString("{\"nul\": \"\uFFFD\", \"hall\": \"2\"}");
  }

  @Test
  void shouldCloseTheSessionOfADeviceThatLeaves() throws Exception {
    // given
    ask(lathe.connect("s1", "turn"));
    awaitSeq(2);
    // when
    ask(lathe.disconnect("s1"));
    // then
    awaitSeq(3);
    assertThat(rows("devices").getFirst()).containsEntry("connected", false);
    assertThat(rows("device_sessions").getFirst())
        .containsEntry("reason", "closed")
        .doesNotContainEntry("disconnected_at", null);
  }

  @Test
  void shouldRefuseTheEndOfASessionOfAnUnknownDevice() throws Exception {
    assertThat(ask(lathe.disconnect("s1")))
        .isInstanceOfSatisfying(
            Answer.Rejected.class, it -> assertThat(it.code()).isEqualTo("NOT_FOUND"));
  }

  @Test
  void shouldMakeTheSameRowsAgainFromTheLog() throws Exception {
    // given
    ask(lathe.connect("s1", "turn"));
    ask(lathe.connect("s2", "turn", "mill"));
    ask(lathe.disconnect("s2"));
    ask(lathe.connect("s3", "turn"));
    ask(lathe.register("Lathe", "hall:2"));
    awaitSeq(9);
    tell(lathe.report("s3", 1, "door.opened", "{\"by\":\"x\"}"));
    tell(lathe.report("s3", 2, "door.closed", "not json"));
    awaitReports();
    List<@Nullable String> before = everything();
    // when
    projections.stop();
    jdbc.execute("TRUNCATE devices, device_sessions, device_reports, projection_position");
    projections.start();
    // then
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(everything()).isEqualTo(before));
  }

  @Test
  void shouldNotMoveRowsBackWhenEventsAreReadAgain() throws Exception {
    // given
    ask(lathe.connect("s1", "turn"));
    ask(lathe.disconnect("s1"));
    awaitSeq(3);
    List<@Nullable String> before = everything();
    // when
    projections.stop();
    jdbc.execute("TRUNCATE projection_position");
    projections.start();
    ask(lathe.connect("s2", "turn"));
    ask(lathe.disconnect("s2"));
    // then
    awaitSeq(5);
    assertThat(everything()).hasSize(before.size() + 1);
    assertThat(rows("device_sessions")).extracting("last_seq").containsExactly(3L, 5L);
  }

  private List<@Nullable String> everything() {
    return jdbc.queryForList(
        """
        SELECT row::text FROM (SELECT d::text FROM devices d UNION ALL SELECT s::text FROM device_sessions s
          UNION ALL SELECT r::text FROM device_reports r) AS row
        ORDER BY 1
        """,
        String.class);
  }

  @Test
  void shouldBeReady() {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> {
          HttpResponse<String> readiness = readiness();
          assertThat(readiness.body()).contains("streamsRunner", "projections", "db");
          assertThat(readiness.statusCode()).isEqualTo(200);
        });
  }

  private HttpResponse<String> readiness() throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }
}
