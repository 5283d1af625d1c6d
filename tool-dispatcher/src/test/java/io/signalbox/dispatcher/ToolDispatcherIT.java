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
import io.signalbox.kit.projection.Projections;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on a real broker, registry and database; the test plays everybody else.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ToolDispatcherIT {
  @Autowired private Commands commands;
  @Autowired private RecordSender sender;
  @Autowired private WireConfig config;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Projections projections;
  @LocalServerPort private int port;

  private final String tenant = "tenant-" + Ids.next();
  private final String run = Wire.id();
  private final String call = Wire.id();
  private final String device = Wire.id();
  private Wire wire = new Wire(tenant, "");
  private final JdbcTemplate reader =
      new JdbcTemplate(
          new DriverManagerDataSource(BackingServices.shared().jdbcUrl("signalbox_reader")));

  @DynamicPropertySource
  static void backing(DynamicPropertyRegistry registry) {
    BackingServices.shared()
        .springProperties("signalbox_tools")
        .forEach((key, value) -> registry.add(key, () -> value));
  }

  @BeforeEach
  void waitForAnswers() {
    wire = new Wire(tenant, commands.replyTo());
  }

  private <V extends SpecificRecord> Answer ask(Topic<V> topic, V command) throws Exception {
    return commands.ask(topic, command, Duration.ofSeconds(20)).get(30, SECONDS);
  }

  private void send(DeviceEvent event) throws Exception {
    String key = WireRecords.envelope(event).getAggregateId();
    sender.send(Topics.DEVICE_EVENTS, key, event).get(30, SECONDS);
  }

  private static void soon(ThrowingRunnable assertion) {
    await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
  }

  private List<Map<String, @Nullable Object>> rows(String view) {
    return reader.queryForList("SELECT * FROM read." + view + " WHERE tenant_id = ?", tenant);
  }

  private void awaitStatus(String status) {
    soon(() -> assertThat(rows("tool_calls")).extracting("status").containsOnly(status));
  }

  private void dispatchTheCall() throws Exception {
    send(wire.connected(device, 2, "s1", "lookup"));
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "lookup", "device"));
    awaitStatus("dispatched");
  }

  private Stream<DispatchToolCall> dispatches(Tail<DeviceDispatch> tail) {
    return toTheDevice(tail).map(DispatchToolCall.class::cast);
  }

  private Stream<Object> toTheDevice(Tail<DeviceDispatch> tail) {
    return tail.records().stream()
        .filter(record -> record.key().equals(device))
        .map(record -> record.value().getPayload());
  }

  @Test
  void shouldWriteEveryDeviceEventOnceToEveryPartition() throws Exception {
    try (Tail<DeviceEvent> routing = new Tail<>(config, Topics.TOOL_ROUTING)) {
      // when
      DeviceEvent event = wire.connected(device, 2, "s1", "lookup");
      send(event);
      // then
      soon(() ->
          assertThat(
                  routing.records().stream()
                      .filter(record -> record.key().equals(device))
                      .peek(record -> assertThat(record.value()).isEqualTo(event)))
              .extracting(ConsumerRecord::partition)
              .containsExactlyInAnyOrder(0, 1, 2, 3));
    }
  }

  @Test
  void shouldCarryACallToADeviceAndItsResultBack() throws Exception {
    // given
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "lookup", "device"));
    awaitStatus("requested");
    send(wire.connected(device, 2, "s1", "lookup"));
    awaitStatus("dispatched");
    // when
    Answer answer =
        ask(Topics.TOOL_RESULTS, wire.result(call, run, "{\"a\":\"\\u0000\"}", "device", device));
    // then
    assertThat(answer).isEqualTo(new Answer.Accepted(3, 1));
    awaitStatus("completed");
    assertThat(rows("tool_calls").getFirst())
        .containsEntry("call_id", UUID.fromString(call))
        .containsEntry("device_id", UUID.fromString(device))
        .containsEntry("last_seq", 3L);
    assertThat(rows("tool_results")).hasSize(1);
    assertThat(rows("tool_results").getFirst().get("result")).hasToString("{\"a\":\"\\u0000\"}");
  }

  @Test
  void shouldAnswerARepeatedResultLikeTheFirstWithOneEventInTheLog() throws Exception {
    // given
    dispatchTheCall();
    try (Tail<ToolEvent> events = new Tail<>(config, Topics.TOOL_EVENTS)) {
      // when it comes over the socket, again over the socket, and over HTTP
      List<Answer> answers = new ArrayList<>();
      answers.add(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "device", device)));
      answers.add(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "device", device)));
      answers.add(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "server", null)));
      // then
      assertThat(answers)
          .containsExactly(
              new Answer.Accepted(3, 1), new Answer.Accepted(3, 0), new Answer.Accepted(3, 0));
      soon(() ->
          assertThat(events.records()).filteredOn(each -> each.key().equals(call)).hasSize(3));
    }
  }

  @Test
  void shouldTakeACanceledCallBackFromItsDeviceAndRefuseItsResult() throws Exception {
    // given
    dispatchTheCall();
    try (Tail<DeviceDispatch> dispatched = new Tail<>(config, Topics.DEVICE_DISPATCH)) {
      // when
      Answer canceled = ask(Topics.TOOL_REQUESTS, wire.cancel(call, run));
      Answer late = ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "device", device));
      // then
      assertThat(canceled).isEqualTo(new Answer.Accepted(3, 1));
      assertThat(late)
          .isEqualTo(new Answer.Rejected("STALE", "Expected an open call, but it was canceled"));
      awaitStatus("canceled");
      assertThat(rows("tool_calls").getFirst()).containsEntry("error", "the run was canceled");
      assertThat(rows("tool_results")).isEmpty();
      soon(() ->
          assertThat(toTheDevice(dispatched).map(each -> each.getClass().getSimpleName()))
              .containsExactly("DispatchToolCall", "RevokeToolCall"));
    }
  }

  @Test
  void shouldDispatchCallsOfEveryPartitionWhenADeviceConnects() throws Exception {
    // given
    List<String> calls = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      calls.add(Wire.id());
      ask(Topics.TOOL_REQUESTS, wire.request(calls.getLast(), run, "lookup", "device"));
    }
    try (Tail<DeviceDispatch> dispatched = new Tail<>(config, Topics.DEVICE_DISPATCH)) {
      // when
      send(wire.connected(device, 2, "s1", "lookup"));
      // then
      soon(() ->
          assertThat(dispatches(dispatched).map(DispatchToolCall::getCallId))
              .containsExactlyInAnyOrderElementsOf(calls));
    }
  }

  @Test
  void shouldDispatchAgainToADeviceThatComesBack() throws Exception {
    // given
    dispatchTheCall();
    try (Tail<DeviceDispatch> dispatched = new Tail<>(config, Topics.DEVICE_DISPATCH)) {
      // when
      send(wire.disconnected(device, 3, "s1", "lookup"));
      send(wire.connected(device, 4, "s2", "lookup"));
      // then
      soon(() ->
          assertThat(dispatches(dispatched).map(each -> each.getSessionId() + each.getEpoch()))
              .containsExactly("s11", "s22"));
    }
  }

  @Test
  void shouldExpireACallThatNobodyTakes() throws Exception {
    // when
    Instant now = Instant.now();
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "lookup", "device", now, now));
    // then
    awaitStatus("expired");
    assertThat(rows("tool_results")).isEmpty();
  }

  @Test
  void shouldRefuseAResultOfAnUnknownCall() throws Exception {
    assertThat(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "server", null)))
        .isInstanceOfSatisfying(
            Answer.Rejected.class, it -> assertThat(it.code()).isEqualTo("NOT_FOUND"));
  }

  @Test
  void shouldMakeTheSameRowsAgainFromTheLog() throws Exception {
    // given
    send(wire.connected(device, 2, "s1", "lookup"));
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "lookup", "device"));
    ask(Topics.TOOL_RESULTS, wire.result(call, run, "{}", "server", null));
    ask(Topics.TOOL_REQUESTS, wire.request(Wire.id(), run, "toast", "toaster"));
    String canceled = Wire.id();
    ask(Topics.TOOL_REQUESTS, wire.request(canceled, run, "lookup", "device"));
    ask(Topics.TOOL_REQUESTS, wire.cancel(canceled, run));
    soon(() ->
        assertThat(rows("tool_calls"))
            .extracting("status")
            .containsExactlyInAnyOrder("completed", "failed", "canceled"));
    List<@Nullable String> before = everything();
    // when
    projections.stop();
    jdbc.execute("TRUNCATE tool_calls, tool_results, projection_position");
    projections.start();
    // then
    soon(() -> assertThat(everything()).isEqualTo(before));
  }

  @Test
  void shouldNotMoveRowsBackWhenEventsAreReadAgain() throws Exception {
    // given
    ask(Topics.TOOL_REQUESTS, wire.request(call, run, "lookup", "server"));
    ask(Topics.TOOL_RESULTS, wire.result(call, run, "{}", "server", null));
    awaitStatus("completed");
    List<@Nullable String> before = everything();
    // when
    projections.stop();
    jdbc.execute("TRUNCATE projection_position");
    projections.start();
    ask(Topics.TOOL_REQUESTS, wire.request(Wire.id(), run, "lookup", "server"));
    // then
    soon(() -> assertThat(rows("tool_calls")).hasSize(2));
    assertThat(everything()).containsAll(before).hasSize(before.size() + 1);
  }

  private List<@Nullable String> everything() {
    return jdbc.queryForList(
        "SELECT c::text FROM tool_calls c UNION ALL SELECT r::text FROM tool_results r ORDER BY 1",
        String.class);
  }

  @Test
  void shouldBeReady() {
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    soon(() -> {
      HttpResponse<String> readiness =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(readiness.body()).contains("streamsRunner", "projections", "db");
      assertThat(readiness.statusCode()).isEqualTo(200);
    });
  }
}
