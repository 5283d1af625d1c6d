package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.schemas.device.DeviceDispatch;
import io.signalbox.schemas.device.RevokeToolCall;
import io.signalbox.schemas.tool.ConfirmToolCancel;
import io.signalbox.schemas.tool.RecordCancelDelivery;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls that their run gives up, on the log.
class CancelTopologyTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Wire ACME = new Wire("acme", "edge-1");
  private static final Wire OTHER = new Wire("other", "edge-1");

  private final String run = Wire.id();
  private final String call = Wire.id();
  private final String device = Wire.id();
  private final DispatchDriver dispatcher = new DispatchDriver(NOON);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  @Test
  void shouldTakeACanceledCallBackFromTheSessionThatHoldsIt() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.send(ACME.holding(device, 3, "s2", List.of(call), "lookup"));
    dispatcher.events().readValuesToList();
    dispatcher.dispatched().readValuesToList();
    // when
    dispatcher.send(ACME.cancel(call, run));
    // then
    ToolEvent event = dispatcher.events().readValue();
    assertThat(event.getPayload())
        .isEqualTo(
            ToolCallCanceled.newBuilder()
                .setRunId(run)
                .setReason("the run was canceled")
                .setConfirmBy(NOON.plusSeconds(30))
                .build());
    assertThat(event.getEnvelope().getSeq()).isEqualTo(4);
    KeyValue<String, DeviceDispatch> sent = dispatcher.dispatched().readKeyValue();
    assertThat(sent.key).isEqualTo(device);
    assertThat(sent.value.getEnvelope().getTenantId()).isEqualTo("acme");
    assertThat(sent.value.getPayload())
        .isEqualTo(
            RevokeToolCall.newBuilder()
                .setSessionId("s2")
                .setRunId(run)
                .setCallId(call)
                .setReason("the run was canceled")
                .build());
    assertThat(dispatcher.dispatched().isEmpty()).isTrue();
    assertThat(dispatcher.counted("signalbox.tool.calls.settled", "outcome", "canceled")).isOne();
  }

  @Test
  void shouldNeverDeliverACallThatWasCanceledWhileItWaited() {
    // given
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.send(ACME.cancel(call, run));
    // when
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    // then
    assertThat(dispatcher.dispatched().isEmpty()).isTrue();
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.canceled");
  }

  @Test
  void shouldTellADeviceThatComesBackThatItsCallIsCanceled() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    dispatcher.send(ACME.cancel(call, run));
    dispatcher.dispatched().readValuesToList();
    // when
    dispatcher.send(ACME.connected(device, 4, "s2", "lookup"));
    // then
    assertThat(dispatcher.dispatched().readValuesToList())
        .extracting(DeviceDispatch::getPayload)
        .containsExactly(
            RevokeToolCall.newBuilder()
                .setSessionId("s2")
                .setRunId(run)
                .setCallId(call)
                .setReason("the run was canceled")
                .build());
  }

  @Test
  void shouldRecordHowTheCancelOfADispatchedCallEnds() {
    // given
    String silent = Wire.id();
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    for (String each : List.of(call, silent)) {
      dispatcher.send(ACME.request(each, run, "lookup", "device"));
      dispatcher.send(ACME.cancel(each, run));
      dispatcher.send(
          ACME.report(
              each, RecordCancelDelivery.newBuilder().setRunId(run).setDeviceId(device).build()));
    }
    dispatcher.eventTypes();
    // when
    dispatcher.send(
        ACME.report(
            call,
            ConfirmToolCancel.newBuilder()
                .setRunId(run)
                .setDeviceId(device)
                .setStopped(true)
                .build()));
    dispatcher.advance(Duration.ofSeconds(31));
    // then
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.cancel.confirmed", "tool.cancel.unconfirmed");
    assertThat(dispatcher.counted("signalbox.tool.cancels", "result", "confirmed")).isOne();
    assertThat(dispatcher.counted("signalbox.tool.cancels", "result", "unconfirmed")).isOne();
    assertThat(dispatcher.entries(Stores.DEADLINES)).isEmpty();
    assertThat(dispatcher.entries(Stores.IN_FLIGHT)).isEmpty();
  }

  @Test
  void shouldAnswerACancelThatIsRepeatedOrComesFromAStranger() {
    // given
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    // when
    dispatcher.send(OTHER.cancel(call, run));
    dispatcher.send(ACME.cancel(call, Wire.id()));
    dispatcher.send(ACME.cancel(call, run));
    dispatcher.send(ACME.cancel(call, run));
    dispatcher.send(ACME.cancel(Wire.id(), run));
    // then
    assertThat(dispatcher.answers())
        .containsExactly("1 events", "NOT_FOUND", "NOT_FOUND", "1 events", "0 events", "0 events");
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.call.requested", "tool.call.canceled");
  }

  @Test
  void shouldAnswerLateResultsAsLateAndCountThem() {
    // given
    String expired = Wire.id();
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(call, run, "lookup", "device"));
    dispatcher.send(ACME.request(expired, run, "lookup", "server", NOON, NOON.plusSeconds(1)));
    dispatcher.send(ACME.cancel(call, run));
    dispatcher.advance(Duration.ofSeconds(2));
    dispatcher.events().readValuesToList();
    dispatcher.answers();
    // when
    dispatcher.send(ACME.result(call, run, "1", "device", device));
    dispatcher.send(ACME.result(call, run, "1", "device", device));
    dispatcher.send(ACME.result(expired, run, "1", "server", null));
    dispatcher.send(ACME.result(call, run, "1", "device", Wire.id()));
    // then
    assertThat(dispatcher.answers()).containsExactly("STALE", "STALE", "STALE", "FORBIDDEN");
    assertThat(dispatcher.eventTypes())
        .containsExactly("tool.result.late", "tool.cancel.confirmed", "tool.result.late");
    assertThat(dispatcher.counted("signalbox.tool.results.late", "outcome", "canceled")).isOne();
    assertThat(dispatcher.counted("signalbox.tool.results.late", "outcome", "expired")).isOne();
    assertThat(dispatcher.counted("signalbox.tool.reports.refused", "code", "STALE")).isEqualTo(3);
    assertThat(dispatcher.counted("signalbox.tool.reports.refused", "code", "FORBIDDEN")).isOne();
  }
}
