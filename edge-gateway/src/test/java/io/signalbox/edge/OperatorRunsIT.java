package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.edge.claw.Method;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.StartRun;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Operators start runs and wait for them, through the log and back through the views.
class OperatorRunsIT extends EdgeTest {
  @Autowired private WireConfig config;
  @Autowired private List<Method> methods;
  private final String agent = "agent-" + UUID.randomUUID();
  private final UUID agentId = Ids.agent(ReadSide.TENANT, agent);
  private final UUID versionId = UUID.randomUUID();
  private final String key = UUID.randomUUID() + "-key";
  private final UUID runId = Ids.run(ReadSide.TENANT, key);
  private OwnersTwin owners;
  private OperatorTwin operator;
  private RunScript script;

  @BeforeEach
  void start() throws Exception {
    owners = new OwnersTwin(config, sender);
    operator = new OperatorTwin(methods);
    script = new RunScript(log, readSide, runId);
    readSide.addAgent(agentId, agent, versionId, "{\"a\":1}", "hash-" + agentId);
    owners.decide(payload -> {
      if (payload instanceof StartRun) {
        ReadSide.unchecked(() -> readSide.addRun(owners.addressee(), "queued", 0));
      }
      return Decision.accept("started");
    });
  }

  @AfterEach
  void stop() {
    operator.close();
    owners.close();
  }

  @Test
  void shouldAcceptARunTellWhatHappensAndAnswerWithItsResult() throws Exception {
    // when
    BlockingQueue<JsonNode> answers = startAgent("\"channel\":\"web\"");

    // then
    JsonNode accepted = OperatorTwin.next(answers);
    assertThat(accepted.path("status").asString()).as("%s", accepted).isEqualTo("accepted");
    assertThat(accepted.get("runId").stringValue()).isEqualTo(runId.toString());
    assertThat(accepted.get("acceptedAt").isIntegralNumber()).isTrue();
    StartRun wish = owners.heard(StartRun.class).findFirst().orElseThrow();
    assertThat(wish.getAgentVersionId()).isEqualTo(versionId.toString());
    assertThat(wish.getMessages().getFirst().getText()).isEqualTo("hi");
    assertThat(wish.getMetadata()).contains("\"channel\":\"web\"", key);

    script.write(3).projectAll();
    for (long seq = 1; seq <= 3; seq++) {
      JsonNode event = operator.event("agent");
      assertThat(event.get("runId").stringValue()).isEqualTo(runId.toString());
      assertThat(event.get("seq").longValue()).isEqualTo(seq);
      assertThat(event.get("stream").stringValue()).isEqualTo(seq == 1 ? "lifecycle" : "assistant");
      assertThat(event.has("sessionKey")).isFalse();
    }
    script.complete().projectAll();
    assertThat(operator.event("agent").get("phase").stringValue()).isEqualTo("end");
    JsonNode last = OperatorTwin.next(answers);
    assertThat(last.get("status").stringValue()).isEqualTo("ok");
    assertThat(last.get("runId").stringValue()).isEqualTo(runId.toString());
    assertThat(last.at("/result/payloads/0/text").stringValue()).isEqualTo("done");
  }

  @Test
  void shouldMeanTheSameRunWhenAskedAgain() throws Exception {
    OperatorTwin.next(startAgent("\"deliver\":false"));
    owners.decide(_ -> Decision.accept());
    try (OperatorTwin again = new OperatorTwin(methods)) {
      BlockingQueue<JsonNode> answers = again.call("agent", params("\"deliver\":false"));
      assertThat(OperatorTwin.next(answers).get("runId").stringValue()).isEqualTo(runId.toString());
      script.write(1).cancel().projectAll();
      JsonNode last = OperatorTwin.next(answers);
      assertThat(last.get("status").stringValue()).isEqualTo("error");
      assertThat(last.get("summary").stringValue()).isEqualTo("enough");
      assertThat(last.at("/error/code").stringValue()).isEqualTo("CANCELED");
    }
    assertThat(owners.envelopes())
        .extracting(each -> each.getAggregateId())
        .containsOnly(runId.toString());
  }

  @Test
  void shouldTakeAKeyThatIsAnIdAsTheIdOfTheRun() {
    UUID named = UUID.randomUUID();
    JsonNode accepted =
        operator.ask(
            "agent",
            "{\"message\":\"hi\",\"agentId\":\"%s\",\"idempotencyKey\":\"%s\"}"
                .formatted(agent, named));
    assertThat(accepted.path("runId").asString()).isEqualTo(named.toString());
  }

  @Test
  void shouldGoOnWhenTheOperatorLeaves() throws Exception {
    // given
    OperatorTwin.next(startAgent("\"deliver\":false"));
    script.write(2).projectAll();
    operator.event("agent");

    // when
    operator.close();

    // then
    script.write(2).complete().projectAll();
    try (OperatorTwin another = new OperatorTwin(methods)) {
      another.ask("runs.watch", "{\"runId\":\"" + runId + "\",\"since\":2}");
      assertThat(another.event("run").get("seq").longValue()).isEqualTo(3);
      assertThat(another.event("run.end").get("lastSeq").longValue()).isEqualTo(5);
    }
    assertThat(owners.heard(CancelRun.class)).isEmpty();
  }

  @Test
  void shouldRefuseWhatTheLogRefusesAndWhatNobodyHas() {
    owners.decide(_ -> OwnersTwin.refuse(Rejection.CONFLICT, "deleted"));
    JsonNode refused = OperatorTwin.next(startAgent("\"deliver\":false"));
    assertThat(refused.path("error").asString()).isEqualTo("deleted");
    assertThat(refused.at("/details/code").stringValue()).isEqualTo("CONFLICT");
    JsonNode unknown =
        operator.ask(
            "agent", "{\"message\":\"hi\",\"agentId\":\"nobody\",\"idempotencyKey\":\"k\"}");
    assertThat(unknown.at("/details/code").stringValue()).isEqualTo("NOT_FOUND");
    assertThat(unknown.get("code").stringValue()).isEqualTo("INVALID_REQUEST");
  }

  @Test
  void shouldTellThatARunTakesLongerThanItsAnswerMay() throws Exception {
    BlockingQueue<JsonNode> answers = startAgent("\"timeout\":1");
    assertThat(OperatorTwin.next(answers).get("status").stringValue()).isEqualTo("accepted");
    JsonNode late = OperatorTwin.next(answers);
    assertThat(late.get("code").stringValue()).isEqualTo("AGENT_TIMEOUT");
    script.write(1).projectAll();
    assertThat(operator.event("agent").get("seq").longValue()).isEqualTo(1);
  }

  @Test
  void shouldWaitForARun() throws Exception {
    // given
    String wait = "{\"runId\":\"" + runId + "\",\"timeoutMs\":%d}";
    assertThat(operator.ask("agent.wait", wait.formatted(0)).at("/details/code").stringValue())
        .isEqualTo("NOT_FOUND");
    readSide.addRun(runId, "running", 0);
    script.write(1).projectAll();

    // when
    JsonNode late = operator.ask("agent.wait", wait.formatted(50));
    BlockingQueue<JsonNode> answers = operator.call("agent.wait", wait.formatted(20_000));
    script.complete().projectAll();

    // then
    assertThat(late.get("status").stringValue()).isEqualTo("timeout");
    assertThat(late.get("endedAt").isNull()).isTrue();
    JsonNode ended = OperatorTwin.next(answers);
    assertThat(ended.get("status").stringValue()).isEqualTo("ok");
    assertThat(ended.get("endedAt").isIntegralNumber()).isTrue();
    assertThat(operator.ask("agent.wait", wait.formatted(0)).get("status").stringValue())
        .isEqualTo("ok");
  }

  @Test
  void shouldListAgents() {
    assertThat(operator.ask("agents.list", "{}").get("agents").toString())
        .contains("\"id\":\"" + agentId + "\",\"name\":\"" + agent + "\"");
    assertThat(operator.ask("agents.list", "{\"all\":true}").get("error").stringValue())
        .contains("all");
  }

  private BlockingQueue<JsonNode> startAgent(String more) {
    return operator.call("agent", params(more));
  }

  private String params(String more) {
    return "{\"message\":\"hi\",\"agentId\":\"%s\",\"idempotencyKey\":\"%s\",%s}"
        .formatted(agentId, key, more);
  }
}
