package io.signalbox.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The watcher against a small server that speaks the stream's protocol and remembers where
/// watchers wanted to resume.
class WatcherTest {

  private static final int EVENTS = 30;

  private final List<String> cursors = new CopyOnWriteArrayList<>();
  private final StringWriter printed = new StringWriter();
  private HttpServer server;
  private EdgeClient edge;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/api/runs/r1/stream", this::stream);
    server.start();
    edge = new EdgeClient(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stop() {
    edge.close();
    server.stop(0);
  }

  @Test
  void shouldResumeWhereItWasCutAndSeeEachEventOnce() {
    // given
    var watcher =
        new Watcher(edge, "r1", System.nanoTime(), new DemoOutput(new PrintWriter(printed)));

    // when
    watcher.watch();

    // then
    assertThat(cursors).containsExactly("none", "8");
    assertThat(watcher.sightings().gaps(EVENTS)).isZero();
    assertThat(watcher.sightings().duplicates()).isZero();
    assertThat(watcher.status()).contains("completed");
    assertThat(printed.toString())
        .contains("connection cut after seq 8")
        .contains("resuming after 8");
  }

  private void stream(HttpExchange exchange) throws IOException {
    var cursor = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"));
    cursors.add(cursor.orElse("none"));
    exchange.sendResponseHeaders(200, 0);
    try (var out = exchange.getResponseBody()) {
      out.write(": connected\n\n".getBytes(StandardCharsets.UTF_8));
      for (int seq = cursor.map(Integer::parseInt).orElse(0) + 1; seq <= EVENTS; seq++) {
        var type = seq == EVENTS ? "run.completed" : "assistant.delta";
        out.write(
            "id: %d\nevent: hsafa\ndata: {\"seq\":%d,\"type\":\"%s\"}\n\n"
                .formatted(seq, seq, type)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      exchange.close(); // the watcher cut the connection
    }
  }
}
