package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.schemas.tool.ClaimToolCall;
import io.signalbox.schemas.tool.RequestToolCall;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Waiting tools, which end by the clock.
class WaitTopologyTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Wire ACME = new Wire("acme", "edge-1");

  private final String run = Wire.id();
  private final String call = Wire.id();
  private final DispatchDriver dispatcher = new DispatchDriver(NOON);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  private void request(String execution, String args, @Nullable Instant deadline) {
    ToolRequest plain = ACME.request(call, run, "pause", "server", NOON, deadline);
    RequestToolCall payload =
        RequestToolCall.newBuilder((RequestToolCall) plain.getPayload())
            .setArgs(args)
            .setExecution(execution)
            .build();
    dispatcher.send(ToolRequest.newBuilder(plain).setPayload(payload).build());
  }

  private Object last() {
    List<ToolEvent> events = dispatcher.events().readValuesToList();
    return events.getLast().getPayload();
  }

  @Test
  void shouldEndAWaitWhenItIsOverWithoutAWorker() {
    // given
    request("{\"type\":\"waiting\",\"minutes\":2,\"reason\":\"cool down\"}", "{}", null);
    dispatcher.advance(Duration.ofSeconds(119));
    assertThat(dispatcher.eventTypes()).containsExactly("tool.call.requested", "tool.call.claimed");
    // when
    dispatcher.advance(Duration.ofSeconds(2));
    // then
    assertThat(last())
        .isInstanceOfSatisfying(
            ToolCallCompleted.class,
            it -> {
              JsonNode result = BoundedJson.read(String.valueOf(it.getResult()));
              assertThat(result.get("success").booleanValue()).isTrue();
              assertThat(result.get("waited").longValue()).isBetween(120_000L, 121_000L);
              assertThat(result.get("reason").stringValue()).isEqualTo("cool down");
              assertThat(result.get("startTime").stringValue()).isEqualTo("2026-01-01T12:00:00Z");
              assertThat(result.get("cancelled").booleanValue()).isFalse();
              assertThat(it.getSource()).isEqualTo("server");
            });
    assertThat(dispatcher.work()).isEmpty();
    assertThat(dispatcher.entries(Stores.DEADLINES)).isEmpty();
  }

  @Test
  void shouldWaitAsLongAsTheArgumentsSay() {
    // given
    request("{\"type\":\"waiting\"}", "{\"until\":\"2026-01-01T12:00:05Z\"}", NOON.plusSeconds(60));
    // when
    dispatcher.advance(Duration.ofSeconds(6));
    // then
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.claimed", "tool.call.completed");
  }

  @Test
  void shouldEndAWaitOfNothingAtOnce() {
    request("{\"type\":\"waiting\",\"seconds\":0}", "{}", null);
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.claimed", "tool.call.completed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"type":"waiting"}             | {}             | INVALID_ARGUMENT | args: expected one of
          {"type":"waiting"}             | {"seconds":-1} | INVALID_ARGUMENT | args.seconds: expected a number
          {"type":"waiting"}             | 5              | INVALID_ARGUMENT | args: expected an object
          {"type":"waiting","hours":"1"} | {}             | INVALID_TOOL     | execution.hours
          {"type":"waiting","hours":1}   | {}             | WAIT_TOO_LONG    | before the call expires at 2026-01-01T12:10:00Z
          """)
  void shouldFailAtOnceWhatCannotWait(String execution, String args, String code, String error) {
    // when
    request(execution, args, NOON.plusSeconds(600));
    // then
    assertThat(last())
        .isInstanceOfSatisfying(
            ToolCallFailed.class,
            it -> {
              assertThat(it.getCode()).isEqualTo(code);
              assertThat(it.getError()).contains(error);
            });
    assertThat(dispatcher.work()).isEmpty();
  }

  @Test
  void canceledButExecutedLaterShouldNotHappenToAWait() {
    // given
    request("{\"type\":\"waiting\",\"seconds\":5}", "{}", null);
    // when
    dispatcher.send(ACME.cancel(call, run));
    dispatcher.advance(Duration.ofSeconds(10));
    // then
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.claimed", "tool.call.canceled");
  }

  @Test
  void shouldLetNobodyElseTakeOrEndAWait() {
    // given
    request("{\"type\":\"waiting\",\"seconds\":5}", "{}", null);
    // when
    dispatcher.send(ACME.result(call, run, "1", "server", null));
    dispatcher.send(
        ACME.report(
            call,
            ClaimToolCall.newBuilder().setRunId(run).setWorker("server").setLease("x").build()));
    // then
    assertThat(dispatcher.answers()).containsExactly("2 events", "FORBIDDEN", "CONFLICT");
  }
}
