package io.signalbox.stack.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a client of Signalbox does over HTTP.
final class EdgeClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI edge;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  EdgeClient(URI edge) {
    this.edge = edge;
  }

  /// Registers an agent, or finds the one with the same configuration.
  JsonNode registerAgent(JsonNode request) {
    return exchange(post("/api/agents", request));
  }

  JsonNode startRun(JsonNode request) {
    return exchange(post("/api/runs", request));
  }

  /// The stored events after that seq: one page, empty after the last.
  List<RunEvent> history(String runId, long since) {
    var page = exchange(get("/api/runs/%s/events?since=%d".formatted(runId, since)).build());
    var events = new ArrayList<RunEvent>();
    page.path("events").forEach(each -> events.add(RunEvent.of(each)));
    return events;
  }

  /// Opens the event stream after that seq, as a browser that lost its connection would. Closing
  /// the returned stream cuts the TCP connection.
  InputStream stream(String runId, long after) {
    var request = get("/api/runs/%s/stream".formatted(runId)).header("Accept", "text/event-stream");
    if (after > 0) {
      request.header("Last-Event-ID", Long.toString(after));
    }
    try {
      var response = http.send(request.build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        var body = response.body();
        throw refused(
            request.build(),
            response.statusCode(),
            new String(body.readAllBytes(), StandardCharsets.UTF_8));
      }
      return response.body();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot watch the run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("Interrupted while opening the stream");
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest post(String path, JsonNode body) {
    return HttpRequest.newBuilder(edge.resolve(path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body.toString()))
        .build();
  }

  private HttpRequest.Builder get(String path) {
    return HttpRequest.newBuilder(edge.resolve(path)).timeout(PATIENCE).GET();
  }

  private JsonNode exchange(HttpRequest request) {
    try {
      var response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw refused(request, response.statusCode(), response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException("%s %s failed".formatted(request.method(), request.uri()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoException("Interrupted while waiting for " + request.uri());
    }
  }

  private static DemoException refused(HttpRequest request, int status, String body) {
    return new DemoException(
        "Expected %s %s to succeed, but it answered %d: %s"
            .formatted(request.method(), request.uri().getPath(), status, body));
  }
}
