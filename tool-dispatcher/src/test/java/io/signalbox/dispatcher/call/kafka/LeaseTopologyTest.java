package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.tool.ClaimToolCall;
import io.signalbox.schemas.tool.RenewToolCall;
import io.signalbox.schemas.tool.SubmitToolResult;
import io.signalbox.schemas.tool.ToolWork;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Leases, on the log and with a clock.
class LeaseTopologyTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Wire ACME = new Wire("acme", "edge-1");

  private final String run = Wire.id();
  private final String call = Wire.id();
  private final String device = Wire.id();
  private final DispatchDriver dispatcher = new DispatchDriver(NOON);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  private void renewed(String session) {
    dispatcher.send(
        ACME.report(
            call,
            RenewToolCall.newBuilder()
                .setRunId(run)
                .setDeviceId(device)
                .setSessionId(session)
                .build()));
  }

  @Test
  void longToolCallReExecutedShouldBeDispatchedOnceWhileItsDeviceIsHeardOf() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "device", true, null));
    // when
    for (int minute = 0; minute < 10; minute++) {
      dispatcher.pass(Duration.ofMinutes(1));
      renewed("s1");
    }
    dispatcher.send(ACME.result(call, run, "1", "device", device));
    // then
    assertThat(dispatcher.dispatches()).hasSize(1);
    assertThat(dispatcher.eventTypes())
        .endsWith("tool.call.completed")
        .doesNotContain("tool.call.lease_lost");
  }

  @Test
  void longToolCallReExecutedShouldGoToAnotherDeviceWhenTheFirstIsSilent() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "device", true, null));
    dispatcher.send(ACME.connected(Wire.id(), 2, "s9", "lookup"));
    // when
    dispatcher.pass(Duration.ofSeconds(91));
    // then
    List<DispatchToolCall> sent = dispatcher.dispatches();
    assertThat(sent).extracting(DispatchToolCall::getSessionId).containsExactly("s1", "s9");
    assertThat(sent).extracting(DispatchToolCall::getEpoch).containsExactly(1, 2);
    assertThat(dispatcher.eventTypes())
        .containsExactly(
            "tool.call.requested",
            "tool.call.dispatched",
            "tool.call.lease_lost",
            "tool.call.dispatched");
  }

  @Test
  void shouldEndAsUnknownWhenADeviceThatKeepsNothingComesBackAndIsSilent() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    dispatcher.send(ACME.connected(device, 4, "s2", "lookup"));
    dispatcher.pass(Duration.ofSeconds(91));
    // then
    assertThat(dispatcher.dispatches()).hasSize(1);
    assertThat(dispatcher.eventTypes())
        .containsExactly(
            "tool.call.requested", "tool.call.dispatched", "tool.call.outcome_unknown");
    assertThat(dispatcher.counted("signalbox.tool.calls.settled", "outcome", "outcome_unknown"))
        .isOne();
    assertThat(dispatcher.entries(Stores.IN_FLIGHT)).isEmpty();
    assertThat(dispatcher.entries(Stores.DEADLINES)).isEmpty();
  }

  @Test
  void shouldGoOnWithADeviceThatComesBackWithItsCall() {
    // given
    dispatcher.send(ACME.holding(device, 2, "s1", List.of(), "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    dispatcher.pass(Duration.ofSeconds(60));
    // when
    dispatcher.send(ACME.holding(device, 4, "s2", List.of(call), "lookup"));
    dispatcher.pass(Duration.ofSeconds(60));
    dispatcher.send(ACME.result(call, run, "1", "device", device));
    // then
    assertThat(dispatcher.dispatches()).hasSize(1);
    assertThat(dispatcher.eventTypes())
        .containsExactly(
            "tool.call.requested",
            "tool.call.dispatched",
            "tool.call.resumed",
            "tool.call.completed");
  }

  @Test
  void shouldGiveACallToTheWorkerThatClaimsIt() {
    // given
    dispatcher.send(ACME.request(call, run, "lookup", "external"));
    dispatcher.answers();
    // when
    for (String worker : List.of("w1", "w2")) {
      dispatcher.send(
          ACME.report(
              call,
              ClaimToolCall.newBuilder()
                  .setRunId(run)
                  .setWorker(worker)
                  .setLease("token-" + worker)
                  .build()));
    }
    for (String worker : List.of("w2", "w1")) {
      dispatcher.send(
          ACME.report(
              call,
              SubmitToolResult.newBuilder()
                  .setRunId(run)
                  .setStatus("completed")
                  .setResult("1")
                  .setSource("external")
                  .setLease("token-" + worker)
                  .build()));
    }
    // then
    assertThat(dispatcher.answers())
        .containsExactly("1 events", "CONFLICT", "FORBIDDEN", "1 events");
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.claimed", "tool.call.completed");
  }

  private String queued(String callId, boolean repeatable) {
    dispatcher.send(ACME.request(callId, run, "server", repeatable, "{\"type\":\"request\"}"));
    return dispatcher.work().getLast().getLease();
  }

  private void begin(String callId, String lease, String queued) {
    dispatcher.send(
        ACME.report(
            callId,
            ClaimToolCall.newBuilder()
                .setRunId(run)
                .setWorker("server:1")
                .setLease(lease)
                .setReplaces(queued)
                .build()));
  }

  @Test
  void shouldLetOneWorkerBeginACallOnly() {
    // given
    String queued = queued(call, true);
    // when
    begin(call, "one", queued);
    begin(call, "one", queued);
    begin(call, "two", queued);
    // then
    assertThat(dispatcher.answers())
        .containsExactly("2 events", "1 events", "0 events", "CONFLICT");
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.claimed", "tool.call.claimed");
    assertThat(dispatcher.work()).isEmpty();
  }

  @Test
  void shouldQueueACallAgainThatNobodyBegan() {
    // given
    String queued = queued(call, false);
    // when
    dispatcher.pass(Duration.ofSeconds(91));
    begin(call, "one", queued);
    // then
    List<ToolWork> again = dispatcher.work();
    assertThat(again).extracting(ToolWork::getEpoch).containsExactly(2);
    assertThat(dispatcher.answers()).containsExactly("2 events", "CONFLICT");
    // when
    begin(call, "two", again.getLast().getLease());
    // then
    assertThat(dispatcher.answers()).containsExactly("1 events");
  }

  @Test
  void shouldQueueACallAgainThatWasBegunOnlyIfItMayBe() {
    // given
    String once = Wire.id();
    begin(call, "one", queued(call, true));
    begin(once, "two", queued(once, false));
    // when
    dispatcher.pass(Duration.ofSeconds(91));
    // then
    assertThat(dispatcher.work())
        .extracting(ToolWork::getCallId, ToolWork::getEpoch)
        .containsExactly(tuple(call, 3));
    assertThat(dispatcher.eventTypes()).contains("tool.call.outcome_unknown");
  }

  @Test
  void canceledButExecutedLaterShouldNotHappenToACallInTheQueue() {
    // given
    String queued = queued(call, true);
    // when
    dispatcher.send(ACME.cancel(call, run));
    begin(call, "one", queued);
    // then
    assertThat(dispatcher.answers()).endsWith("STALE");
  }

  @Test
  void shouldNotTakeCallsFromDevicesAfterItWasHeldUpItself() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.pass(Duration.ofSeconds(80));
    // when
    dispatcher.advance(Duration.ofSeconds(100));
    dispatcher.pass(Duration.ofSeconds(20));
    renewed("s1");
    dispatcher.pass(Duration.ofSeconds(80));
    // then
    assertThat(dispatcher.eventTypes()).doesNotContain("tool.call.outcome_unknown");
  }
}
