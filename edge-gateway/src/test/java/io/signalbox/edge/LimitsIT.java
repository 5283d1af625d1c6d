package io.signalbox.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// An edge that takes on little.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LimitsIT extends EdgeTest {
  private static final int CONNECTIONS = 8;

  private AnotherEdge edge;
  private int small;

  @BeforeAll
  void startAnotherEdge() {
    edge =
        AnotherEdge.start(
            "signalbox.edge.limits.uri", "512B",
            "signalbox.edge.limits.header", "1KB",
            "signalbox.edge.limits.body", "2KB",
            "signalbox.edge.limits.connections", Integer.toString(CONNECTIONS),
            "signalbox.edge.limits.tenant-streams", "2",
            "signalbox.edge.limits.tenant-sockets", "1",
            "signalbox.edge.limits.read", "1s",
            "signalbox.edge.limits.idle", "2s");
    small = edge.http().port();
  }

  @AfterAll
  void stopIt() {
    edge.close();
  }

  @Test
  void shouldRefuseAFirstLineThatIsTooLong() throws Exception {
    assertThat(answer("GET /" + "x".repeat(600) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 414 ");
  }

  @Test
  void shouldRefuseHeadersThatAreTooLarge() throws Exception {
    assertThat(
            answer(
                "GET /health HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(2_000) + "\r\n\r\n"))
        .startsWith("HTTP/1.1 431 ");
  }

  @Test
  void shouldRefuseABodyThatIsTooLargeByItsLengthAndByItsBytes() throws Exception {
    String head =
        "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    String body = "x".repeat(3_000);
    for (String request :
        List.of(
            head + "Content-Length: 3000\r\n\r\n" + body,
            head
                + "Transfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(3_000)
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n",
            head
                + "Idempotency-Key: large\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(3_000)
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n")) {
      assertThat(answer(request))
          .startsWith("HTTP/1.1 413 ")
          .contains("application/problem+json", "\"code\":\"TOO_LARGE\"", "\"limit\":2048");
    }
  }

  @Test
  void shouldEndARequestThatDoesNotArrive() throws Exception {
    try (RawHttp slowHead = new RawHttp(small);
        RawHttp slowBody = new RawHttp(small)) {
      slowHead.send("GET /health HT");
      slowBody.send(
          "POST /api/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + "Content-Length: 10\r\n\r\n{");
      assertThat(slowHead.answer())
          .startsWith("HTTP/1.1 408 ")
          .contains("\"code\":\"REQUEST_TIMEOUT\"");
      assertThat(slowHead.ends()).isTrue();
      assertThat(slowBody.answer()).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void shouldEndAConnectionThatIsIdle() throws Exception {
    try (RawHttp silent = new RawHttp(small);
        RawHttp kept = new RawHttp(small)) {
      assertThat(kept.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n").answer())
          .startsWith("HTTP/1.1 200 ");
      assertThat(kept.ends()).isTrue();
      assertThat(silent.ends()).isTrue();
    }
  }

  @Test
  void shouldRefuseAConnectionThatIsOneTooManyButAnswerProbes() throws Exception {
    awaitNoConnections();
    List<RawHttp> held = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        held.add(new RawHttp(small));
      }
      await().untilAsserted(() -> assertThat(connections()).isEqualTo(CONNECTIONS));
      assertThat(answer("GET /api/runs HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .startsWith("HTTP/1.1 503 ")
          .containsIgnoringCase("retry-after: 1")
          .contains("\"code\":\"UNAVAILABLE\"");
      assertThat(answer("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
          .startsWith("HTTP/1.1 200 ");
      try (RawHttp other = new RawHttp(small)) {
        assertThat(other.send("\u0016\u0003\u0001 no HTTP at all\r\n\r\n").ends()).isTrue();
      }
    } finally {
      for (RawHttp each : held) {
        each.close();
      }
    }
    awaitNoConnections();
    assertThat(answer("GET /api/runs HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        .startsWith("HTTP/1.1 200 ");
  }

  @Test
  void shouldRefuseStreamsOfATenantThatHasTooMany() throws Exception {
    // given
    RunScript run = new RunScript(log, readSide);
    run.write(1).projectAll();
    String stream = "/api/runs/" + run.runId() + "/stream";
    try (SseReader one = SseReader.open(small, stream, null)) {
      assertThat(one.next(1)).hasSize(1);
      SseReader two = SseReader.open(small, stream, null);
      assertThat(two.next(1)).hasSize(1);
      // when
      HttpResponse<String> refused = edge.http().get(stream);
      // then
      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(refused.body()).contains("\"code\":\"TOO_MANY\"", "\"limit\":2");
      two.close();
      await()
          .untilAsserted(() -> {
            try (SseReader three = SseReader.open(small, stream, null)) {
              assertThat(three.next(1)).hasSize(1);
            }
          });
    }
  }

  @Test
  void shouldRefuseSocketsOfATenantThatHasTooMany() throws Exception {
    DeviceClient first = new DeviceClient(small);
    try (RawSocket second = RawSocket.request(small, "/devices/connect", "http://127.0.0.1")) {
      assertThat(second.head()).startsWith("HTTP/1.1 429 ");
    }
    first.close();
    await()
        .untilAsserted(() -> {
          try (RawSocket third = RawSocket.request(small, "/devices/connect", "http://127.0.0.1")) {
            assertThat(third.head()).startsWith("HTTP/1.1 101 ");
          }
        });
  }

  @Test
  void shouldKeepSocketsAndStreamsThatAreQuietForLongerThanARequestMayBe() throws Exception {
    // given a socket and a stream on which nothing comes
    RunScript run = new RunScript(log, readSide);
    run.write(1).projectAll();
    try (RawHttp idle = new RawHttp(small);
        SseReader stream = SseReader.open(small, "/api/runs/" + run.runId() + "/stream", null)) {
      DeviceClient device = new DeviceClient(small);
      assertThat(stream.next(1)).hasSize(1);
      // when an idle connection is ended
      assertThat(idle.ends()).isTrue();
      // then they are not
      assertThat(device.isOpen()).isTrue();
      run.write(1).complete();
      assertThat(run.whileBehind(stream::rest)).isNotEmpty();
      device.close();
    }
  }

  private String answer(String request) throws Exception {
    try (RawHttp raw = new RawHttp(small)) {
      return raw.send(request).answer();
    }
  }

  private void awaitNoConnections() {
    await().untilAsserted(() -> assertThat(connections()).isZero());
  }

  private double connections() {
    return edge.context()
        .getBean(MeterRegistry.class)
        .get("signalbox.edge.connections")
        .gauge()
        .value();
  }
}
