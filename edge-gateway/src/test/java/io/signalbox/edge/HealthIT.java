package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What an edge tells about itself, beside a broker and a database but without a dispatcher.
class HealthIT extends EdgeTest {

  @Test
  void shouldTellHowItFares() throws Exception {
    await().untilAsserted(() -> assertThat(health().path("components").size()).isEqualTo(4));
    JsonNode health = health();
    assertThat(health.path("status").stringValue()).isEqualTo("degraded");
    assertThat(health.path("ok").booleanValue()).isTrue();
    assertThat(health.path("service").stringValue()).isEqualTo("edge-gateway");
    assertThat(health.path("active_connections").isInt()).isTrue();
    assertThat(health.path("connections").path("watchers").isInt()).isTrue();
    assertThat(health.path("connections").path("devices").isInt()).isTrue();
    assertThat(health.path("uptime").isNumber()).isTrue();
    assertThat(health.path("memory").path("heapUsed").isNumber()).isTrue();
    assertThat(health.path("timestamp").stringValue()).endsWith("Z");
    JsonNode parts = health.path("components");
    for (String part : new String[] {"kafka", "postgres", "tail"}) {
      assertThat(parts.path(part).path("status").stringValue()).as(part).isEqualTo("healthy");
    }
    assertThat(parts.path("dispatcher").path("status").stringValue()).isEqualTo("unhealthy");
    assertThat(parts.path("dispatcher").path("reason").stringValue()).contains("no dispatcher");
  }

  @Test
  void shouldAnswerProbes() throws Exception {
    await().untilAsserted(() -> assertThat(http().get("/readyz").statusCode()).isEqualTo(200));
    assertThat(http().get("/healthz").statusCode()).isEqualTo(200);
    assertThat(http().get("/actuator/health/readiness").statusCode()).isEqualTo(200);
    assertThat(http().get("/actuator/prometheus").body())
        .contains(
            "signalbox_edge_watchers",
            "signalbox_edge_health{component=\"kafka\"} 1.0",
            "signalbox_edge_health{component=\"dispatcher\"} 0.0");
  }

  @Test
  void shouldNotBeReadyButAliveWhileTheDatabaseWasNeverReached() throws Exception {
    // given an edge whose views are at a port where nobody listens
    try (AnotherEdge lost =
        AnotherEdge.start(
            "spring.r2dbc.url", "r2dbc:postgresql://127.0.0.1:1/nowhere",
            "spring.r2dbc.pool.initial-size", "0",
            "signalbox.edge.health.recheck", "100ms")) {
      Http edge = lost.http();
      await()
          .untilAsserted(() ->
              assertThat(
                      Http.json(edge.get("/health"))
                          .path("components")
                          .path("postgres")
                          .path("status")
                          .stringValue(""))
                  .isEqualTo("unhealthy"));
      // then
      HttpResponse<String> ready = edge.get("/readyz");
      assertThat(ready.statusCode()).isEqualTo(503);
      assertThat(ready.headers().firstValue("Retry-After")).isPresent();
      assertThat(Http.json(ready).path("ready").booleanValue()).isFalse();
      assertThat(edge.get("/healthz").statusCode()).isEqualTo(200);
      assertThat(edge.get("/actuator/health/readiness").statusCode()).isEqualTo(503);
      assertThat(Http.json(edge.get("/health")).path("status").stringValue())
          .isEqualTo("unhealthy");
    }
  }

  @Test
  void shouldNotBeReadyFromTheMomentThatItIsStopped() throws Exception {
    // given an edge that is ready
    AnotherEdge leaving = AnotherEdge.start("signalbox.edge.shutdown.grace", "3s");
    Http edge = leaving.http();
    await().untilAsserted(() -> assertThat(edge.get("/readyz").statusCode()).isEqualTo(200));
    // when
    CompletableFuture<Void> closed = CompletableFuture.runAsync(leaving::close);
    // then it is not, and takes no new streams, but still answers
    await()
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(edge.get("/readyz").statusCode()).isEqualTo(503));
    HttpResponse<String> stream = edge.get("/api/runs/" + UUID.randomUUID() + "/stream");
    assertThat(stream.statusCode()).isEqualTo(503);
    assertThat(stream.headers().firstValue("Retry-After")).isPresent();
    assertThat(edge.get("/api/runs").statusCode()).isEqualTo(200);
    closed.get(30, TimeUnit.SECONDS);
  }

  private Http http() {
    return new Http(port);
  }

  private JsonNode health() throws Exception {
    return Http.json(http().get("/health"));
  }
}
