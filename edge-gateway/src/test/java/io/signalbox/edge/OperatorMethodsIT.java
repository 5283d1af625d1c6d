package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.AppendMessage;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.session.AdmitRun;
import io.signalbox.schemas.session.CreateSession;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// The methods over a socket.
class OperatorMethodsIT extends EdgeTest {
  @Autowired private WireConfig config;
  private final String agent = "agent-" + UUID.randomUUID();
  private final UUID agentId = Ids.agent(ReadSide.TENANT, agent);
  private final UUID key = UUID.randomUUID();
  private OwnersTwin owners;
  private OperatorClient operator;

  @BeforeEach
  void start() throws Exception {
    owners = new OwnersTwin(config, sender);
    operator = OperatorClient.connected(port, "");
    readSide.addAgent(agentId, agent, UUID.randomUUID(), "{\"a\":1}", "hash-" + agentId);
    owners.decide(payload -> {
      ReadSide.unchecked(() -> {
        UUID addressee = owners.addressee();
        switch (payload) {
          case StartRun _ -> readSide.addRun(addressee, "queued", 0);
          case CreateSession _ -> readSide.addSession(addressee, agentId, Instant.now());
          case AdmitRun admit -> readSide.addRun(UUID.fromString(admit.getRunId()), "queued", 0);
          default -> throw new IllegalStateException("Expected no " + payload);
        }
      });
      return Decision.accept("done");
    });
  }

  @AfterEach
  void stop() {
    operator.close();
    owners.close();
  }

  @Test
  void shouldAnswerAnAgentsCallTwiceAndTellWhatHappensBetween() throws Exception {
    // when
    operator.send(agentCall("first"));

    // then
    JsonNode accepted = operator.answer("first");
    assertThat(accepted.at("/payload/status").stringValue()).isEqualTo("accepted");
    assertThat(accepted.at("/payload/runId").stringValue()).isEqualTo(key.toString());
    RunScript script = new RunScript(log, readSide, key).write(3).projectAll();
    for (long seq = 1; seq <= 3; seq++) {
      JsonNode event = operator.event("agent");
      assertThat(event.at("/payload/seq").longValue()).isEqualTo(seq);
      assertThat(event.has("seq")).isFalse();
    }
    operator.send(agentCall("second"));
    assertThat(operator.answer("second").at("/payload/status").stringValue()).isEqualTo("accepted");
    script.complete().projectAll();
    JsonNode result = operator.answer("first");
    assertThat(result.at("/payload/status").stringValue()).isEqualTo("ok");
    assertThat(operator.answer("second").get("payload")).isEqualTo(result.get("payload"));
    assertThat(owners.heard(StartRun.class)).hasSize(1);
  }

  @Test
  void shouldGoOnWithoutTheSocketOfWhoStartedIt() throws Exception {
    operator.send(agentCall("first"));
    operator.answer("first");
    RunScript script = new RunScript(log, readSide, key).write(2).projectAll();
    operator.event("agent");
    operator.close();
    script.write(2).complete().projectAll();
    try (OperatorClient another = OperatorClient.connected(port, "'scopes':['operator.read'],")) {
      String watch = "{\"runId\":\"%s\",\"since\":\"%s:2\"}".formatted(key, key);
      assertThat(another.call("runs.watch", watch).at("/payload/watching").booleanValue()).isTrue();
      for (long seq = 3; seq <= 5; seq++) {
        assertThat(another.event("run").at("/payload/seq").longValue()).isEqualTo(seq);
      }
      assertThat(another.event("run.end").at("/payload/reason").stringValue())
          .isEqualTo("completed");
      assertThat(another.call("runs.cancel", watch).at("/error/message").stringValue())
          .isEqualTo("missing scope: operator.write");
    }
    assertThat(owners.heard(CancelRun.class)).isEmpty();
    assertThat(owners.heard(AppendMessage.class)).isEmpty();
  }

  @Test
  void shouldTellAChatTheWholeTextSoFar() throws Exception {
    String sent =
        "{\"sessionKey\":\"agent:%s:main\",\"message\":\"hi\",\"idempotencyKey\":\"%s\"}"
            .formatted(agent, key);
    assertThat(operator.call("chat.send", sent).at("/payload/status").stringValue())
        .isEqualTo("started");
    RunScript script = new RunScript(log, readSide, key).write(20).projectAll();
    JsonNode chat = operator.event("chat").get("payload");
    int length = 0;
    while (chat.get("state").stringValue().equals("delta") && chat.get("seq").longValue() < 20) {
      String text = chat.at("/message/content/0/text").stringValue();
      assertThat(text.length()).isGreaterThan(length);
      length = text.length();
      chat = operator.event("chat").get("payload");
    }
    script.cancel().projectAll();
    JsonNode last = operator.event("chat").get("payload");
    assertThat(last.get("state").stringValue()).isEqualTo("aborted");
    assertThat(last.at("/message/content/0/text").stringValue()).contains("wörd \"19\"");
  }

  @Test
  void shouldReplayALongRunAsFastAsItIsRead() throws Exception {
    UUID runId = readSide.addLongRun(10_000, 200);
    operator.call("runs.watch", "{\"runId\":\"" + runId + "\"}");
    for (long seq = 1; seq <= 10_000; seq++) {
      assertThat(operator.event("run").at("/payload/seq").longValue()).isEqualTo(seq);
    }
    assertThat(operator.event("run.end").at("/payload/lastSeq").longValue()).isEqualTo(10_000);
  }

  @Test
  void shouldNameTheParameterThatIsWrong() throws Exception {
    JsonNode error = operator.call("runs.watch", "{\"runId\":7}").get("error");
    assertThat(error.get("code").stringValue()).isEqualTo("INVALID_REQUEST");
    assertThat(error.get("message").stringValue()).contains("runId");
    JsonNode keyless = operator.call("agent", "{\"message\":\"hi\"}").get("error");
    assertThat(keyless.get("message").stringValue()).contains("idempotencyKey");
  }

  private String agentCall(String id) {
    return "{\"type\":\"req\",\"id\":\"%s\",\"method\":\"agent\",\"params\":{\"message\":\"hi\",\"agentId\":\"%s\",\"idempotencyKey\":\"%s\"}}"
        .formatted(id, agent, key);
  }
}
