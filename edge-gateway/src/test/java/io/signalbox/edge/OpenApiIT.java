package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.domain.Decision;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// Whatever the OpenAPI document says that an operation answers is provoked from a running edge,
/// and each answer is checked by what it says.
class OpenApiIT extends EdgeTest {
  private static final String KEY = "Idempotency-Key";
  private static final String NOBODY = "0190c6a5-0000-7000-8000-0000000000ff";

  /// What takes long to provoke, or cannot be provoked from outside; other tests do.
  private static final Set<String> EXEMPT =
      Set.of("500 INTERNAL", "408 REQUEST_TIMEOUT", "429 TOO_MANY");

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
    new ApiRefusals(port, api, driver, scene, owners).provoke();
    beAway();
    watch();
    showDocumentsAndState();
    assertThat(driver.mismatches()).isEmpty();
    assertThat(driver.unseen(EXEMPT))
        .as(
            "outcomes described in apidocs/http that nothing provoked: add a case, or take them out")
        .isEmpty();
  }

  private void succeed() throws Exception {
    Map<String, String> statuses =
        Map.ofEntries(
            Map.entry("appendMessage", "202"),
            Map.entry("reportToolResult", "200"),
            Map.entry("claimToolCall", "200"),
            Map.entry("renewToolCall", "200"),
            Map.entry("settleToolCall", "200"),
            Map.entry("decideToolApproval", "200"),
            Map.entry("confirmToolCancel", "200"),
            Map.entry("cancelRun", "200"),
            Map.entry("deleteRun", "204"),
            Map.entry("deleteSession", "204"));
    List<Call> writes = scene.writes();
    for (Call call : writes) {
      driver.expect(port, call, statuses.getOrDefault(call.operation(), "201"));
    }
    driver.expect(port, scene.startIn(scene.session()), "201");
    owners.decide(_ -> Decision.accept(List.of()));
    for (Call known : writes.subList(0, 3)) {
      driver.expect(port, known, "200");
    }
    owners.decide(scene::apply);
    for (Call call : scene.reads()) {
      driver.expect(port, call, "200");
    }
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

  private void beAway() throws Exception {
    String nowhere = "r2dbc:postgresql://127.0.0.1:1/nowhere";
    try (AnotherEdge edge =
        AnotherEdge.start("spring.r2dbc.url", nowhere, "signalbox.edge.store.url", nowhere)) {
      int away = edge.http().port();
      for (Call call : scene.all()) {
        if (driver.describes(call, "503 UNAVAILABLE")) {
          driver.expect(away, call.with(KEY, UUID.randomUUID().toString()), "503 UNAVAILABLE");
        }
      }
      driver.expect(away, Call.of("getReadiness", "/readyz"), "503");
      driver.expect(away, Call.of("getManagementHealth", "/actuator/health"), "503");
      driver.expect(away, Call.of("getComponentHealth", "/actuator/health/r2dbc"), "503");
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
    Call watch = Call.of("streamEvents", "/api/runs/" + scene.completed + "/stream");
    for (Call call : List.of(scene.events(""), watch)) {
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
    for (Call call : scene.plain()) {
      driver.expect(port, call, "200");
      if (driver.describes(call, "304")) {
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
}
