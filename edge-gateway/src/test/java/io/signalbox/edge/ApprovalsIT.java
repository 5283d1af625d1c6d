package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.tool.DecideToolApproval;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Calls that wait for somebody to approve them, over HTTP and the operators' socket.
class ApprovalsIT extends EdgeTest {
  private static final String OPERATOR = "'scopes':['operator.approvals'],";

  @Autowired private WireConfig config;
  private final UUID run = UUID.randomUUID();
  private final UUID call = UUID.randomUUID();
  private OwnersTwin owners;
  private Http http;

  @BeforeEach
  void start() throws SQLException {
    owners = new OwnersTwin(config, sender);
    http = new Http(port);
    readSide.addRun(run, "waiting_tool", 2);
    readSide.setWaitingFor(run, "approval");
    readSide.addToolCall(call, run, "device");
    readSide.guard(call);
    owners.decide(payload -> {
      String decision = ((DecideToolApproval) payload).getDecision();
      ReadSide.unchecked(() -> readSide.decided(call, decision, "ann"));
      return Decision.accept("decided");
    });
  }

  @AfterEach
  void stop() {
    owners.close();
  }

  private HttpResponse<String> decide(String body) throws Exception {
    return http.post("/api/tool-calls/" + call + "/approval", body);
  }

  private String resolve(String decision) {
    return "{\"id\":\"%s\",\"decision\":\"%s\"}".formatted(call, decision);
  }

  @Test
  void shouldShowWhatWaitsAndLetSomebodyDecide() throws Exception {
    // given
    JsonNode waiting =
        Http.json(http.get("/api/tool-calls?status=awaiting_approval&runId=" + run))
            .at("/toolCalls/0");
    assertThat(waiting.get("callId").stringValue()).isEqualTo(call.toString());
    assertThat(waiting.at("/approval/until").isString()).isTrue();
    assertThat(waiting.at("/approval").has("decision")).isFalse();
    // when
    HttpResponse<String> answer = decide("{\"decision\":\"allow-once\",\"reason\":\"go on\"}");
    // then
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Http.json(answer).at("/toolCall/approval/decision").stringValue())
        .isEqualTo("allow-once");
    assertThat(Http.json(answer).at("/toolCall/approval/by").stringValue()).isEqualTo("ann");
    assertThat(owners.heard(DecideToolApproval.class))
        .containsExactly(
            DecideToolApproval.newBuilder()
                .setRunId(run.toString())
                .setDecision("allow-once")
                .setReason("go on")
                .build());
    assertThat(owners.addressee()).isEqualTo(call);
  }

  /// Row 12 of the traps: whoever looks at a run sees that a person is waited for.
  @Test
  void shouldShowThatARunWaitsForAnApproval() throws Exception {
    assertThat(Http.json(http.get("/api/runs/" + run)).at("/run/waitingFor").asString(""))
        .isEqualTo("approval");
    try (OperatorClient operator = OperatorClient.connected(port, "'scopes':['operator.read'],")) {
      assertThat(
              operator
                  .call("runs.get", "{\"runId\":\"" + run + "\"}")
                  .at("/payload/run/waitingFor")
                  .asString(""))
          .isEqualTo("approval");
    }
  }

  @Test
  void shouldRefuseWhatIsNoDecision() throws Exception {
    for (String body : new String[] {"{}", "{\"decision\":\"allow-always\"}"}) {
      HttpResponse<String> answer = decide(body);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("\"decision\"", "allow-once or deny");
    }
    assertThat(owners.heard(DecideToolApproval.class)).isEmpty();
  }

  @Test
  void shouldPassOnThatADecisionComesTooLate() throws Exception {
    owners.decide(_ -> OwnersTwin.refuse(Rejection.STALE, "but the approval expired"));
    HttpResponse<String> answer = decide("{\"decision\":\"deny\"}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("STALE", "but the approval expired");
    try (OperatorClient operator = OperatorClient.connected(port, OPERATOR)) {
      JsonNode error = operator.call("exec.approval.resolve", resolve("deny")).get("error");
      assertThat(error.at("/details/code").stringValue()).isEqualTo("STALE");
    }
  }

  @Test
  void shouldLetOperatorsWithTheScopeDecide() throws Exception {
    try (OperatorClient writer = OperatorClient.connected(port, "'scopes':['operator.write'],")) {
      assertThat(
              writer
                  .call("exec.approval.resolve", resolve("allow-once"))
                  .at("/error/message")
                  .stringValue())
          .isEqualTo("missing scope: operator.approvals");
    }
    try (OperatorClient operator = OperatorClient.connected(port, OPERATOR)) {
      assertThat(
              operator
                  .call("exec.approval.resolve", resolve("allow-always"))
                  .at("/error/message")
                  .stringValue())
          .contains("decision");
      assertThat(
              operator
                  .call("exec.approval.resolve", resolve("allow-once"))
                  .at("/payload/ok")
                  .booleanValue())
          .isTrue();
    }
    assertThat(owners.heard(DecideToolApproval.class))
        .extracting(DecideToolApproval::getDecision)
        .containsExactly("allow-once");
  }
}
