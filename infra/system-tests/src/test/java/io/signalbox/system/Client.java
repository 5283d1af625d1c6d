package io.signalbox.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client of one edge, as its users write them.
final class Client implements AutoCloseable {
  private static final Set<String> LAST =
      Set.of("run.completed", "run.failed", "run.canceled", "run.deleted");
  private static final Duration RECONNECT = Duration.ofMillis(100);

  /// No request waits longer for its answer; a stream's answer is its head.
  private static final Duration ANSWER = Duration.ofMinutes(1);

  private static final Logger LOGGER = LoggerFactory.getLogger(Client.class);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI edge;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  Client(URI edge) {
    this.edge = edge;
  }

  URI edge() {
    return edge;
  }

  String publishAgent(String body) throws IOException, InterruptedException {
    Reply reply = call("POST", "/api/agents", body);
    return succeeded("/api/agents", reply).path("agentId").asString();
  }

  /// Starts a run once, asking again under the same key while the edge says to come back.
  String startRun(String agentId) throws IOException, InterruptedException {
    String body =
        "{\"agentId\":\"%s\",\"initialMessages\":[{\"role\":\"user\",\"content\":\"go\"}]}"
            .formatted(agentId);
    String key = UUID.randomUUID().toString();
    Instant deadline = Instant.now().plus(ANSWER);
    while (true) {
      Reply reply = call("POST", "/api/runs", body, "Idempotency-Key", key);
      Optional<String> seconds = reply.headers().firstValue("Retry-After");
      if (seconds.isEmpty() || Instant.now().isAfter(deadline)) {
        return succeeded("/api/runs", reply).path("runId").asString();
      }
      LockSupport.parkNanos(Duration.ofSeconds(Long.parseLong(seconds.get())).toNanos());
    }
  }

  JsonNode run(String runId) throws IOException, InterruptedException {
    String path = "/api/runs/" + runId;
    return succeeded(path, call("GET", path, null)).path("run");
  }

  /// Follows a run to its end, coming back with `Last-Event-ID` whenever the stream ends before.
  List<SeenEvent> follow(String runId, Instant deadline) throws InterruptedException {
    return follow(runId, deadline, _ -> {});
  }

  /// The same, and tells each event as it comes.
  List<SeenEvent> follow(String runId, Instant deadline, Consumer<SeenEvent> listener)
      throws InterruptedException {
    List<SeenEvent> seen = new ArrayList<>();
    while (seen.isEmpty() || !LAST.contains(seen.getLast().type())) {
      if (Instant.now().isAfter(deadline)) {
        throw new AssertionError("Run %s did not end; seen: %s".formatted(runId, seen));
      }
      long before = seen.size();
      try {
        read(runId, seen, listener);
      } catch (IOException e) {
        LOGGER.atDebug().setCause(e).log("the stream broke");
      }
      if (seen.size() == before) {
        LockSupport.parkNanos(RECONNECT.toNanos()); // as a browser does
      }
    }
    return seen;
  }

  private void read(String runId, List<SeenEvent> seen, Consumer<SeenEvent> listener)
      throws IOException, InterruptedException {
    long since = seen.isEmpty() ? 0 : seen.getLast().seq();
    HttpRequest request =
        request("/api/runs/%s/stream".formatted(runId))
            .header("Last-Event-ID", Long.toString(since))
            .GET()
            .build();
    HttpResponse<java.io.InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    try (BufferedReader lines =
            new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
        Stream<String> data = lines.lines().filter(line -> line.startsWith("data:"))) {
      data.map(line -> JSON.readTree(line.substring("data:".length())))
          .map(event ->
              SeenEvent.of(
                  event.path("seq").asLong(), event.path("type").asString(), event.path("data")))
          .forEach(event -> {
            seen.add(event);
            listener.accept(event);
          });
    } catch (java.io.UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /// Any request, with what came of it.
  ///
  /// @param body null = none
  /// @param headers names and values in turn
  Reply call(String method, String path, @Nullable String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    String text = response.body();
    return new Reply(
        response.statusCode(),
        text.isBlank() ? JSON.createObjectNode() : JSON.readTree(text),
        response.headers());
  }

  /// What came of a request.
  record Reply(int status, JsonNode body, HttpHeaders headers) {}

  private static JsonNode succeeded(String path, Reply reply) throws IOException {
    if (reply.status() / 100 != 2) {
      throw new IOException("%s answered %d: %s".formatted(path, reply.status(), reply.body()));
    }
    return reply.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(edge.resolve(path)).timeout(ANSWER);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
