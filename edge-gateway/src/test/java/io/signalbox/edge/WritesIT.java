package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.kit.Ids;
import io.signalbox.kit.json.CanonicalJson;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.schemas.agent.PublishAgent;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.tool.SubmitToolResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Writes over HTTP, through the log and back through the views.
class WritesIT extends EdgeTest {
  private static final String CONFIG =
      "{\"model\":{\"provider\":\"echo\"},\"agent\":{\"name\":\"%s\"}}";

  @Autowired private WireConfig config;
  private final String name = "agent-" + UUID.randomUUID();
  private final String hash = CanonicalJson.sha256(CanonicalJson.of(CONFIG.formatted(name)));
  private OwnersTwin owners;

  @BeforeEach
  void startOwners() {
    owners = new OwnersTwin(config, sender);
  }

  @AfterEach
  void stopOwners() {
    owners.close();
  }

  @Test
  void shouldAnswerWithTheVersionThatTheViewShows() throws Exception {
    // given
    UUID agentId = Ids.agent(ReadSide.TENANT, name);
    owners.decide(payload -> published(agentId, (PublishAgent) payload, "changed"));

    // when
    HttpResponse<String> created = post("/api/agents", body());
    UUID versionId = publishedVersion();
    owners.decide(_ -> Decision.accept(List.of()));
    HttpResponse<String> again = post("/api/agents", body());

    // then
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).get("agentVersionId").stringValue()).isEqualTo(versionId.toString());
    assertThat(json(created).get("configHash").stringValue()).isEqualTo(hash);
    assertThat(json(created).get("created").booleanValue()).isTrue();
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).get("created").booleanValue()).isFalse();
    assertThat(json(again).get("agentVersionId")).isEqualTo(json(created).get("agentVersionId"));
    JsonNode agent = json(get("/api/agents/" + agentId)).get("agent");
    assertThat(
            agent.get("versions").get(0).get("config").get("model").get("provider").stringValue())
        .isEqualTo("echo");
    assertThat(get("/api/agents").body()).contains(name);
  }

  @Test
  void shouldStartARunOfTheNewestVersion() throws Exception {
    // given
    UUID agentId = Ids.agent(ReadSide.TENANT, name);
    UUID versionId = Ids.next();
    readSide.addAgent(agentId, name, versionId, CONFIG.formatted(name), hash);
    owners.decide(payload -> {
      if (payload instanceof StartRun) {
        add(UUID.fromString(owners.envelopes().getLast().getAggregateId()));
      }
      return Decision.accept("started");
    });

    // when
    HttpResponse<String> started =
        post(
            "/api/runs",
            "{\"agentId\":\"%s\",\"initialMessages\":[{\"content\":\"hi\"}]}".formatted(agentId));

    // then
    assertThat(started.statusCode()).as(started.body()).isEqualTo(201);
    String runId = json(started).get("runId").stringValue();
    assertThat(started.headers().firstValue("Location")).hasValue("/api/runs/" + runId);
    assertThat(json(started).get("status").stringValue()).isEqualTo("queued");
    assertThat(json(started).get("streamUrl").stringValue())
        .isEqualTo("/api/runs/" + runId + "/stream");
    assertThat(get("/api/runs/" + runId).statusCode()).isEqualTo(200);
    StartRun wish = owners.heard(StartRun.class).findFirst().get();
    assertThat(wish.getAgentVersionId()).isEqualTo(versionId.toString());
    assertThat(wish.getConfigHash()).isEqualTo(hash);
    assertThat(wish.getMessages().getFirst().getId()).isEqualTo("msg-0");
    assertThat(wish.getMessages().getFirst().getRole()).isEqualTo("user");
    assertThat(wish.getMessages().getFirst().getText()).isEqualTo("hi");
  }

  @Test
  void shouldAnswerPendingWhenNobodyDecidesInTime() throws Exception {
    owners.decide(_ -> null);
    HttpResponse<String> answer = post("/api/agents", body());
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(json(answer).get("status").stringValue()).isEqualTo("pending");
    assertThat(answer.headers().firstValue("Location"))
        .hasValue("/api/agents/" + Ids.agent(ReadSide.TENANT, name));
  }

  @Test
  void shouldTellARefusal() throws Exception {
    owners.decide(_ -> OwnersTwin.refuse(Rejection.CONFLICT, "taken"));
    HttpResponse<String> answer = post("/api/agents", body());
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).get("code").stringValue()).isEqualTo("CONFLICT");
    assertThat(json(answer).get("detail").stringValue()).isEqualTo("taken");
  }

  @Test
  void shouldTakeAToolResult() throws Exception {
    UUID runId = Ids.next();
    readSide.addRun(runId, "waiting_tool", 5);
    String callId = Ids.next().toString();
    HttpResponse<String> answer =
        post(
            "/api/runs/" + runId + "/tool-results",
            "{\"callId\":\"%s\",\"result\":null,\"source\":\"browser\"}".formatted(callId));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(json(answer).get("success").booleanValue()).isTrue();
    SubmitToolResult heard = owners.heard(SubmitToolResult.class).findFirst().get();
    assertThat(heard.getResult()).isEqualTo("null");
    assertThat(heard.getSource()).isEqualTo("browser");
    assertThat(heard.getStatus()).isEqualTo("completed");
  }

  @Test
  void shouldNotFindWhatIsNotThere() throws Exception {
    String id = Ids.next().toString();
    assertThat(get("/api/agents/" + id).statusCode()).isEqualTo(404);
    assertThat(get("/api/runs/" + id).statusCode()).isEqualTo(404);
    assertThat(get("/api/devices/" + id).statusCode()).isEqualTo(404);
    assertThat(
            post(
                    "/api/runs",
                    "{\"agentId\":\"%s\",\"initialMessages\":[{\"content\":\"hi\"}]}".formatted(id))
                .statusCode())
        .isEqualTo(404);
    assertThat(
            post(
                    "/api/runs/" + id + "/tool-results",
                    "{\"callId\":\"%s\",\"result\":1}".formatted(id))
                .statusCode())
        .isEqualTo(404);
    assertThat(
            post("/api/agents/" + id + "/versions", "{\"config\":" + CONFIG.formatted("x") + "}")
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void shouldRefuseABodyOverTheLimitAndASocketWithoutUpgrade() throws Exception {
    HttpResponse<String> large = post("/api/agents", "{\"x\":\"" + "y".repeat(1 << 20) + "\"}");
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(json(large).get("code").stringValue()).isEqualTo("TOO_LARGE");
    assertThat(get("/devices/connect").statusCode()).isEqualTo(400);
    assertThat(get("/nowhere").statusCode()).isEqualTo(404);
    assertThat(json(get("/nowhere")).get("code").stringValue()).isEqualTo("NOT_FOUND");
  }

  private Decision<String> published(UUID agentId, PublishAgent wish, String event) {
    try {
      readSide.addAgent(
          agentId,
          name,
          wish.getVersion().getVersionId(),
          wish.getVersion().getConfig(),
          wish.getVersion().getConfigHash());
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Decision.accept(event);
  }

  private UUID publishedVersion() {
    return owners.heard(PublishAgent.class).findFirst().get().getVersion().getVersionId();
  }

  private void add(UUID runId) {
    try {
      readSide.addRun(runId, "queued", 2);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private String body() {
    return "{\"config\":" + CONFIG.formatted(name) + "}";
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(HttpRequest.newBuilder(uri(path)).build());
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }
}
