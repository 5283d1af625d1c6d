package io.signalbox.edge.hsafa.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.apidocs.AsyncApi;
import io.signalbox.schemas.device.DispatchToolCall;
import io.signalbox.schemas.device.RevokeToolCall;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Frames of devices, and what the AsyncAPI document says of them.
class FrameTypeTest {
  private static final AsyncApi API = AsyncApi.read();

  @Test
  void shouldDescribeEveryKindOfFrameAndNoOther() {
    assertThat(API.messages("devices", "receive"))
        .as("frames in apidocs/messages/devices.yaml under receives, and those of FrameType")
        .isEqualTo(names(true));
    assertThat(API.messages("devices", "send"))
        .as("frames in apidocs/messages/devices.yaml under sends, and those of FrameType")
        .isEqualTo(names(false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"a\":1}", "5", "not json"})
  void shouldSendCallsAsDescribed(String args) {
    DispatchToolCall.Builder call =
        DispatchToolCall.newBuilder()
            .setSessionId("s")
            .setRunId("r")
            .setCallId("c")
            .setToolName("t")
            .setArgs(args)
            .setEpoch(1)
            .setLease("l");
    assertDescribed(Frames.toolCall(call.build()));
    assertDescribed(Frames.toolCall(call.setDeadline(Instant.EPOCH).build()));
  }

  @Test
  void shouldSendTheRestAsDescribed() {
    assertDescribed(
        Frames.toolCancel(
            RevokeToolCall.newBuilder()
                .setSessionId("s")
                .setRunId("r")
                .setCallId("c")
                .setReason("enough")
                .build()));
    assertDescribed(Frames.eventAck(0));
    assertDescribed(Frames.eventRange(2, 3));
    assertDescribed(Frames.PONG);
    assertDescribed(Frames.resultAck("c"));
    for (FrameException.Code code : FrameException.Code.values()) {
      assertDescribed(Frames.error(new FrameException(code, "no")));
    }
    assertDescribed(Frames.error(new FrameException("STALE", "no", "c")));
    assertDescribed(Frames.error(new IllegalStateException("no")));
  }

  private static void assertDescribed(String frame) {
    var json = JsonMapper.shared().readTree(frame);
    assertThat(API.errors(json.get("type").stringValue(), json)).as(frame).isEmpty();
  }

  private static Set<String> names(boolean fromDevice) {
    return Arrays.stream(FrameType.values())
        .filter(each -> each.isFromDevice() == fromDevice)
        .map(FrameType::wireName)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
