package io.signalbox.device.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.device.call.Lease;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IncomingFramesTest {

  @Test
  void shouldReadARequestAndIgnoreWhatItDoesNotKnow() {
    // when
    var frame =
        IncomingFrames.read(
            """
            {"type": "tool.call.request", "data": {"runId": "r", "callId": "c", "toolName": "t",
              "args": {"a": 1}, "deadline": "2026-01-31T12:01:00+02:00", "lease": "x", "epoch": 2,
              "new": true}}\
            """);

    // then
    assertThat(frame).isInstanceOf(Incoming.Requested.class);
    var request = ((Incoming.Requested) frame).request();
    assertThat(request.deadline()).isEqualTo(Instant.parse("2026-01-31T10:01:00Z"));
    assertThat(Objects.requireNonNull(request.lease().token()).asString()).isEqualTo("x");
    assertThat(request.args()).hasToString("{\"a\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", \"deadline\": null", ", \"deadline\": 0"})
  void shouldReadARequestWithoutDeadlineAndLease(String deadline) {
    var frame =
        IncomingFrames.read(
            "{\"type\": \"tool.call.request\", \"data\": {\"callId\": \"c\"%s}}"
                .formatted(deadline));
    var request = ((Incoming.Requested) frame).request();
    assertThat(request.deadline()).isNull();
    assertThat(request.lease()).isEqualTo(Lease.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"soon\"", "17", "true", "{}"})
  void shouldTellWhichDeadlineItCannotRead(String deadline) {
    var frame =
        IncomingFrames.read(
            "{\"type\": \"tool.call.request\", \"data\": {\"callId\": \"c\", \"deadline\": %s}}"
                .formatted(deadline));
    assertThat(((Incoming.Unreadable) frame).reason()).contains("deadline", deadline);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "[]", "{}", "{\"type\": 5}", "{\"type\": \"surprise\"}"})
  void shouldSurviveWhatIsNoFrame(String text) {
    assertThat(IncomingFrames.read(text)).isInstanceOf(Incoming.Unknown.class);
  }

  @Test
  void shouldReadAcknowledgementsAndRefusals() {
    assertThat(
            IncomingFrames.read("{\"type\": \"tool.result.ack\", \"data\": {\"callId\": \"c\"}}"))
        .isEqualTo(new Incoming.Acknowledged("c"));
    assertThat(
            IncomingFrames.read(
                "{\"type\": \"error\", \"error\": \"no\", \"code\": \"STALE\", \"callId\": \"c\"}"))
        .isEqualTo(new Incoming.Refused("STALE", "no", "c"));
    assertThat(IncomingFrames.read("{\"type\": \"error\", \"error\": \"no\", \"code\": \"X\"}"))
        .isEqualTo(new Incoming.Refused("X", "no", null));
  }
}
