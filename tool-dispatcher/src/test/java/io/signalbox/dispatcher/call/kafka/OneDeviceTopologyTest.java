package io.signalbox.dispatcher.call.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.dispatcher.call.Wire;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import io.signalbox.schemas.tool.ToolCallAccepted;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Calls that are for one device, on the log.
class OneDeviceTopologyTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Wire ACME = new Wire("acme", "edge-1");

  private final String call = Wire.id();
  private final String device = Wire.id();
  private final String another = Wire.id();
  private final DispatchDriver dispatcher = new DispatchDriver(NOON);

  @AfterEach
  void close() {
    dispatcher.close();
  }

  @Test
  void shouldGoToThatVeryDevice() {
    // given
    dispatcher.send(ACME.connected(another, 2, "other", "lookup"));
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.request(Wire.id(), Wire.id(), "lookup", "device"));
    dispatcher.send(ACME.request(Wire.id(), Wire.id(), "lookup", "device"));
    dispatcher.events().readValuesToList();
    dispatcher.dispatched().readValuesToList();
    // when
    dispatcher.send(ACME.invoke(call, device, 2L, "lookup", NOON.plusSeconds(30)));
    dispatcher.send(ACME.invoke(call, device, 2L, "lookup", NOON.plusSeconds(30)));
    // then
    List<DispatchToolCall> sent = dispatcher.dispatches();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst())
        .returns(call, DispatchToolCall::getCallId)
        .returns(call, DispatchToolCall::getRunId)
        .returns("s1", DispatchToolCall::getSessionId)
        .returns(NOON.plusSeconds(30), DispatchToolCall::getDeadline);
    assertThat(dispatcher.events().readValue().getPayload())
        .isInstanceOfSatisfying(
            ToolCallAccepted.class, it -> assertThat(it.getDeviceId()).isEqualTo(device));
    assertThat(dispatcher.answers())
        .containsExactly("2 events", "2 events", "2 events", "0 events");
  }

  @Test
  void shouldWaitForADeviceEventThatTheSenderKnew() {
    // given
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    dispatcher.send(ACME.invoke(call, device, 4L, "lookup", null));
    assertThat(dispatcher.eventTypes()).containsExactly("tool.call.requested");
    dispatcher.send(ACME.connected(another, 2, "other", "lookup"));
    // when
    dispatcher.send(ACME.connected(device, 4, "s2", "lookup"));
    // then
    assertThat(dispatcher.dispatches())
        .extracting(DispatchToolCall::getSessionId)
        .containsExactly("s2");
    assertThat(dispatcher.entries(Stores.WAITING)).isEmpty();
  }

  @Test
  void shouldFailAtOnceWhenTheDeviceHasLeftSince() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    // when
    dispatcher.send(ACME.invoke(call, device, 2L, "lookup", null));
    dispatcher.send(ACME.connected(device, 4, "s2", "lookup"));
    // then
    assertThat(failure("NOT_CONNECTED").getError()).contains(device);
    assertThat(dispatcher.dispatched().isEmpty()).isTrue();
  }

  @Test
  void shouldFailWhenTheEventThatTheSenderKnewIsFollowedByTheEnd() {
    // given
    dispatcher.send(ACME.invoke(call, device, 2L, "lookup", null));
    // when it is away as of a later event
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    // then
    failure("NOT_CONNECTED");
  }

  @Test
  void shouldFailWhenTheDeviceLeavesAndNeverBeDeliveredAgain() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.invoke(call, device, 2L, "lookup", null));
    String ofARun = Wire.id();
    dispatcher.send(ACME.request(ofARun, Wire.id(), "lookup", "device"));
    dispatcher.dispatched().readValuesToList();
    // when
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    dispatcher.send(ACME.holding(device, 4, "s2", List.of(), "lookup"));
    // then only the call of the run goes out again
    assertThat(dispatcher.dispatches())
        .extracting(DispatchToolCall::getCallId)
        .containsExactly(ofARun);
    failure("DISCONNECTED");
    assertThat(dispatcher.entries(Stores.IN_FLIGHT)).hasSize(1);
  }

  @Test
  void shouldHandAPatientCallOutAgain() {
    // given
    dispatcher.send(ACME.disconnected(device, 3, "s1", "lookup"));
    dispatcher.send(ACME.invoke(call, device, null, "lookup", null));
    // when
    dispatcher.send(ACME.connected(device, 4, "s2", "lookup"));
    dispatcher.send(ACME.disconnected(device, 5, "s2", "lookup"));
    dispatcher.send(ACME.holding(device, 6, "s3", List.of(), "lookup"));
    // then
    assertThat(dispatcher.dispatches())
        .extracting(DispatchToolCall::getSessionId)
        .containsExactly("s2", "s3");
  }

  @Test
  void shouldTakeACallBackFromTheDeviceWhenItExpires() {
    // given
    dispatcher.send(ACME.connected(device, 2, "s1", "lookup"));
    dispatcher.send(ACME.invoke(call, device, 2L, "lookup", NOON.plusSeconds(5)));
    dispatcher.dispatched().readValuesToList();
    // when
    dispatcher.advance(Duration.ofSeconds(6));
    // then
    assertThat(dispatcher.dispatched().readValue().getPayload())
        .isEqualTo(
            RevokeToolCall.newBuilder()
                .setSessionId("s1")
                .setRunId(call)
                .setCallId(call)
                .setReason("No result came from device " + device)
                .build());
    assertThat(dispatcher.eventTypes()).endsWith("tool.call.expired");
  }

  @Test
  void shouldSetAsideACallForADeviceWhoseIdIsNone() {
    // when
    dispatcher.send(ACME.invoke(call, "no-uuid", 2L, "lookup", null));
    // then
    assertThat(dispatcher.deadRequests()).containsExactly(call);
  }

  private ToolCallFailed failure(String code) {
    List<ToolCallFailed> failures =
        dispatcher.events().readValuesToList().stream()
            .map(ToolEvent::getPayload)
            .filter(ToolCallFailed.class::isInstance)
            .map(ToolCallFailed.class::cast)
            .toList();
    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst())
        .returns(code, ToolCallFailed::getCode)
        .returns(call, ToolCallFailed::getRunId)
        .returns("server", ToolCallFailed::getSource);
    return failures.getFirst();
  }
}
