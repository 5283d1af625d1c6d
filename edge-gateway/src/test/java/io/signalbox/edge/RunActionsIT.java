package io.signalbox.edge;

import static io.signalbox.edge.Http.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.run.AppendMessage;
import io.signalbox.schemas.run.CancelRun;
import io.signalbox.schemas.run.DeleteRun;
import io.signalbox.schemas.run.StartRun;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/// What can be done to runs, over HTTP, through the log and back through the views.
class RunActionsIT extends EdgeTest {
  private static final String CALLS =
      "[{\"callId\":\"c-1\",\"toolName\":\"t\",\"args\":{\"a\":1}},"
          + "{\"callId\":\"c-2\",\"toolName\":\"t\",\"args\":{\"a\":2}}]";

  @Autowired private WireConfig config;
  private final UUID agentId = UUID.randomUUID();
  private final UUID versionId = UUID.randomUUID();
  private final UUID runId = Ids.next();
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
  void shouldListRunsPageByPageNewestFirst() throws Exception {
    // given
    Instant began = Instant.parse("2026-01-01T00:00:00.000001Z");
    UUID sessionId = UUID.randomUUID();
    List<String> expected = new ArrayList<>();
    for (int index = 0; index < 7; index++) {
      UUID each = Ids.next();
      readSide.addRun(each, agentId, versionId, "running", began.plusSeconds(index / 2));
      expected.add(each.toString());
    }
    readSide.setSession(UUID.fromString(expected.get(6)), sessionId);
    readSide.setStatus(UUID.fromString(expected.get(0)), "failed");

    // when
    List<String> seen = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      JsonNode page = json(http.get("/api/runs?limit=3&agentId=" + agentId + next));
      page.get("runs").forEach(run -> seen.add(run.get("runId").stringValue()));
      JsonNode cursor = page.get("nextCursor");
      next = cursor == null ? "" : "&cursor=" + cursor.stringValue();
      pages++;
    } while (!next.isEmpty());

    // then
    assertThat(pages).isEqualTo(3);
    assertThat(seen).containsExactlyElementsOf(expected.reversed());
    assertThat(ids("/api/runs?agentId=" + agentId + "&status=failed"))
        .containsExactly(expected.getFirst());
    assertThat(ids("/api/runs?sessionId=" + sessionId)).containsExactly(expected.getLast());
    assertThat(ids("/api/runs?agentId=" + agentId + "&since=" + began.plusSeconds(3)))
        .containsExactly(expected.getLast());
    assertThat(http.get("/api/runs?agentId=" + agentId).body()).doesNotContain("nextCursor");
  }

  @Test
  void shouldShowOnlyRunsOfTheTenant() throws Exception {
    readSide.addRun("another", runId, "running", 2);
    assertThat(http.get("/api/runs").body()).doesNotContain(runId.toString());
    assertThat(http.get("/api/runs/" + runId + "/messages").statusCode()).isEqualTo(404);
    assertThat(http.post("/api/runs/" + runId + "/cancel", "{}").statusCode()).isEqualTo(404);
    assertThat(http.post("/api/runs/" + runId + "/fork", "{\"seq\":1}").statusCode())
        .isEqualTo(404);
    assertThat(http.delete("/api/runs/" + runId).statusCode()).isEqualTo(404);
  }

  @Test
  void shouldAppendAMessageAndShowTheConversation() throws Exception {
    // given
    readSide.addRun(runId, agentId, versionId, "running", Instant.now());
    readSide.addMessage(runId, 1, "user", "hi", "[]", null);
    readSide.addMessage(runId, 2, "assistant", "", CALLS, null);

    // when
    HttpResponse<String> answer =
        http.post(
            "/api/runs/" + runId + "/messages", "{\"message\":\"and?\",\"senderName\":\"Ann\"}");

    // then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    assertThat(json(answer).get("success").booleanValue()).isTrue();
    assertThat(json(answer).get("seq").longValue()).isEqualTo(2);
    AppendMessage wish = owners.heard(AppendMessage.class).findFirst().orElseThrow();
    assertThat(wish.getMessage().getId()).isEqualTo(json(answer).get("messageId").stringValue());
    assertThat(wish.getMessage().getText()).isEqualTo("and?");
    assertThat(wish.getMessage().getParts()).contains("\"senderName\":\"Ann\"");
    JsonNode messages = json(http.get("/api/runs/" + runId + "/messages")).get("messages");
    assertThat(messages.size()).isEqualTo(2);
    assertThat(messages.get(0).get("text").stringValue()).isEqualTo("hi");
    assertThat(messages.get(0).get("pending").booleanValue()).isFalse();
    assertThat(messages.get(1).get("toolCalls").get(0).get("args").get("a").intValue())
        .isEqualTo(1);
  }

  @Test
  void shouldTellThatARunIsOverWhenAMessageComesTooLate() throws Exception {
    readSide.addRun(runId, agentId, versionId, "running", Instant.now());
    owners.decide(_ -> {
      ReadSide.unchecked(() -> readSide.setStatus(runId, "completed"));
      return OwnersTwin.refuse(Rejection.CONFLICT, "over");
    });
    HttpResponse<String> answer =
        http.post("/api/runs/" + runId + "/messages", "{\"content\":\"x\"}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("code").stringValue()).isEqualTo("RUN_ENDED");
    assertThat(json(answer).get("detail").stringValue()).isEqualTo("over");
  }

  @Test
  void shouldTellThatARunHasEnoughToRead() throws Exception {
    readSide.addRun(runId, agentId, versionId, "running", Instant.now());
    owners.decide(_ -> OwnersTwin.refuse(Rejection.CONFLICT, "enough"));
    HttpResponse<String> answer =
        http.post("/api/runs/" + runId + "/messages", "{\"content\":\"x\"}");
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("code").stringValue()).isEqualTo("CONFLICT");
  }

  @Test
  void shouldSayThatTheOwnerDoesNotKnowACommandYet() throws Exception {
    readSide.addRun(runId, agentId, versionId, "running", Instant.now());
    owners.decide(_ -> OwnersTwin.refuse(Rejection.UNSUPPORTED, "unknown"));
    HttpResponse<String> answer = http.post("/api/runs/" + runId + "/cancel", "");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).get("code").stringValue()).isEqualTo("UNSUPPORTED");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void shouldCancelARunOnce() throws Exception {
    // given
    readSide.addRun(runId, agentId, versionId, "running", Instant.now());
    owners.decide(_ -> {
      ReadSide.unchecked(() -> readSide.setStatus(runId, "canceled"));
      return Decision.accept("canceled");
    });

    // when
    HttpResponse<String> first =
        http.post("/api/runs/" + runId + "/cancel", "{\"reason\":\"enough\"}");
    HttpResponse<String> second = http.post("/api/runs/" + runId + "/cancel", "");

    // then
    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(json(first).get("status").stringValue()).isEqualTo("canceled");
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(owners.heard(CancelRun.class))
        .extracting(CancelRun::getReason)
        .containsExactly("enough");
  }

  @Test
  void shouldDeleteARun() throws Exception {
    readSide.addRun(runId, agentId, versionId, "completed", Instant.now());
    owners.decide(_ -> {
      ReadSide.unchecked(() -> readSide.deleteRun(runId, 3));
      return Decision.accept("deleted");
    });
    assertThat(http.delete("/api/runs/" + runId).statusCode()).isEqualTo(204);
    assertThat(owners.heard(DeleteRun.class)).extracting(DeleteRun::getLastSeq).containsExactly(2L);
    assertThat(http.get("/api/runs/" + runId).statusCode()).isEqualTo(410);
    assertThat(http.delete("/api/runs/" + runId).statusCode()).isEqualTo(410);
    assertThat(http.get("/api/runs?agentId=" + agentId).body()).doesNotContain(runId.toString());
  }

  @Test
  void shouldForkARunBeforeItsToolsAnswered() throws Exception {
    // given a run whose first call of two is answered at seq 6
    readSide.addRun(runId, agentId, versionId, "waiting_tool", Instant.now());
    addTurn();
    readSide.addMessage(runId, 6, "tool", "{\"ok\":1}", "[]", "c-1");
    readSide.addMessage(runId, 7, "tool", "{\"ok\":2}", "[]", "c-2");
    readSide.addEvent(runId, 7, "tool.result", "{}");
    startRuns();

    // when
    HttpResponse<String> answer = http.post("/api/runs/" + runId + "/fork", "{\"seq\":6}");

    // then
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(json(answer).get("parentRunId").stringValue()).isEqualTo(runId.toString());
    assertThat(json(answer).get("parentSeq").longValue()).isEqualTo(6);
    assertThat(json(answer).get("status").stringValue()).isEqualTo("waiting_tool");
    StartRun wish = owners.heard(StartRun.class).findFirst().orElseThrow();
    assertThat(wish.getWaitsFor()).isEqualTo("tools");
    assertThat(wish.getFirstStep()).isEqualTo(3);
    assertThat(wish.getParentRunId()).isEqualTo(runId.toString());
    assertThat(wish.getParentSeq()).isEqualTo(6);
    assertThat(wish.getAgentVersionId()).isEqualTo(versionId.toString());
    assertThat(wish.getMessages()).hasSize(3);
    assertThat(wish.getMessages().get(1).getToolCalls().getFirst().getCallId()).isEqualTo("c-1");
    assertThat(UUID.fromString(wish.getMessages().get(1).getToolCalls().getLast().getCallId()))
        .extracting(UUID::version)
        .isEqualTo(7);
  }

  @Test
  void shouldForkARunWithAnotherQuestion() throws Exception {
    readSide.addRun(runId, agentId, versionId, "completed", Instant.now());
    addTurn();
    startRuns();
    HttpResponse<String> answer =
        http.post(
            "/api/runs/" + runId + "/fork",
            "{\"seq\":2,\"messages\":[{\"content\":\"else?\"}],\"metadata\":{\"x\":1}}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    StartRun wish = owners.heard(StartRun.class).findFirst().orElseThrow();
    assertThat(wish.getWaitsFor()).isEqualTo("model");
    assertThat(wish.getFirstStep()).isEqualTo(1);
    assertThat(wish.getMetadata()).isEqualTo("{\"x\":1}");
    assertThat(wish.getMessages())
        .extracting(each -> each.getText())
        .containsExactly("hi", "else?");
  }

  @Test
  void shouldRetryOnlyWhatFailedFromItsLastGoodStep() throws Exception {
    readSide.addRun(runId, agentId, versionId, "failed", Instant.now());
    addTurn();
    readSide.addMessage(runId, 6, "tool", "1", "[]", "c-1");
    readSide.addMessage(runId, 7, "tool", "2", "[]", "c-2");
    readSide.addEvent(runId, 9, "run.failed", "{}");
    startRuns();
    HttpResponse<String> answer = http.post("/api/runs/" + runId + "/retry", "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    StartRun wish = owners.heard(StartRun.class).findFirst().orElseThrow();
    assertThat(wish.getParentSeq()).isEqualTo(9);
    assertThat(wish.getWaitsFor()).isEqualTo("model");
    assertThat(wish.getFirstStep()).isEqualTo(4);
    assertThat(wish.getMessages()).hasSize(4);
    readSide.setStatus(runId, "completed");
    assertThat(http.post("/api/runs/" + runId + "/retry", "").statusCode()).isEqualTo(409);
  }

  @Test
  void shouldRetryARunWhoseFailureItsCallerSawBeforeTheView() throws Exception {
    // given
    readSide.addRun(runId, agentId, versionId, "running", Instant.now());
    addTurn();
    startRuns();
    // when
    CompletableFuture<HttpResponse<String>> retry =
        http.postAsync("/api/runs/" + runId + "/retry", "");
    CompletableFuture<HttpResponse<String>> fork =
        http.postAsync("/api/runs/" + runId + "/fork", "{\"seq\":9}");
    readSide.addEvent(runId, 9, "run.failed", "{}");
    readSide.setStatus(runId, "failed");
    // then
    assertThat(retry.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
    assertThat(fork.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(201);
  }

  @Test
  void shouldNotForkWhatIsNoLongerKept() throws Exception {
    readSide.addRun(runId, agentId, versionId, "completed", Instant.now());
    addTurn();
    readSide.trim(runId, 6);
    HttpResponse<String> answer = http.post("/api/runs/" + runId + "/fork", "{\"seq\":5}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(json(answer).get("code").stringValue()).isEqualTo("HISTORY_TRIMMED");
    assertThat(json(answer).get("oldestSeq").longValue()).isEqualTo(6);
  }

  private void addTurn() throws Exception {
    readSide.addEvent(runId, 1, "run.created", "{\"firstStep\":1,\"waitsFor\":\"model\"}");
    readSide.addMessage(runId, 1, "user", "hi", "[]", null);
    readSide.addEvent(runId, 5, "assistant.message", "{\"step\":3}");
    readSide.addMessage(runId, 5, "assistant", "", CALLS, null);
  }

  private void startRuns() {
    owners.decide(payload -> {
      if (payload instanceof StartRun) {
        ReadSide.unchecked(() -> readSide.addRun(owners.addressee(), "queued", 2));
      }
      return Decision.accept("started");
    });
  }

  private List<String> ids(String path) throws Exception {
    List<String> ids = new ArrayList<>();
    json(http.get(path)).get("runs").forEach(run -> ids.add(run.get("runId").stringValue()));
    return ids;
  }
}
