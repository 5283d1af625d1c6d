package io.signalbox.dispatcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.StreamsRunner;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.DeviceEvent;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.tool.DecideToolApproval;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.topic.Topics;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Calls on their way through the log and to devices.
class ToolDispatcherIT extends DispatcherTest {
  @Autowired private StreamsRunner streams;

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
      // when it comes over the socket, again over the socket, and from somebody else
      List<Answer> answers = new ArrayList<>();
      answers.add(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "device", device)));
      answers.add(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "device", device)));
      answers.add(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "server", null)));
      // then
      assertThat(answers)
          .containsExactly(
              new Answer.Accepted(3, 1),
              new Answer.Accepted(3, 0),
              new Answer.Rejected(
                  "FORBIDDEN", "Expected whoever holds the call, with the token of the lease"));
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
  void shouldDispatchAgainToADeviceThatComesBackWithoutTheCall() throws Exception {
    // given
    dispatchTheCall();
    try (Tail<DeviceDispatch> dispatched = new Tail<>(config, Topics.DEVICE_DISPATCH)) {
      // when
      send(wire.disconnected(device, 3, "s1", "lookup"));
      send(wire.holding(device, 4, "s2", List.of(), "lookup"));
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

  /// Row 10 of the traps.
  @Test
  void approvalLostWhenTheServiceRestartsShouldNotHappen() throws Exception {
    // given
    send(wire.connected(device, 2, "s1", "lookup"));
    ask(Topics.TOOL_REQUESTS, wire.guarded(call, run, "lookup"));
    awaitStatus("awaiting_approval");
    // when
    streams.stop();
    streams.start();
    Answer answer =
        ask(
            Topics.TOOL_RESULTS,
            wire.report(
                call,
                DecideToolApproval.newBuilder()
                    .setRunId(run)
                    .setDecision("allow-once")
                    .setReason("go on")
                    .build()));
    // then
    assertThat(answer).isEqualTo(new Answer.Accepted(4, 2));
    awaitStatus("dispatched");
    assertThat(rows("tool_calls").getFirst())
        .containsEntry("approval", "allow-once")
        .containsEntry("approval_by", "test")
        .containsEntry("approval_reason", "go on");
    assertThat(rows("tool_calls").getFirst().get("approval_until")).isNotNull();
  }

  @Test
  void shouldRefuseAResultOfAnUnknownCall() throws Exception {
    assertThat(ask(Topics.TOOL_RESULTS, wire.result(call, run, "1", "server", null)))
        .isInstanceOfSatisfying(
            Answer.Rejected.class, it -> assertThat(it.code()).isEqualTo("NOT_FOUND"));
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
