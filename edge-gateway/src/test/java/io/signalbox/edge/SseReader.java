package io.signalbox.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A watcher over HTTP, which may hang up whenever it likes.
final class SseReader implements AutoCloseable {
  /// One event as it came over the wire.
  record Event(String id, String name, String data) {}

  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private SseReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
  }

  static SseReader open(int port, String path, @Nullable String lastEventId)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (lastEventId != null) {
      request.header("Last-Event-ID", lastEventId);
    }
    return new SseReader(HTTP.send(request.build(), BodyHandlers.ofInputStream()));
  }

  int status() {
    return response.statusCode();
  }

  String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /// The next event; null when the stream has ended.
  @Nullable Event next() throws IOException {
    String id = "";
    String name = "message";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.isEmpty() && !data.isEmpty()) {
        return new Event(id, name, data.toString());
      }
      if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        name = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data.append(line.substring(6));
      }
    }
    return null;
  }

  /// At most so many events; fewer when the stream ends.
  List<Event> next(int most) throws IOException {
    List<Event> events = new ArrayList<>();
    while (events.size() < most) {
      Event event = next();
      if (event == null) {
        break;
      }
      events.add(event);
    }
    return events;
  }

  List<Event> rest() throws IOException {
    return next(Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    response.body().close();
  }
}
