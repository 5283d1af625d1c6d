package io.signalbox.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One stream of one run over one connection, which never comes back by itself.
final class LiveWatch implements AutoCloseable {
  private static final String DATA = "data:";

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<SeenEvent> seen = new CopyOnWriteArrayList<>();
  private final CompletableFuture<List<SeenEvent>> end;

  private LiveWatch(URI edge, String runId, long since) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(edge.resolve("/api/runs/%s/stream?since=%d".formatted(runId, since)))
            .build();
    HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
    if (response.statusCode() != 200) {
      throw new IOException("The stream was refused with " + response.statusCode());
    }
    end = CompletableFuture.supplyAsync(() -> read(response.body()), Thread::startVirtualThread);
  }

  /// Opens the stream of a run after a seq.
  static LiveWatch open(URI edge, String runId, long since)
      throws IOException, InterruptedException {
    return new LiveWatch(edge, runId, since);
  }

  private List<SeenEvent> read(InputStream body) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(DATA)) {
          JsonNode event = JsonMapper.shared().readTree(line.substring(DATA.length()));
          if (event.has("error")) {
            throw new IllegalStateException("The stream ended early: " + event);
          }
          seen.add(
              SeenEvent.of(
                  event.path("seq").asLong(), event.path("type").asString(), event.path("data")));
        }
      }
      return List.copyOf(seen);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What came so far.
  List<SeenEvent> seen() {
    return List.copyOf(seen);
  }

  /// Whether the stream is still open.
  boolean isOpen() {
    return !end.isDone();
  }

  /// All events, once the edge has ended the stream; fails when it broke.
  List<SeenEvent> whole(long seconds)
      throws InterruptedException, ExecutionException, TimeoutException {
    return end.get(seconds, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
