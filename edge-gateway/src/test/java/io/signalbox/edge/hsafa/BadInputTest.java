package io.signalbox.edge.hsafa;

import static io.signalbox.edge.hsafa.BadBodies.AGENTS;
import static io.signalbox.edge.hsafa.BadBodies.NOBODY;
import static io.signalbox.edge.hsafa.BadBodies.OK_CONFIG;
import static io.signalbox.edge.hsafa.BadBodies.RESULTS;
import static io.signalbox.edge.hsafa.BadBodies.RUN;
import static io.signalbox.edge.hsafa.BadBodies.RUNS;
import static io.signalbox.edge.hsafa.BadBodies.SESSIONS;
import static io.signalbox.edge.hsafa.BadBodies.quoted;
import static io.signalbox.edge.hsafa.BadBodies.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.signalbox.edge.calls.ToolCallActions;
import io.signalbox.edge.commands.CommandSettings;
import io.signalbox.edge.commands.ToolReports;
import io.signalbox.edge.commands.WritePath;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.runs.Admissions;
import io.signalbox.edge.runs.RunActions;
import io.signalbox.edge.runs.RunLookup;
import io.signalbox.edge.runs.RunStarts;
import io.signalbox.edge.runs.Sessions;
import io.signalbox.edge.watch.RunWatcher;
import io.signalbox.edge.watch.WatchSettings;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.server.WebFilter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every way to get a request wrong, and what the answer says about it.
class BadInputTest {

  private static AnnotationConfigApplicationContext context;
  private static WebTestClient client;

  @BeforeAll
  static void start() {
    context = new AnnotationConfigApplicationContext();
    context.register(
        Config.class,
        AgentsController.class,
        RunsController.class,
        RunActionsController.class,
        ForksController.class,
        SessionsController.class,
        DevicesController.class,
        DeviceSessionsController.class,
        RunStarts.class,
        RunLookup.class,
        RunActions.class,
        Sessions.class,
        Admissions.class,
        WatchController.class,
        ToolResultsController.class,
        ToolCallsController.class,
        ToolCallActions.class,
        EventStream.class,
        WritePath.class,
        ToolReports.class,
        RunWatcher.class);
    context.registerBean(PortTwins.Agents.class);
    context.registerBean(PortTwins.Runs.class);
    context.registerBean(PortTwins.Conversations.class);
    context.registerBean(PortTwins.Sessions.class);
    context.registerBean(PortTwins.Devices.class);
    context.registerBean(PortTwins.ToolCalls.class);
    context.registerBean(PortTwins.History.class);
    context.registerBean(PortTwins.Live.class);
    context.registerBean(PortTwins.Gate.class);
    context.registerBean(SimpleMeterRegistry.class);
    context.registerBean(CommandSettings.class, () -> new CommandSettings(Duration.ofSeconds(5)));
    context.registerBean(WatchSettings.class, () -> settings());
    context.registerBean(WebFilter.class, () -> principal());
    context.scan("io.signalbox.edge.hsafa.problem");
    context.refresh();
    client = WebTestClient.bindToApplicationContext(context).build();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  @ParameterizedTest
  @MethodSource("io.signalbox.edge.hsafa.BadBodies#rows")
  void shouldNameTheFieldThatIsWrong(String path, String body, String field) {
    JsonNode problem = problem(post(path, body), 400, "INVALID_INPUT");
    JsonNode error = problem.get("errors").get(0);
    assertThat(error.get("field").stringValue()).isEqualTo(field);
    assertThat(error.get("expected").stringValue()).isNotBlank();
    assertThat(error.has("value")).isTrue();
  }

  @ParameterizedTest
  @MethodSource("io.signalbox.edge.hsafa.BadBodies#queries")
  void shouldNameTheParameterThatIsWrong(String path, String parameter) {
    JsonNode problem = problem(get(path), 400, "INVALID_INPUT");
    JsonNode error = problem.get("errors").get(0);
    assertThat(error.get("field").stringValue()).isEqualTo(parameter);
    assertThat(error.get("expected").stringValue()).isNotBlank();
  }

  @Test
  void shouldTellThatARunWasThere() {
    String deleted = RUNS + "/" + PortTwins.DELETED;
    for (String path : new String[] {"", "/messages", "/events", "/stream"}) {
      problem(get(deleted + path), 410, "RUN_DELETED");
    }
    problem(post(deleted + "/messages", "{\"content\":\"x\"}"), 410, "RUN_DELETED");
    problem(post(deleted + "/cancel", "{}"), 410, "RUN_DELETED");
    problem(post(deleted + "/fork", "{\"seq\":1}"), 410, "RUN_DELETED");
    problem(post(deleted + "/retry", "{}"), 410, "RUN_DELETED");
    problem(client.delete().uri(deleted).exchange(), 410, "RUN_DELETED");
  }

  @Test
  void shouldRefuseWhatTheStateForbids() {
    problem(post(RUN + "/messages", "{\"content\":\"x\"}"), 409, "RUN_ENDED");
    problem(post(RUN + "/retry", "{}"), 409, "CONFLICT");
    String admit =
        "{\"sessionId\":\"%s\",\"initialMessages\":[{\"content\":\"x\"}]}"
            .formatted(PortTwins.EXPIRED);
    problem(post(RUNS, admit), 410, "SESSION_ENDED");
  }

  @Test
  void shouldLeaveARunAloneThatIsOver() {
    var answer = client.post().uri(RUN + "/cancel").exchange();
    assertThat(new String(body(answer), UTF_8))
        .contains("\"success\":true", "\"status\":\"completed\"");
    answer.expectStatus().isOk();
  }

  @Test
  void shouldNameEveryFieldThatIsWrong() {
    JsonNode problem = problem(post(RUNS, "{}"), 400, "INVALID_INPUT");
    assertThat(problem.get("errors").size()).isEqualTo(2);
  }

  @Test
  void shouldSayWhereJsonIsMalformed() {
    JsonNode problem = problem(post(AGENTS, "{\n  \"name\": nope\n}"), 400, "MALFORMED_JSON");
    assertThat(problem.get("line").intValue()).isEqualTo(2);
    assertThat(problem.get("column").intValue()).isGreaterThan(8);
    problem(post(AGENTS, "{\"a\":1,\"a\":2}"), 400, "MALFORMED_JSON");
    problem(post(AGENTS, "{} {}"), 400, "MALFORMED_JSON");
    problem(post(AGENTS, "[".repeat(2_000)), 400, "MALFORMED_JSON");
  }

  @Test
  void shouldNotFindWhatIsNotThere() {
    problem(get(AGENTS + "/" + NOBODY), 404, "NOT_FOUND");
    problem(get(AGENTS + "/nonsense"), 404, "NOT_FOUND");
    problem(get(RUNS + "/" + NOBODY), 404, "NOT_FOUND");
    problem(get(RUNS + "/nonsense"), 404, "NOT_FOUND");
    problem(get(RUNS + "/" + NOBODY + "/stream"), 404, "NOT_FOUND");
    problem(get(RUNS + "/" + NOBODY + "/events"), 404, "NOT_FOUND");
    problem(get("/nowhere"), 404, "NOT_FOUND");
    for (String path : new String[] {"/messages", "/cancel", "/fork", "/retry"}) {
      problem(post(RUNS + "/" + NOBODY + path, "{\"seq\":1,\"content\":\"x\"}"), 404, "NOT_FOUND");
    }
    problem(get(RUNS + "/" + NOBODY + "/messages"), 404, "NOT_FOUND");
    problem(client.delete().uri(RUNS + "/" + NOBODY).exchange(), 404, "NOT_FOUND");
    problem(get(SESSIONS + "/" + NOBODY), 404, "NOT_FOUND");
    problem(client.delete().uri(SESSIONS + "/" + NOBODY).exchange(), 404, "NOT_FOUND");
    problem(post(SESSIONS, "{\"agentId\":\"" + NOBODY + "\"}"), 404, "NOT_FOUND");
    problem(
        post(RUNS, "{\"sessionId\":\"" + NOBODY + "\",\"initialMessages\":[{\"content\":\"x\"}]}"),
        404,
        "NOT_FOUND");
    problem(post(RUNS, run(quoted(NOBODY), "[{\"content\":\"x\"}]")), 404, "NOT_FOUND");
    problem(post(RUNS, run("\"nonsense\"", "[{\"content\":\"x\"}]")), 404, "NOT_FOUND");
    problem(post(RUNS + "/" + NOBODY + "/tool-results", result()), 404, "NOT_FOUND");
    problem(post(RESULTS, "{\"callId\":\"nonsense\",\"result\":1}"), 404, "NOT_FOUND");
    problem(
        post(AGENTS + "/" + NOBODY + "/versions", "{\"config\":" + OK_CONFIG + "}"),
        404,
        "NOT_FOUND");
  }

  @Test
  void shouldRefuseWhatHttpDoesNotAllow() {
    problem(client.delete().uri(RUNS).exchange(), 405, "METHOD_NOT_ALLOWED");
    problem(
        client.post().uri(AGENTS).contentType(MediaType.TEXT_PLAIN).bodyValue("x").exchange(),
        415,
        "UNSUPPORTED_MEDIA_TYPE");
    problem(post(AGENTS, "{\"x\":\"" + "y".repeat(1024 * 1024) + "\"}"), 413, "TOO_LARGE");
  }

  @Test
  void shouldRefuseCursorsThatCannotBe() {
    for (String path : new String[] {RUN + "/stream", RUN + "/events"}) {
      problem(get(path + "?since=-1"), 400, "INVALID_CURSOR");
      problem(get(path + "?since=x"), 400, "INVALID_CURSOR");
      problem(get(path + "?since=" + NOBODY + ":1"), 400, "CURSOR_OF_ANOTHER_RUN");
      JsonNode beyond = problem(get(path + "?since=3"), 416, "CURSOR_BEYOND_END");
      assertThat(beyond.get("lastSeq").intValue()).isEqualTo(2);
    }
    assertThat(
            problem(get(RUN + "/events?limit=0"), 400, "INVALID_INPUT")
                .get("errors")
                .get(0)
                .get("field")
                .stringValue())
        .isEqualTo("limit");
  }

  @Test
  void shouldSayWhenToComeBackWhileSomethingIsAway() {
    var log =
        post(AGENTS, "{\"name\":\"a\",\"config\":" + OK_CONFIG + "}")
            .expectHeader()
            .valueEquals("Retry-After", "1");
    problem(log, 503, "UNAVAILABLE");
    JsonNode readSide = problem(get(RUNS + "/" + PortTwins.BROKEN), 503, "UNAVAILABLE");
    assertThat(readSide.toString()).doesNotContain("10.0.0.1");
    problem(get(RUNS + "/" + PortTwins.BROKEN + "/stream"), 503, "UNAVAILABLE");
  }

  @Test
  void shouldReplayAFinishedRun() {
    String stream = new String(body(get(RUN + "/stream?since=1")), UTF_8);
    assertThat(stream)
        .isEqualTo(
            """
            : connected

            id: 2
            event: hsafa
            data: {"id":"2","runId":"%s","seq":2,"type":"run.completed","ts":"1970-01-01T00:00:00Z","data":{"a":2}}

            """
                .formatted(PortTwins.RUN));
  }

  private static WebTestClient.ResponseSpec post(String path, String body) {
    return client
        .method(HttpMethod.POST)
        .uri(path)
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue(body)
        .exchange();
  }

  private static WebTestClient.ResponseSpec get(String path) {
    return client.get().uri(path).exchange();
  }

  private static byte[] body(WebTestClient.ResponseSpec response) {
    EntityExchangeResult<byte[]> result = response.expectBody().returnResult();
    byte @Nullable [] body = result.getResponseBody();
    assertThat(body).isNotNull();
    return body == null ? new byte[0] : body;
  }

  private static JsonNode problem(WebTestClient.ResponseSpec response, int status, String code) {
    byte[] bytes = body(response);
    JsonNode problem = JsonMapper.shared().readTree(bytes);
    response.expectStatus().isEqualTo(status);
    response.expectHeader().contentType(MediaType.APPLICATION_PROBLEM_JSON);
    assertThat(problem.get("code").stringValue()).as(problem.toString()).isEqualTo(code);
    assertThat(problem.get("status").intValue()).isEqualTo(status);
    assertThat(problem.get("error")).isEqualTo(problem.get("detail"));
    assertThat(problem.get("type").stringValue()).startsWith("urn:signalbox:problem:");
    assertThat(problem.get("title").stringValue()).isNotBlank();
    assertThat(problem.get("instance").stringValue()).startsWith("/");
    assertThat(problem.toString()).doesNotContain("\\tat ");
    return problem;
  }

  private static String result() {
    return "{\"callId\":\"" + NOBODY + "\",\"result\":1}";
  }

  private static WatchSettings settings() {
    return new Binder(
            new MapConfigurationPropertySource(
                Map.of("signalbox.edge.watch.page", "2", "signalbox.edge.watch.look-again", "5ms")))
        .bindOrCreate("signalbox.edge.watch", WatchSettings.class);
  }

  private static WebFilter principal() {
    return (exchange, chain) -> {
      exchange.getAttributes().put(Principal.ATTRIBUTE, new Principal("default", "user", "test"));
      return chain.filter(exchange);
    };
  }

  @EnableWebFlux
  static class Config implements WebFluxConfigurer {
    @Override
    public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
      configurer.defaultCodecs().maxInMemorySize(1024 * 1024);
    }
  }
}
