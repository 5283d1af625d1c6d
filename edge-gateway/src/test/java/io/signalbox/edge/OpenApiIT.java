package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.domain.Decision;
import io.signalbox.domain.Rejection;
import io.signalbox.edge.ApiDriver.Call;
import io.signalbox.edge.apidocs.OpenApi;
import io.signalbox.edge.apidocs.OpenApi.Operation;
import io.signalbox.kit.kafka.WireConfig;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Whatever the OpenAPI document says that an operation answers is provoked from a running edge,
/// and each answer is checked by what it says.
class OpenApiIT extends EdgeTest {
  private static final String KEY = "Idempotency-Key";
  private static final String LARGE = "{\"x\":\"" + "y".repeat(1 << 20) + "\"}";
  private static final String NOBODY = "0190c6a5-0000-7000-8000-0000000000ff";

  /// Nothing that a test can do from outside has it answer so.
  private static final Set<String> EXEMPT = Set.of("500 INTERNAL");

  @Autowired private WireConfig config;
  private final OpenApi api = OpenApi.read();
  private final ApiDriver driver = new ApiDriver(api);
  private ApiScene scene;
  private OwnersTwin owners;

  @BeforeEach
  void start() throws SQLException {
    owners = new OwnersTwin(config, sender);
    scene = new ApiScene(readSide, owners);
  }

  @AfterEach
  void stop() {
    owners.close();
  }

  @Test
  void shouldAnswerAsDescribedAndDescribeNothingElse() throws Exception {
    succeed();
    beLate();
    refuseCallers();
    refuseInput();
    refuseKeys();
    refuseWhatIsNotThere();
    refuseByState();
    passOnRefusals();
    beAway();
    watch();
    showDocumentsAndState();
    assertThat(driver.unseen(EXEMPT))
        .as(
            "outcomes described in apidocs/http that nothing provoked: add a case, or take them out")
        .isEmpty();
  }

  private void succeed() throws Exception {
    Map<String, String> statuses =
        Map.of(
            "appendMessage", "202",
            "reportToolResult", "200",
            "cancelRun", "200",
            "deleteRun", "204",
            "deleteSession", "204");
    for (Call call : scene.writes()) {
      driver.expect(port, call, statuses.getOrDefault(call.operation(), "201"));
    }
    driver.expect(port, scene.startIn(scene.session()), "201");
    owners.decide(_ -> Decision.accept(List.of()));
    String known =
        "{\"name\":\"agent-%s\",\"config\":%s}"
            .formatted(scene.agent, ApiScene.CONFIG.formatted("n-" + scene.agent + "-1"));
    driver.expect(port, publish(known), "200");
    owners.decide(scene::apply);
    for (Call call : scene.reads()) {
      driver.expect(port, call, "200");
    }
  }

  /// The agent's id is one that the name decides, and the version one that was just published.
  private Call publish(String body) {
    return Call.of("publishAgentVersion", "/api/agents/" + scene.agent + "/versions", body);
  }

  private void beLate() throws Exception {
    owners.decide(_ -> null);
    Map<Call, CompletableFuture<HttpResponse<String>>> answers = new LinkedHashMap<>();
    for (Call call : scene.writes()) {
      answers.put(call, driver.send(port, call));
      if (call.operation().startsWith("delete")) {
        Call picky = call.with("Accept", "image/png");
        answers.put(picky, driver.send(port, picky));
      }
    }
    for (var each : answers.entrySet()) {
      boolean picky = !each.getKey().headers().isEmpty();
      driver.check(each.getKey(), picky ? "406 NOT_ACCEPTABLE" : "202", each.getValue().get());
    }
    owners.decide(scene::apply);
  }

  private void refuseCallers() throws Exception {
    for (Call call : calls()) {
      if (describes(call, "401 UNAUTHENTICATED")) {
        driver.expect(port, call.with("X-Forwarded-For", "10.0.0.1"), "401 UNAUTHENTICATED");
      }
      if (describes(call, "406 NOT_ACCEPTABLE") && !call.operation().startsWith("delete")) {
        driver.expect(port, call.with("Accept", "image/png"), "406 NOT_ACCEPTABLE");
      }
    }
    driver.expect(port, Call.of("connectDevice", "/devices/connect"), "400 INVALID_INPUT");
    driver.expect(
        port,
        Call.of("connectDevice", "/devices/connect").with("X-Real-IP", "10.0.0.1"),
        "401 UNAUTHENTICATED");
    try (DeviceClient device = new DeviceClient(port)) {
      assertThat(device.isOpen()).isTrue();
      driver.note("connectDevice", "101");
    }
  }

  private void refuseInput() throws Exception {
    for (Call call : scene.writes()) {
      if (describes(call, "400 MALFORMED_JSON")) {
        driver.expect(port, call.withBody("{"), "400 MALFORMED_JSON");
        driver.expect(port, call.withBody("[]"), "400 INVALID_INPUT");
      }
      if (describes(call, "415 UNSUPPORTED_MEDIA_TYPE")) {
        driver.expect(port, call.with("Content-Type", "text/plain"), "415 UNSUPPORTED_MEDIA_TYPE");
      }
      if (describes(call, "413 TOO_LARGE")) {
        Call large = call.withBody(LARGE);
        driver.expect(port, call.body() == null ? large.with(KEY, key()) : large, "413 TOO_LARGE");
      }
    }
    driver.expect(port, Call.of("listRuns", "/api/runs?limit=0"), "400 INVALID_INPUT");
    driver.expect(port, Call.of("listSessions", "/api/sessions?limit=0"), "400 INVALID_INPUT");
    driver.expect(port, events("?limit=0"), "400 INVALID_INPUT");
  }

  private void refuseKeys() throws Exception {
    List<Call> keyed =
        scene.writes().stream()
            .filter(call -> describes(call, "409 IDEMPOTENCY_MISMATCH"))
            .toList();
    try (AnotherEdge hasty = AnotherEdge.start("signalbox.edge.idempotency.patience", "50ms")) {
      for (Call call : keyed) {
        driver.expect(port, call.with(KEY, "a b"), "400 INVALID_INPUT");
        String key = key();
        CountDownLatch decided = new CountDownLatch(1);
        int before = owners.envelopes().size();
        owners.decide(payload -> {
          awaitQuietly(decided);
          return scene.apply(payload);
        });
        var first = driver.send(port, call.with(KEY, key));
        await().untilAsserted(() -> assertThat(owners.envelopes()).hasSizeGreaterThan(before));
        driver.expect(hasty.http().port(), call.with(KEY, key), "409 IDEMPOTENCY_IN_PROGRESS");
        decided.countDown();
        assertThat(first.get().statusCode()).isBetween(200, 202);
        driver.expect(
            port, call.withBody("{\"other\":1}").with(KEY, key), "409 IDEMPOTENCY_MISMATCH");
        HttpResponse<String> again = driver.send(port, call.with(KEY, key)).get();
        driver.check(call, String.valueOf(first.get().statusCode()), again);
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
      }
    }
    owners.decide(scene::apply);
  }

  private void refuseWhatIsNotThere() throws Exception {
    for (Call call : calls()) {
      String path = api.operation(call.operation()).path();
      if (describes(call, "404 NOT_FOUND") && path.contains("{id}")) {
        driver.expect(port, call.at(path.replace("{id}", NOBODY)), "404 NOT_FOUND");
        driver.expect(port, call.at(path.replace("{id}", "nonsense")), "404 NOT_FOUND");
      }
      if (describes(call, "410 RUN_DELETED")) {
        driver.expect(
            port, call.at(path.replace("{id}", scene.deleted.toString())), "410 RUN_DELETED");
      }
    }
    driver.expect(
        port,
        Call.of("startRun", "/api/runs", "{\"agentId\":\"x\",\"messages\":[{\"content\":\"x\"}]}"),
        "404 NOT_FOUND");
    driver.expect(
        port, Call.of("createSession", "/api/sessions", "{\"agentId\":\"x\"}"), "404 NOT_FOUND");
  }

  private void refuseByState() throws Exception {
    driver.expect(
        port,
        Call.of(
            "appendMessage", "/api/runs/" + scene.completed + "/messages", "{\"content\":\"x\"}"),
        "409 RUN_ENDED");
    String trimmed = "/api/runs/" + scene.trimmed;
    driver.expect(
        port, Call.of("forkRun", trimmed + "/fork", "{\"seq\":5}"), "409 HISTORY_TRIMMED");
    driver.expect(port, Call.of("retryRun", trimmed + "/retry"), "409 HISTORY_TRIMMED");
    driver.expect(
        port, Call.of("retryRun", "/api/runs/" + scene.completed + "/retry"), "409 CONFLICT");
    driver.expect(port, scene.startIn(scene.expiredSession), "410 SESSION_ENDED");
    String gone = "/api/sessions/" + scene.deletedSession;
    driver.expect(port, Call.of("getSession", gone), "410 SESSION_ENDED");
    driver.expect(port, Call.of("deleteSession", gone), "410 SESSION_ENDED");
    driver.expect(
        port, Call.of("cancelRun", "/api/runs/" + scene.completed + "/cancel", ""), "200");
  }

  private void passOnRefusals() throws Exception {
    Map<Rejection, String> outcomes =
        Map.of(
            Rejection.NOT_FOUND, "404 NOT_FOUND",
            Rejection.STALE, "409 STALE",
            Rejection.CONFLICT, "409 CONFLICT",
            Rejection.FORBIDDEN, "403 FORBIDDEN",
            Rejection.INVALID, "422 REFUSED",
            Rejection.UNSUPPORTED, "503 UNSUPPORTED");
    assertThat(outcomes.keySet()).containsExactlyInAnyOrder(Rejection.values());
    for (Rejection rejection : Rejection.values()) {
      owners.decide(_ -> OwnersTwin.refuse(rejection, "no"));
      for (Call call : scene.writes()) {
        driver.expect(port, call, outcomes.getOrDefault(rejection, ""));
      }
    }
    owners.decide(scene::apply);
  }

  private void beAway() throws Exception {
    String nowhere = "r2dbc:postgresql://127.0.0.1:1/nowhere";
    try (AnotherEdge edge =
        AnotherEdge.start("spring.r2dbc.url", nowhere, "signalbox.edge.store.url", nowhere)) {
      int away = edge.http().port();
      for (Call call : calls()) {
        if (describes(call, "503 UNAVAILABLE")) {
          driver.expect(away, call.with(KEY, key()), "503 UNAVAILABLE");
        }
      }
    }
  }

  private void watch() throws Exception {
    Operation stream = api.operation("streamEvents");
    RunScript run = new RunScript(log, readSide).write(3).complete().projectAll();
    driver.expect(port, Call.of("streamEvents", "/api/runs/" + run.runId() + "/stream"), "200");
    for (String path :
        List.of(
            "/api/runs/" + run.runId(),
            "/api/runs/" + scene.trimmed,
            "/api/runs/" + scene.completed)) {
      try (SseReader reader =
          SseReader.open(
              port, path + "/stream", path.contains(run.runId().toString()) ? "1" : "0")) {
        for (SseReader.Event event : reader.rest()) {
          assertThat(api.frameErrors(stream, event.name(), event.data()))
              .as(event.toString())
              .isEmpty();
        }
      }
    }
    for (Call call :
        List.of(events(""), Call.of("streamEvents", "/api/runs/" + scene.completed + "/stream"))) {
      String path = call.path();
      driver.expect(port, call.at(path + "?since=x"), "400 INVALID_CURSOR");
      driver.expect(port, call.at(path + "?since=" + NOBODY + ":1"), "400 CURSOR_OF_ANOTHER_RUN");
      driver.expect(port, call.at(path + "?since=3"), "416 CURSOR_BEYOND_END");
    }
    driver.expect(
        port,
        Call.of("listEvents", "/api/runs/" + scene.trimmed + "/events"),
        "410 HISTORY_TRIMMED");
  }

  private void showDocumentsAndState() throws Exception {
    for (Call call : plain()) {
      driver.expect(port, call, "200");
      if (describes(call, "304")) {
        HttpResponse<String> first = driver.send(port, call).get();
        String tag = first.headers().firstValue("ETag").orElseThrow();
        driver.expect(port, call.with("If-None-Match", tag), "304");
      }
    }
    driver.expect(port, Call.of("getTopicSchema", "/schemas/nothing.avsc"), "404 NOT_FOUND");
    driver.expect(port, Call.of("getDocsFile", "/docs/swagger-ui.js"), "404 NOT_FOUND");
    driver.expect(port, Call.of("getComponentHealth", "/actuator/health/nothing"), "404");
    driver.expect(port, Call.of("getMetric", "/actuator/metrics/nothing"), "404");
  }

  private static List<Call> plain() {
    return List.of(
        Call.of("getHealth", "/health"),
        Call.of("listManagement", "/actuator"),
        Call.of("getManagementHealth", "/actuator/health"),
        Call.of("getComponentHealth", "/actuator/health/liveness"),
        Call.of("getInfo", "/actuator/info"),
        Call.of("listMetrics", "/actuator/metrics"),
        Call.of("getMetric", "/actuator/metrics/signalbox.edge.watchers"),
        Call.of("scrapeMetrics", "/actuator/prometheus"),
        Call.of("getOpenApiJson", "/openapi.json"),
        Call.of("getOpenApiYaml", "/openapi.yaml"),
        Call.of("getAsyncApiJson", "/asyncapi.json"),
        Call.of("getAsyncApiYaml", "/asyncapi.yaml"),
        Call.of("getTopicSchema", "/schemas/run.events.avsc"),
        Call.of("getDocsPage", "/docs"),
        Call.of("getDocsFile", "/docs/swagger-ui.css"),
        Call.of("getDocsFile", "/docs/swagger-ui-bundle.js"),
        Call.of("getDocsFile", "/docs/page.js"));
  }

  private List<Call> calls() throws SQLException {
    Call stream = Call.of("streamEvents", "/api/runs/" + scene.completed + "/stream");
    return Stream.of(scene.writes(), scene.reads(), plain(), List.of(stream))
        .flatMap(List::stream)
        .toList();
  }

  private Call events(String query) {
    return Call.of("listEvents", "/api/runs/" + scene.completed + "/events" + query);
  }

  private boolean describes(Call call, String outcome) {
    return api.outcomes(api.operation(call.operation())).contains(outcome);
  }

  private static String key() {
    return UUID.randomUUID().toString();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
