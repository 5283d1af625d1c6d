package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.domain.Rejection;
import io.signalbox.edge.ApiDriver.Call;
import io.signalbox.edge.apidocs.OpenApi;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;

/// Has every operation refuse requests, for every reason that it may have.
final class ApiRefusals {
  private static final String KEY = "Idempotency-Key";
  private static final String LARGE = "{\"x\":\"" + "y".repeat(1 << 20) + "\"}";
  private static final String NOBODY = "0190c6a5-0000-7000-8000-0000000000ff";

  private final int port;
  private final OpenApi api;
  private final ApiDriver driver;
  private final ApiScene scene;
  private final OwnersTwin owners;

  ApiRefusals(int port, OpenApi api, ApiDriver driver, ApiScene scene, OwnersTwin owners) {
    this.port = port;
    this.api = api;
    this.driver = driver;
    this.scene = scene;
    this.owners = owners;
  }

  void provoke() throws Exception {
    refuseCallers();
    refuseInput();
    refuseKeys();
    refuseWhatIsNotThere();
    refuseByState();
    passOnRefusals();
  }

  private void refuseCallers() throws Exception {
    for (Call call : scene.all()) {
      if (driver.describes(call, "401 UNAUTHENTICATED")) {
        driver.expect(port, call.with("X-Forwarded-For", "10.0.0.1"), "401 UNAUTHENTICATED");
      }
      if (driver.describes(call, "406 NOT_ACCEPTABLE") && !call.operation().startsWith("delete")) {
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
    upgrade("connectOperator", "/");
    upgrade("connectOperatorAtGateway", "/gateway");
  }

  private void upgrade(String operation, String path) {
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws://127.0.0.1:" + port + path), new WebSocket.Listener() {})
        .join()
        .abort();
    driver.note(operation, "101");
  }

  private void refuseInput() throws Exception {
    for (Call call : scene.writes()) {
      if (driver.describes(call, "400 MALFORMED_JSON")) {
        driver.expect(port, call.withBody("{"), "400 MALFORMED_JSON");
        driver.expect(port, call.withBody("[]"), "400 INVALID_INPUT");
      }
      if (driver.describes(call, "415 UNSUPPORTED_MEDIA_TYPE")) {
        driver.expect(port, call.with("Content-Type", "text/plain"), "415 UNSUPPORTED_MEDIA_TYPE");
      }
      if (driver.describes(call, "413 TOO_LARGE")) {
        Call large = call.withBody(LARGE);
        boolean keyed = call.body() == null;
        driver.expect(
            port, keyed ? large.with(KEY, UUID.randomUUID().toString()) : large, "413 TOO_LARGE");
      }
    }
    driver.expect(port, Call.of("listRuns", "/api/runs?limit=0"), "400 INVALID_INPUT");
    driver.expect(port, Call.of("listSessions", "/api/sessions?limit=0"), "400 INVALID_INPUT");
    driver.expect(
        port, Call.of("listDevices", "/api/devices?connected=maybe"), "400 INVALID_INPUT");
    driver.expect(port, Call.of("listToolCalls", "/api/tool-calls?wait=61"), "400 INVALID_INPUT");
    driver.expect(port, Call.of("listDevices", "/api/devices?label=hall"), "400 INVALID_INPUT");
    driver.expect(
        port,
        Call.of("listDeviceSessions", "/api/devices/" + scene.device + "/sessions?limit=0"),
        "400 INVALID_INPUT");
    driver.expect(
        port,
        Call.of("listDeviceEvents", "/api/devices/" + scene.device + "/events?since=x"),
        "400 INVALID_INPUT");
    driver.expect(port, scene.events("?limit=0"), "400 INVALID_INPUT");
  }

  private void refuseKeys() throws Exception {
    List<Call> keyed =
        scene.writes().stream()
            .filter(call -> driver.describes(call, "409 IDEMPOTENCY_MISMATCH"))
            .toList();
    try (AnotherEdge hasty = AnotherEdge.start("signalbox.edge.idempotency.patience", "50ms")) {
      for (Call call : keyed) {
        driver.expect(port, call.with(KEY, "a b"), "400 INVALID_INPUT");
        String key = UUID.randomUUID().toString();
        CountDownLatch decided = new CountDownLatch(1);
        int before = owners.envelopes().size();
        owners.decide(payload -> {
          Latches.await(decided);
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
    for (Call call : scene.all()) {
      String path = api.operation(call.operation()).path();
      if (driver.describes(call, "404 NOT_FOUND") && path.contains("{id}")) {
        driver.expect(port, call.at(path.replace("{id}", NOBODY)), "404 NOT_FOUND");
        driver.expect(port, call.at(path.replace("{id}", "nonsense")), "404 NOT_FOUND");
      }
      if (driver.describes(call, "410 RUN_DELETED")) {
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
}
