package io.signalbox.edge.claw.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.edge.watch.RunEventFrame;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// What chats hear of a run.
class ChatTextTest {
  private static final String USAGE = "\"usage\":{\"inputTokens\":1,\"outputTokens\":2}";

  private final ChatText chat = new ChatText("r-1", "agent:a:main", 150);
  private long seq;

  @Test
  void shouldTellTheWholeTextSoFarNowAndThen() {
    assertThat(text(delta("Hel", 1000))).isEqualTo("Hel");
    assertThat(delta("lo", 1149)).isEmpty();
    assertThat(chat.due(1149)).isEmpty();
    assertThat(text(chat.due(1150))).isEqualTo("Hello");
    assertThat(chat.due(2000)).isEmpty();
    Optional<ObjectNode> later = delta(", you", 2001);
    assertThat(text(later)).isEqualTo("Hello, you");
    assertThat(later.orElseThrow().get("state").stringValue()).isEqualTo("delta");
    assertThat(later.orElseThrow().get("seq").longValue()).isEqualTo(3);
    assertThat(later.orElseThrow().get("sessionKey").stringValue()).isEqualTo("agent:a:main");
  }

  @Test
  void shouldForgetWhatAnEarlierAttemptSaid() {
    delta("wrong", 1000);
    delta(" more", 1001);
    on("model.attempt.started", "{\"step\":1,\"attempt\":2}", 1500);
    assertThat(chat.due(2000)).isEmpty();
    assertThat(text(on("assistant.delta", "{\"step\":1,\"attempt\":2,\"delta\":\"right\"}", 2001)))
        .isEqualTo("right");
    assertThat(text(on("assistant.delta", "{\"step\":2,\"attempt\":1,\"delta\":\"next\"}", 3001)))
        .isEqualTo("next");
  }

  @Test
  void shouldTellAWholeTurnOnce() {
    delta("whole", 1000);
    assertThat(on("assistant.message", "{\"text\":\"whole\"}", 2000)).isEmpty();
    assertThat(text(on("assistant.message", "{\"text\":\"wholly\"}", 3000))).isEqualTo("wholly");
    assertThat(on("tool.call.requested", "{\"callId\":\"c\"}", 4000)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run.completed | {"text":"done",#}                  | final
          run.canceled  | {"reason":"enough",#}              | aborted
          run.failed    | {"code":"TOO_LONG","error":"no",#} | error
          run.deleted   | {"status":"deleted"}               | error
          """)
  void shouldEndWithOneLastWord(String type, String data, String state) {
    delta("so far", 1000);
    delta(" and on", 1001);
    ObjectNode last = on(type, data.replace("#", USAGE), 1002).orElseThrow();
    assertThat(last.get("state").stringValue()).isEqualTo(state);
    assertThat(last.has("usage")).isEqualTo(!type.equals("run.deleted"));
    switch (state) {
      case "final" -> assertThat(text(Optional.of(last))).isEqualTo("done");
      case "aborted" -> {
        assertThat(text(Optional.of(last))).isEqualTo("so far and on");
        assertThat(last.get("stopReason").stringValue()).isEqualTo("enough");
      }
      default -> assertThat(last.get("errorMessage").stringValue()).isNotBlank();
    }
    assertThat(chat.due(9000)).isEmpty();
  }

  private Optional<ObjectNode> delta(String text, long now) {
    return on("assistant.delta", "{\"step\":1,\"attempt\":1,\"delta\":\"" + text + "\"}", now);
  }

  private Optional<ObjectNode> on(String type, String data, long now) {
    return chat.on(new RunEventFrame("r-1", ++seq, type, Instant.EPOCH, data), now);
  }

  private static String text(Optional<ObjectNode> payload) {
    return payload
        .orElseThrow()
        .get("message")
        .get("content")
        .get(0)
        .get("text")
        .stringValue();
  }
}
