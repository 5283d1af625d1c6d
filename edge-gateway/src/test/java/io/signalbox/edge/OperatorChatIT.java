package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.edge.claw.Method;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.DeleteRun;
import io.signalbox.schemas.session.AdmitRun;
import io.signalbox.schemas.session.CreateSession;
import io.signalbox.schemas.session.DeleteSession;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Operators chat in sessions that they know by keys.
class OperatorChatIT extends EdgeTest {
  @Autowired private WireConfig config;
  @Autowired private List<Method> methods;
  private final String agent = "agent-" + UUID.randomUUID();
  private final UUID agentId = Ids.agent(ReadSide.TENANT, agent);
  private final String sessionKey = "agent:" + agent + ":main";
  private final UUID sessionId = Ids.session(ReadSide.TENANT, sessionKey, 0);
  private OwnersTwin owners;
  private OperatorTwin operator;

  @BeforeEach
  void start() throws Exception {
    owners = new OwnersTwin(config, sender);
    operator = new OperatorTwin(methods);
    readSide.addAgent(
        agentId, agent, UUID.randomUUID(), "{\"a\":1}", "hash-" + agentId);
    owners.decide(this::decide);
  }

  @AfterEach
  void stop() {
    operator.close();
    owners.close();
  }

  /// Does to the read side what the owners of sessions and runs would.
  private @Nullable Decision<String> decide(IndexedRecord payload) {
    UUID addressee = owners.addressee();
    ReadSide.unchecked(() -> {
      switch (payload) {
        case CreateSession _ -> {
          readSide.addSession(addressee, agentId, Instant.now());
          readSide.setSessionKey(addressee, sessionKey);
        }
        case AdmitRun admit -> {
          UUID runId = UUID.fromString(admit.getRunId());
          readSide.addRun(runId, "queued", 0);
          readSide.setSession(runId, addressee);
        }
        case CancelRun _ -> readSide.setStatus(addressee, "canceled");
        case DeleteRun _ -> readSide.deleteRun(addressee, 3);
        case DeleteSession _ -> readSide.setSessionStatus(addressee, "deleted");
        default -> throw new IllegalStateException("Expected another command, but got " + payload);
      }
    });
    return Decision.accept("done");
  }

  @Test
  void shouldChatInASessionThatIsMadeForIt() throws Exception {
    // when
    JsonNode first = send("key-1", "hi");

    // then
    assertThat(first.path("status").asString()).as("%s", first).isEqualTo("started");
    CreateSession created = owners.heard(CreateSession.class).findFirst().orElseThrow();
    assertThat(created.getAgentId()).isEqualTo(agentId.toString());
    assertThat(created.getIdleTimeoutMs()).isZero();
    assertThat(created.getMetadata()).contains(sessionKey);
    assertThat(owners.envelopes().getFirst().getAggregateId()).isEqualTo(sessionId.toString());
    UUID runId = UUID.fromString(first.get("runId").stringValue());
    RunScript script = new RunScript(log, readSide, runId);
    script.write(3).projectAll();
    JsonNode delta = operator.event("chat");
    assertThat(delta.get("state").stringValue()).isEqualTo("delta");
    assertThat(delta.get("sessionKey").stringValue()).isEqualTo(sessionKey);
    JsonNode whole = delta;
    while (whole.get("seq").longValue() < 3) {
      whole = operator.event("chat");
    }
    assertThat(text(whole)).isEqualTo("wörd \"1\"\nwörd \"2\"\n");
    script.complete().projectAll();
    JsonNode last = operator.event("chat");
    assertThat(last.get("state").stringValue()).isEqualTo("final");
    assertThat(text(last)).isEqualTo("done");
    assertThat(send("key-2", "more").get("status").stringValue()).isEqualTo("started");
    assertThat(owners.heard(CreateSession.class)).hasSize(1);
  }

  @Test
  void shouldTellWhatBecameOfAMessageThatWasSentBefore() throws Exception {
    UUID runId = UUID.fromString(send("again", "hi").get("runId").stringValue());
    owners.decide(_ -> Decision.accept());
    assertThat(send("again", "hi").get("status").stringValue()).isEqualTo("in_flight");
    readSide.setStatus(runId, "completed");
    JsonNode late = send("again", "hi");
    assertThat(late.get("status").stringValue()).isEqualTo("ok");
    assertThat(late.get("runId").stringValue()).isEqualTo(runId.toString());
  }

  @Test
  void shouldStopWhatASessionDoes() throws Exception {
    assertThat(ask("chat.abort", "").get("aborted").booleanValue()).isFalse();
    List<String> runs = new ArrayList<>();
    runs.add(send("one", "hi").get("runId").stringValue());
    runs.add(send("two", "hi").get("runId").stringValue());

    JsonNode stopped = send("three", " STOP ");

    assertThat(stopped.get("aborted").booleanValue()).isTrue();
    assertThat(stopped.get("runIds").toString()).contains(runs);
    assertThat(owners.heard(CancelRun.class)).hasSize(2);
    String third = send("four", "hi").get("runId").stringValue();
    assertThat(ask("chat.abort", ",\"runId\":\"" + third + "\"").get("runIds").toString())
        .isEqualTo("[\"" + third + "\"]");
    assertThat(ask("chat.abort", ",\"runId\":\"" + third + "\"").get("aborted").booleanValue())
        .isFalse();
    UUID stranger = UUID.randomUUID();
    readSide.addRun(stranger, "running", 0);
    assertThat(ask("chat.abort", ",\"runId\":\"" + stranger + "\"").get("error").stringValue())
        .contains(stranger.toString());
  }

  @Test
  void shouldShowWhatWasSaid() throws Exception {
    assertThat(ask("chat.history", "").get("messages").isEmpty()).isTrue();
    UUID first = UUID.fromString(send("one", "hi").get("runId").stringValue());
    UUID second = UUID.fromString(send("two", "and?").get("runId").stringValue());
    readSide.addMessage(first, 1, "user", "hi", "[]", null);
    readSide.addMessage(
        first,
        2,
        "assistant",
        "",
        "[{\"callId\":\"c\",\"toolName\":\"t\",\"args\":{\"a\":1}}]",
        null);
    readSide.addMessage(first, 3, "tool", "7", "[]", "c");
    readSide.addMessage(second, 1, "user", "hi", "[]", null);
    readSide.setPosition(second, 1, 0);
    readSide.addMessage(second, 2, "user", "and?", "[]", null);

    JsonNode history = ask("chat.history", "");

    assertThat(history.get("sessionId").stringValue()).isEqualTo(sessionId.toString());
    assertThat(history.get("messages"))
        .extracting(message -> message.get("role").stringValue())
        .containsExactly("user", "assistant", "toolResult", "user");
    assertThat(history.at("/messages/1/content/0/name").stringValue()).isEqualTo("t");
    assertThat(history.at("/messages/2/toolCallId").stringValue()).isEqualTo("c");
    assertThat(history.at("/messages/3/runId").stringValue()).isEqualTo(second.toString());
    assertThat(ask("chat.history", ",\"limit\":1").get("messages").size()).isEqualTo(1);
    assertThat(ask("chat.history", ",\"limit\":1001").get("error").stringValue())
        .contains("limit");
    JsonNode preview =
        operator.ask(
            "sessions.preview",
            "{\"keys\":[\"%s\",\"nobody\"],\"limit\":1,\"maxChars\":2}".formatted(sessionKey));
    assertThat(preview.at("/previews/0/items/0/text").stringValue()).isEqualTo("an…");
    assertThat(preview.at("/previews/1/status").stringValue()).isEqualTo("missing");
    assertThat(
            operator
                .ask("runs.list", "{\"sessionKey\":\"" + sessionKey + "\"}")
                .get("runs")
                .size())
        .isEqualTo(2);
  }

  @Test
  void shouldBeginAnewAfterASessionEnded() {
    // given
    send("one", "hi");
    assertThat(row().get("key").stringValue()).isEqualTo(sessionKey);

    // when
    JsonNode reset = operator.ask("sessions.reset", "{\"key\":\"" + sessionKey + "\"}");

    // then
    assertThat(reset.path("ok").asBoolean()).as("%s", reset).isTrue();
    assertThat(owners.heard(CancelRun.class)).hasSize(1);
    assertThat(owners.heard(DeleteSession.class)).hasSize(1);
    send("two", "hi again");
    UUID next = Ids.session(ReadSide.TENANT, sessionKey, 1);
    assertThat(row().get("sessionId").stringValue()).isEqualTo(next.toString());
    JsonNode deleted =
        operator.ask(
            "sessions.delete", "{\"key\":\"" + sessionKey + "\",\"deleteTranscript\":true}");
    assertThat(deleted.path("deleted").asBoolean()).as("%s", deleted).isTrue();
    assertThat(owners.heard(DeleteRun.class)).hasSize(1);
    assertThat(
            operator
                .ask("sessions.delete", "{\"key\":\"" + sessionKey + "\"}")
                .get("deleted")
                .booleanValue())
        .isFalse();
  }

  @Test
  void shouldPassASessionThatEndedUnseen() throws Exception {
    send("one", "hi");
    readSide.setSessionStatus(sessionId, "expired");
    assertThat(send("two", "hi").get("status").stringValue()).isEqualTo("started");
    assertThat(owners.envelopes().getLast().getAggregateId())
        .isEqualTo(Ids.session(ReadSide.TENANT, sessionKey, 1).toString());
  }

  @Test
  void shouldTellWhichAgentIsMissing() {
    JsonNode answer =
        operator.ask(
            "chat.send",
            "{\"sessionKey\":\"agent:nobody:x\",\"message\":\"hi\",\"idempotencyKey\":\"k\"}");
    assertThat(answer.get("error").stringValue()).contains("nobody");
  }

  private JsonNode row() {
    JsonNode list =
        operator.ask("sessions.list", "{\"search\":\"%s\",\"limit\":1}".formatted(agent));
    return list.at("/sessions/0");
  }

  private JsonNode send(String key, String message) {
    return operator.ask(
        "chat.send",
        "{\"sessionKey\":\"%s\",\"message\":\"%s\",\"idempotencyKey\":\"%s-%s\"}"
            .formatted(sessionKey, message, agentId, key));
  }

  private JsonNode ask(String method, String more) {
    return operator.ask(method, "{\"sessionKey\":\"" + sessionKey + "\"" + more + "}");
  }

  private static String text(JsonNode chat) {
    return chat.at("/message/content/0/text").stringValue();
  }
}
