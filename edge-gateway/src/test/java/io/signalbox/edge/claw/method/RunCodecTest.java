package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.watch.RunEventFrame;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunCodecTest {
  private final RunEventFrame frame =
      new RunEventFrame(
          "r-1", 3, "assistant.delta", Instant.EPOCH, "{\"delta\":\"ä\\\"\\n\",\"step\":1}");

  @Test
  void shouldSendTheCanonicalEventAsItIs() {
    assertThat(RunCodec.canonical(frame))
        .hasToString(
            "{\"type\":\"event\",\"event\":\"run\",\"payload\":{\"runId\":\"r-1\",\"seq\":3,"
                + "\"type\":\"assistant.delta\",\"ts\":\"1970-01-01T00:00:00Z\","
                + "\"data\":{\"delta\":\"ä\\\"\\n\",\"step\":1}}}");
    assertThat(RunCodec.canonical(frame).event()).isEqualTo("run");
  }

  @Test
  void shouldMakeTheBytesOnceForAllWatchers() {
    assertThat(RunCodec.canonical(frame).bytes()).isSameAs(RunCodec.canonical(frame).bytes());
    assertThat(RunCodec.agent(frame, null).bytes()).isSameAs(RunCodec.agent(frame, null).bytes());
  }

  @Test
  void shouldNameTheSessionOfAnAgentsEvent() {
    JsonNode plain = JsonMapper.shared().readTree(RunCodec.agent(frame, null).bytes());
    JsonNode named = JsonMapper.shared().readTree(RunCodec.agent(frame, "agent:\"a\":m").bytes());
    assertThat(plain.get("payload").has("sessionKey")).isFalse();
    assertThat(named.get("payload").get("sessionKey").stringValue()).isEqualTo("agent:\"a\":m");
    assertThat(named.get("payload").asObject().without("sessionKey"))
        .isEqualTo(plain.get("payload"));
  }
}
