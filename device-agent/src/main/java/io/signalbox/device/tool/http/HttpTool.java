package io.signalbox.device.tool.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.device.tool.Arguments;
import io.signalbox.device.tool.BoundedText;
import io.signalbox.device.tool.Tool;
import io.signalbox.device.tool.ToolFailure;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Makes one request to an allowed origin. Its result is `{status, contentType, body, truncated}`,
/// whatever the status. Redirects are not followed, as they could leave the origins; `location`
/// tells where one leads.
public final class HttpTool implements Tool {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int LONGEST_URL = 4096;
  private static final int BODY_BYTES = 64 * 1024;
  private static final int HEADER_BYTES = 2048;

  private final String name;
  private final Set<Origin> origins = new LinkedHashSet<>();
  private final List<String> methods;
  private final Map<String, String> headers;
  private final Duration limit;
  private final HttpClient client;

  /// @param origins such as `https://example.com` or `http://127.0.0.1:8080`
  /// @param methods of GET and POST; the first one is used where a call names none
  /// @param headers sent with every request, and never told
  /// @param client one that follows no redirects
  /// @throws IllegalArgumentException when there is no origin, or one is not valid
  public HttpTool(
      String name,
      List<String> origins,
      List<String> methods,
      Map<String, String> headers,
      Duration limit,
      HttpClient client) {
    if (origins.isEmpty() || methods.isEmpty() || !Set.of("GET", "POST").containsAll(methods)) {
      throw new IllegalArgumentException(
          "Expected origins to be named, and methods of GET and POST, but got %s and %s"
              .formatted(origins, methods));
    }
    origins.forEach(origin -> this.origins.add(Origin.parse(origin)));
    this.name = name;
    this.methods = List.copyOf(methods);
    this.headers = Map.copyOf(headers);
    this.limit = limit;
    this.client = client;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration limit() {
    return limit;
  }

  @Override
  public JsonNode run(JsonNode args) throws ToolFailure, IOException, InterruptedException {
    HttpRequest request = request(Arguments.of(args));
    HttpResponse<BoundedBody.Body> response =
        client.send(request, _ -> new BoundedBody(BODY_BYTES));
    return result(response);
  }

  private HttpRequest request(Arguments args) throws ToolFailure {
    URI address = address(args);
    String method = args.oneOf("method", methods, methods.getFirst());
    JsonNode body = args.any("body");
    args.done();
    if (body != null && method.equals("GET")) {
      throw Arguments.wrong("args.body", "absent with GET", body);
    }
    HttpRequest.Builder request = HttpRequest.newBuilder(address).method(method, publisher(body));
    if (body != null) {
      request.setHeader("content-type", body.isString() ? "text/plain" : "application/json");
    }
    headers.forEach(request::setHeader);
    return request.build();
  }

  private URI address(Arguments args) throws ToolFailure {
    String text = args.text("url", LONGEST_URL);
    JsonNode shown = JSON.getNodeFactory().stringNode(text);
    try {
      URI address = URI.create(text);
      Origin origin = Origin.of(address);
      if (origin != null && origins.contains(origin)) {
        return address;
      }
    } catch (IllegalArgumentException _) {
      throw Arguments.wrong("args.url", "an address", shown);
    }
    throw Arguments.wrong("args.url", "an address at one of " + origins, shown);
  }

  private static HttpRequest.BodyPublisher publisher(@Nullable JsonNode body) {
    if (body == null) {
      return BodyPublishers.noBody();
    }
    return BodyPublishers.ofString(body.isString() ? body.stringValue() : body.toString());
  }

  private static JsonNode result(HttpResponse<BoundedBody.Body> response) {
    ObjectNode result = JSON.createObjectNode().put("status", response.statusCode());
    putHeader(result, "contentType", response, "content-type");
    putHeader(result, "location", response, "location");
    BoundedText text =
        BoundedText.of(
            new String(response.body().bytes(), UTF_8),
            BoundedText.RESULT_BYTES - 2 * HEADER_BYTES);
    return result.put("body", text.text()).put("truncated", text.cut() || response.body().cut());
  }

  private static void putHeader(
      ObjectNode result, String field, HttpResponse<?> response, String header) {
    response
        .headers()
        .firstValue(header)
        .ifPresent(value -> result.put(field, BoundedText.of(value, HEADER_BYTES / 2).text()));
  }
}
