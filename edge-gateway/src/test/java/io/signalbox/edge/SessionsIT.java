package io.signalbox.edge;

import static io.signalbox.edge.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.session.AdmitRun;
import io.signalbox.schemas.session.CreateSession;
import io.signalbox.schemas.session.DeleteSession;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// Sessions, over HTTP, through the log and back through the views.
class SessionsIT extends EdgeTest {
  private static final String ADMIT =
      "{\"sessionId\":\"%s\",\"messages\":[{\"content\":\"hi\"}]%s}";

  @Autowired private WireConfig config;
  private final UUID agentId = UUID.randomUUID();
  private final UUID versionId = UUID.randomUUID();
  private final UUID sessionId = UUID.randomUUID();
  private OwnersTwin owners;
  private Http http;

  @BeforeEach
  void start() throws Exception {
    owners = new OwnersTwin(config, sender);
    http = new Http(port);
    readSide.addAgent(agentId, "agent-" + agentId, versionId, "{\"a\":1}", "hash-" + agentId);
  }

  @AfterEach
  void stop() {
    owners.close();
  }

  @Test
  void shouldOpenShowListAndEndSessions() throws Exception {
    // given
    owners.decide(payload -> {
      UUID id = owners.addressee();
      if (payload instanceof CreateSession) {
        ReadSide.unchecked(() -> readSide.addSession(id, agentId, Instant.now()));
      } else {
        ReadSide.unchecked(() -> readSide.setSessionStatus(id, "deleted"));
      }
      return Decision.accept("done");
    });

    // when
    HttpResponse<String> created =
        http.post(
            "/api/sessions",
            "{\"agentId\":\"%s\",\"onActive\":\"interrupt\",\"idleTimeoutMs\":0,\"metadata\":{\"x\":1}}"
                .formatted(agentId));

    // then
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    String id = json(created).get("sessionId").stringValue();
    assertThat(created.headers().firstValue("Location")).hasValue("/api/sessions/" + id);
    CreateSession wish = owners.heard(CreateSession.class).findFirst().orElseThrow();
    assertThat(wish.getAgentId()).isEqualTo(agentId.toString());
    assertThat(wish.getOnActive()).isEqualTo("interrupt");
    assertThat(wish.getIdleTimeoutMs()).isZero();
    JsonNode shown = json(http.get("/api/sessions/" + id)).get("session");
    assertThat(shown.get("status").stringValue()).isEqualTo("open");
    assertThat(http.get("/api/sessions").body()).contains(id);
    assertThat(http.delete("/api/sessions/" + id).statusCode()).isEqualTo(204);
    assertThat(owners.heard(DeleteSession.class)).hasSize(1);
    assertThat(http.get("/api/sessions/" + id).statusCode()).isEqualTo(410);
    assertThat(http.delete("/api/sessions/" + id).statusCode()).isEqualTo(410);
    assertThat(http.get("/api/sessions").body()).doesNotContain(id);
  }

  @Test
  void shouldOpenASessionOfNobodyInParticular() throws Exception {
    owners.decide(_ -> {
      ReadSide.unchecked(() -> readSide.addSession(owners.addressee(), null, Instant.now()));
      return Decision.accept("created");
    });
    assertThat(http.post("/api/sessions", "").statusCode()).isEqualTo(201);
    CreateSession wish = owners.heard(CreateSession.class).findFirst().orElseThrow();
    assertThat(wish.getAgentId()).isNull();
    assertThat(wish.getOnActive()).isEqualTo("enqueue");
    assertThat(wish.getIdleTimeoutMs()).isEqualTo(3_600_000);
  }

  @Test
  void shouldListSessionsPageByPage() throws Exception {
    List<String> expected = new ArrayList<>();
    Instant future = Instant.now().plusSeconds(3600);
    for (int index = 0; index < 3; index++) {
      UUID id = UUID.randomUUID();
      readSide.addSession(id, null, future.plusSeconds(index));
      expected.add(id.toString());
    }
    JsonNode first = json(http.get("/api/sessions?limit=2"));
    JsonNode second =
        json(http.get("/api/sessions?limit=1&cursor=" + first.get("nextCursor").stringValue()));
    assertThat(first.get("sessions").get(0).get("id").stringValue()).isEqualTo(expected.get(2));
    assertThat(first.get("sessions").get(1).get("id").stringValue()).isEqualTo(expected.get(1));
    assertThat(second.get("sessions").get(0).get("id").stringValue()).isEqualTo(expected.get(0));
  }

  @Test
  void shouldStartARunOfTheSessionsAgent() throws Exception {
    readSide.addSession(sessionId, agentId, Instant.now());
    owners.decide(payload -> {
      UUID runId = UUID.fromString(((AdmitRun) payload).getRunId());
      ReadSide.unchecked(() -> readSide.addRun(runId, "queued", 1));
      return Decision.accept("queued");
    });
    HttpResponse<String> answer =
        http.post("/api/runs", ADMIT.formatted(sessionId, ",\"onActive\":\"reject\""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    AdmitRun wish = owners.heard(AdmitRun.class).findFirst().orElseThrow();
    assertThat(wish.getRunId()).isEqualTo(json(answer).get("runId").stringValue());
    assertThat(wish.getOnActive()).isEqualTo("reject");
    assertThat(wish.getStart().getAgentVersionId()).isEqualTo(versionId.toString());
    assertThat(wish.getStart().getSessionId()).isEqualTo(sessionId.toString());
    assertThat(owners.envelopes().getLast().getAggregateId()).isEqualTo(sessionId.toString());
  }

  @Test
  void shouldTellWhyASessionDoesNotTakeARun() throws Exception {
    readSide.addSession(sessionId, agentId, Instant.now());
    String body = ADMIT.formatted(sessionId, "");
    owners.decide(_ -> OwnersTwin.refuse(Rejection.CONFLICT, "busy"));
    assertProblem(http.post("/api/runs", body), 409, "CONFLICT", "busy");
    owners.decide(_ -> OwnersTwin.refuse(Rejection.NOT_FOUND, "none"));
    assertProblem(http.post("/api/runs", body), 404, "NOT_FOUND", "none");
    owners.decide(_ -> OwnersTwin.refuse(Rejection.STALE, "expired"));
    assertProblem(http.post("/api/runs", body), 410, "SESSION_ENDED", "expired");
    owners.decide(_ -> {
      ReadSide.unchecked(() -> readSide.setSessionStatus(sessionId, "expired"));
      return OwnersTwin.refuse(Rejection.CONFLICT, "over");
    });
    assertProblem(http.post("/api/runs", body), 410, "SESSION_ENDED", "over");
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String code, String detail) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).get("code").stringValue()).isEqualTo(code);
    assertThat(json(answer).get("detail").stringValue()).isEqualTo(detail);
  }
}
