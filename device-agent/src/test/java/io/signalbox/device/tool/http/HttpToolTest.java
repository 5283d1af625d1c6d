package io.signalbox.device.tool.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.signalbox.device.tool.ToolFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HttpToolTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;
  private String origin;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    origin = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    client.shutdownNow();
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    String path = exchange.getRequestURI().toString();
    requests.add(
        "%s %s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                path,
                exchange.getRequestHeaders().getFirst("x-token"),
                body));
    if (path.equals("/hang")) {
      return;
    }
    exchange.getResponseHeaders().add("content-type", "text/plain");
    exchange.getResponseHeaders().add("location", "http://elsewhere.example/");
    byte[] answer = (path.equals("/long") ? "\"".repeat(1_000_000) : "hello").getBytes(UTF_8);
    exchange.sendResponseHeaders(path.equals("/away") ? 302 : 200, answer.length);
    try (var out = exchange.getResponseBody()) {
      out.write(answer);
    }
  }

  @Test
  void shouldGetAndPost() throws Exception {
    var got = run("{\"url\": \"%s/a?b=c\"}");
    run("{\"url\": \"%s/p\", \"method\": \"POST\", \"body\": {\"x\": 1}}");
    assertThat(got.get("status").asInt()).isEqualTo(200);
    assertThat(got.get("body").asString()).isEqualTo("hello");
    assertThat(got.get("contentType").asString()).isEqualTo("text/plain");
    assertThat(got.get("truncated").asBoolean()).isFalse();
    assertThat(requests).containsExactly("GET /a?b=c t0ken ", "POST /p t0ken {\"x\":1}");
  }

  @Test
  void shouldTellOfARedirectAndNotFollowIt() throws Exception {
    var result = run("{\"url\": \"%s/away\"}");
    assertThat(result.get("status").asInt()).isEqualTo(302);
    assertThat(result.get("location").asString()).isEqualTo("http://elsewhere.example/");
    assertThat(requests).hasSize(1);
  }

  @Test
  void shouldCutALongBody() throws Exception {
    var result = run("{\"url\": \"%s/long\"}");
    assertThat(result.get("truncated").asBoolean()).isTrue();
    assertThat(result.toString().length()).isBetween(32 * 1024, 60 * 1024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1/",
        "https://127.0.0.1:%d/",
        "http://localhost:%d/",
        "http://127.0.0.1:%d@elsewhere.example/",
        "http://user@127.0.0.1:%d/",
        "http://127.0.0.1.elsewhere.example:%d/",
        "file:///etc/passwd",
        "//127.0.0.1:%d/",
        "/relative",
        "http://127.0.0.1:%d/ a"
      })
  void shouldRefuseOtherOrigins(String url) {
    String address = url.replace("%d", Integer.toString(server.getAddress().getPort()));
    var args = JSON.createObjectNode().put("url", address);
    assertThatThrownBy(() -> tool().run(args))
        .isInstanceOf(ToolFailure.class)
        .hasMessageContaining("args.url")
        .hasMessageContaining("\"" + address);
    assertThat(requests).isEmpty();
  }

  @Test
  void shouldRefuseOtherMethodsAndABodyWithGet() {
    assertThatThrownBy(() -> run("{\"url\": \"%s/\", \"method\": \"DELETE\"}"))
        .hasMessage("Expected args.method to be one of GET, POST, but it is \"DELETE\"");
    assertThatThrownBy(() -> run("{\"url\": \"%s/\", \"body\": 1}"))
        .hasMessage("Expected args.body to be absent with GET, but it is 1");
  }

  @Test
  void shouldGiveUpARequestWhenItIsInterrupted() {
    // given
    var ended = new CompletableFuture<Throwable>();
    var thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                run("{\"url\": \"%s/hang\"}");
              } catch (Exception e) {
                ended.complete(e);
              }
            });
    await().untilAsserted(() -> assertThat(requests).hasSize(1));

    // when
    thread.interrupt();

    // then
    assertThat(ended.join()).isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "ftp://example.com", "https://example.com/path"})
  void shouldRefuseWhatIsNoOrigin(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Origin.parse(text))
        .withMessageContaining(text);
  }

  private JsonNode run(String args) throws Exception {
    return tool().run(JSON.readTree(args.replace("%s", origin)));
  }

  private HttpTool tool() {
    return new HttpTool(
        "http",
        List.of(origin),
        List.of("GET", "POST"),
        Map.of("x-token", "t0ken"),
        Duration.ofSeconds(30),
        client);
  }
}
