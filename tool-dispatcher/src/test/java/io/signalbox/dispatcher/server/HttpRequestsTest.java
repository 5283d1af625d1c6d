package io.signalbox.dispatcher.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.signalbox.kit.tools.ServerTool;
import io.signalbox.kit.tools.ToolOutcome;
import io.signalbox.kit.tools.form.BoundedJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/// Requests to a real server on this machine.
class HttpRequestsTest {
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private LocalServer server;
  private List<String> seen;
  private int port;
  private ServerTools tools;

  @SuppressWarnings("NullAway.Init") // serve is called before each test
  HttpRequestsTest() {}

  @BeforeEach
  void serve() throws IOException {
    server = new LocalServer();
    seen = server.seen();
    port = server.port();
    tools = new ServerTools(new EgressSettings(List.of("127.0.0.1:" + port)));
  }

  @AfterEach
  void stop() {
    server.close();
    threads.shutdownNow();
  }

  private static ServerTool tool(String fields) {
    return ServerTool.ofWire("{\"type\":\"request\",%s}".formatted(fields));
  }

  private static ToolOutcome outcome(Mono<ToolOutcome> execution) {
    return Objects.requireNonNull(execution.block(Duration.ofSeconds(30)));
  }

  private ToolOutcome execute(ServerTools by, String fields, String args) {
    return outcome(by.execute(tool(fields), BoundedJson.read(args)));
  }

  private JsonNode answer(String path, String more, String args) {
    ToolOutcome outcome =
        execute(tools, "\"url\":\"http://127.0.0.1:%d%s\"%s".formatted(port, path, more), args);
    assertThat(outcome).isInstanceOf(ToolOutcome.Completed.class);
    return BoundedJson.read(((ToolOutcome.Completed) outcome).result());
  }

  private static void assertFailed(ToolOutcome outcome, String code, String error) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ToolOutcome.Failed.class,
            it -> {
              assertThat(it.code()).isEqualTo(code);
              assertThat(it.error()).contains(error);
            });
  }

  @Test
  void shouldSendWhatTheToolSaysAndAnswerWithWhatComesBack() {
    // when
    JsonNode answer =
        answer(
            "/echo/{{id}}",
            ",\"method\":\"POST\",\"headers\":{\"X-Key\":\"k{{id}}\"},\"queryParams\":{\"q\":\"{{id}}\"},\"body\":{\"id\":\"{{id}}\",\"x\":\"{{x}}\"}",
            "{\"id\":\"a/b\",\"x\":2}");
    // then
    assertThat(seen)
        .containsExactly(
            "POST /echo/a%%2Fb?q=a%%2Fb ka/b 127.0.0.1:%d {\"id\":\"a/b\",\"x\":2}"
                .formatted(port));
    assertThat(answer.get("success").booleanValue()).isTrue();
    assertThat(answer.get("status").intValue()).isEqualTo(200);
    assertThat(answer.get("data")).hasToString("{\"n\":1.50}");
    assertThat(answer.get("headers").get("content-type").stringValue())
        .isEqualTo("application/json");
    assertThat(answer.get("headers").get("x-two").stringValue()).isEqualTo("1, 2");
    assertThat(answer.get("error").isNull()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "PUT", "PATCH", "DELETE"})
  void shouldUseTheMethod(String method) {
    answer("/echo", ",\"method\":\"%s\"".formatted(method), "{}");
    assertThat(seen).singleElement().asString().startsWith(method + " /echo");
  }

  @Test
  void shouldAnswerAHeadRequestWithoutData() {
    assertThat(answer("/echo", ",\"method\":\"HEAD\"", "{}").get("data").isNull()).isTrue();
  }

  @Test
  void shouldCallAFailureOfTheServerAnAnswer() {
    JsonNode answer = answer("/text", "", "{}");
    assertThat(answer.get("success").booleanValue()).isFalse();
    assertThat(answer.get("status").intValue()).isEqualTo(404);
    assertThat(answer.get("data").stringValue()).isEqualTo("gone \u00e9");
    assertThat(answer.get("error").stringValue()).isEqualTo("HTTP 404 Not Found");
  }

  @Test
  void shouldTakeJsonThatIsNoneAsText() {
    assertThat(answer("/bad-json", "", "{}").get("data").stringValue()).isEqualTo("{\"a\":");
  }

  @Test
  void shouldNotFollowARedirect() {
    JsonNode answer = answer("/redirect", "", "{}");
    assertThat(answer.get("status").intValue()).isEqualTo(302);
    assertThat(answer.get("headers").get("location").stringValue()).endsWith("/echo");
    assertThat(seen).isEmpty();
  }

  @Test
  void shouldGiveUpASlowServerAtTheTimeout() {
    assertFailed(
        execute(
            tools, "\"url\":\"http://127.0.0.1:%d/slow\",\"timeoutMs\":200".formatted(port), "{}"),
        "REQUEST_TIMEOUT",
        "did not answer within 200 ms");
  }

  @Test
  void shouldRefuseABodyThatIsTooLarge() {
    assertFailed(
        execute(tools, "\"url\":\"http://127.0.0.1:%d/big\"".formatted(port), "{}"),
        "RESPONSE_TOO_LARGE",
        "at most 262144 bytes");
  }

  @Test
  void shouldRefuseAHeaderWithALineBreakWithoutSendingAnything() {
    assertFailed(
        execute(
            tools,
            "\"url\":\"http://127.0.0.1:%d/echo\",\"headers\":{\"X-Key\":\"{{k}}\"}"
                .formatted(port),
            "{\"k\":\"a\\r\\nX-Evil: 1\"}"),
        "INVALID_HEADER",
        "headers.X-Key");
    assertThat(seen).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1,loopback (127.0.0.0/8)",
    "http://localhost,loopback",
    "http://[::1],loopback",
    "http://[::ffff:127.0.0.1],loopback (127.0.0.0/8)",
    "http://169.254.169.254,metadata (169.254.169.254/32)",
    "http://10.0.0.1,private (10.0.0.0/8)",
    "https://[fd00:ec2::254],metadata",
    "http://0.0.0.0,unspecified (0.0.0.0/8)"
  })
  void shouldBlockWhatIsNotAllowedAndNameHostAndRule(String url, String rule) {
    // given
    ServerTools closed = new ServerTools(new EgressSettings(List.of("public")));
    // when
    ToolOutcome outcome = execute(closed, "\"url\":\"%s:%d/echo\"".formatted(url, port), "{}");
    // then
    assertFailed(outcome, "EGRESS_BLOCKED", rule);
    assertThat(seen).isEmpty();
  }

  private ToolOutcome executeWith(EgressResolvers.Lookup lookup, String allow) {
    HttpRequests requests =
        new HttpRequests(new EgressResolvers(new Egress(List.of(allow)), lookup));
    ServerTool.Request request =
        (ServerTool.Request) tool("\"url\":\"http://name.test:%d/echo\"".formatted(port));
    return outcome(requests.make(request.template().fill(BoundedJson.read("{}"))));
  }

  @Test
  void shouldConnectToTheAddressThatItCheckedAndAskForItOnce() {
    // given a name that leads elsewhere when it is asked for again
    AtomicInteger asked = new AtomicInteger();
    EgressResolvers.Lookup rebinding =
        _ ->
            new InetAddress[] {
              InetAddress.getByName(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2")
            };
    // when
    ToolOutcome outcome = executeWith(rebinding, "127.0.0.1");
    // then
    assertThat(outcome).isInstanceOf(ToolOutcome.Completed.class);
    assertThat(asked).hasValue(1);
    assertThat(seen).singleElement().asString().contains("name.test:" + port);
  }

  @Test
  void shouldBlockANameOneOfWhoseAddressesIsPrivate() {
    assertFailed(
        executeWith(
            _ ->
                new InetAddress[] {
                  InetAddress.getByName("8.8.8.8"), InetAddress.getByName("127.0.0.1")
                },
            "public"),
        "EGRESS_BLOCKED",
        "Requests to name.test are blocked: loopback");
    assertThat(seen).isEmpty();
  }

  @Test
  void shouldSayThatAHostIsUnknown() {
    assertFailed(
        executeWith(
            host -> {
              throw new UnknownHostException(host);
            },
            "public"),
        "HOST_NOT_FOUND",
        "name.test");
  }

  @Test
  void shouldSayThatNobodyListens() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    ServerTools open = new ServerTools(new EgressSettings(List.of("127.0.0.0/8")));
    assertFailed(
        execute(open, "\"url\":\"http://127.0.0.1:%d/\"".formatted(free), "{}"),
        "CONNECT_FAILED",
        "127.0.0.1");
  }

  @Test
  void shouldSendOnceThoughTheConnectionBreaks() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      AtomicInteger accepted = new AtomicInteger();
      threads.submit(() -> {
        while (true) {
          try (Socket each = socket.accept()) {
            accepted.incrementAndGet();
            each.getInputStream().read();
          }
        }
      });
      ServerTools open = new ServerTools(new EgressSettings(List.of("127.0.0.1")));
      // when
      ToolOutcome outcome =
          execute(
              open,
              "\"url\":\"http://127.0.0.1:%d/\",\"method\":\"POST\",\"body\":\"x\""
                  .formatted(socket.getLocalPort()),
              "{}");
      // then
      assertFailed(outcome, "REQUEST_FAILED", "127.0.0.1");
      assertThat(accepted).hasValue(1);
    }
  }

  @Test
  void shouldEndARequestThatNobodyWaitsForAnyMore() throws Exception {
    // given
    ServerTool request = tool("\"url\":\"http://127.0.0.1:%d/slow\"".formatted(port));
    CountDownLatch ended = new CountDownLatch(1);
    Disposable running =
        tools.execute(request, BoundedJson.read("{}")).doOnCancel(ended::countDown).subscribe();
    server.awaitSlowRequest();
    // when
    running.dispose();
    // then
    ended.await();
    assertThat(running.isDisposed()).isTrue();
  }
}
