package io.signalbox.kit.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.signalbox.schemas.Actor;
import io.signalbox.schemas.run.AssistantMessage;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunStarted;
import io.signalbox.schemas.run.TokenUsage;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.run.ToolCallRequested;
import io.signalbox.schemas.run.ToolResultReceived;
import io.signalbox.schemas.serde.WireSerdes;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireJsonTest {

  @BeforeAll
  static void trustOurClasses() {
    assertThat(WireSerdes.defaults()).isNotEmpty();
  }

  @Test
  void shouldHideInternalFieldsEmbedJsonAndLeaveOutWhatIsAbsent() {
    // given
    RunCreated created =
        RunCreated.newBuilder()
            .setAgentId("a1")
            .setAgentVersionId("v1")
            .setConfigHash("h")
            .setConfig("{\"secret\":1}")
            .setMessages(List.of(message()))
            .build();

    // then
    assertThat(WireJson.text(created))
        .isEqualTo(
            "{\"agentId\":\"a1\",\"agentVersionId\":\"v1\",\"configHash\":\"h\","
                + "\"messages\":[{\"id\":\"m1\",\"role\":\"user\",\"text\":\"hi\","
                + "\"parts\":[{\"type\":\"text\"}],\"toolCalls\":[]}],\"status\":\"queued\","
                + "\"waitsFor\":\"model\",\"history\":[],\"firstStep\":1}");
  }

  @Test
  void shouldRenderNestedRecordsAndNumbers() {
    // given
    AssistantMessage message =
        AssistantMessage.newBuilder()
            .setStep(1)
            .setAttempt(2)
            .setMessageId("m")
            .setText("say \"\u6f22\"\n")
            .setToolCalls(List.of(new ToolCallDraft("c1", "lookup", "{\"q\":\"x\"}")))
            .setFinishReason("tool_calls")
            .setUsage(new TokenUsage(3_000_000_000L, 1L))
            .build();

    // then
    assertThat(WireJson.text(message))
        .isEqualTo(
            "{\"step\":1,\"attempt\":2,\"messageId\":\"m\",\"text\":\"say \\\"\u6f22\\\"\\n\","
                + "\"toolCalls\":[{\"callId\":\"c1\",\"toolName\":\"lookup\",\"args\":{\"q\":\"x\"}}],"
                + "\"finishReason\":\"tool_calls\",\"usage\":{\"inputTokens\":3000000000,\"outputTokens\":1}}");
  }

  @Test
  void shouldWriteTimesInIso8601() {
    // given
    ToolCallRequested requested =
        ToolCallRequested.newBuilder()
            .setCallId("c")
            .setStep(1)
            .setToolName("t")
            .setArgs("{}")
            .setExecutionTarget("device")
            .setDeadline(Instant.parse("2026-01-02T03:04:05.678901Z"))
            .build();

    // then
    assertThat(WireJson.text(requested)).endsWith("\"deadline\":\"2026-01-02T03:04:05.678901Z\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":[1,2.5,null,true]}",
        "[]",
        "\"text\"",
        "42",
        "null",
        "1.0",
        "12345678901234567890"
      })
  void shouldEmbedAnyJson(String json) {
    assertThat(WireJson.text(result(json))).contains("\"result\":" + json + ",");
  }

  @Test
  void shouldShowTextThatIsNoJsonAsText() {
    assertThat(WireJson.text(result("not json"))).contains("\"result\":\"not json\",");
    assertThat(WireJson.text(result(""))).contains("\"result\":\"\",");
    assertThat(WireJson.text(result("{} {}"))).contains("\"result\":\"{} {}\",");
  }

  @Test
  void shouldNameTheFact() {
    assertThat(WireJson.eventType(RunStarted.newBuilder().build())).isEqualTo("run.started");
    assertThatThrownBy(() -> WireJson.eventType(new Actor("user", "me")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("io.signalbox.schemas.Actor");
  }

  private static Message message() {
    return Message.newBuilder()
        .setId("m1")
        .setRole("user")
        .setText("hi")
        .setParts("[{\"type\":\"text\"}]")
        .build();
  }

  private static ToolResultReceived result(String json) {
    return ToolResultReceived.newBuilder()
        .setCallId("c")
        .setToolName("t")
        .setStatus("completed")
        .setResult(json)
        .setSource("device")
        .build();
  }
}
