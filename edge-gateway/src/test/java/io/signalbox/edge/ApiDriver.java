package io.signalbox.edge;

import io.signalbox.edge.apidocs.OpenApi;
import io.signalbox.edge.apidocs.OpenApi.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Sends requests by what the OpenAPI document calls them, checks each answer by it, and remembers
/// which of the outcomes that it describes have been seen.
final class ApiDriver {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final OpenApi api;
  private final Map<String, Set<String>> seen = new TreeMap<>();
  private final List<String> mismatches = new ArrayList<>();

  ApiDriver(OpenApi api) {
    this.api = api;
  }

  /// A request of an operation.
  ///
  /// @param path with values in place of its parameters
  /// @param body null = none
  /// @param headers names and values in turn
  record Call(String operation, String path, @Nullable String body, List<String> headers) {
    static Call of(String operation, String path) {
      return new Call(operation, path, null, List.of());
    }

    static Call of(String operation, String path, String body) {
      return new Call(operation, path, body, List.of());
    }

    /// With more headers.
    Call with(String... more) {
      List<String> all = new ArrayList<>(headers);
      all.addAll(Arrays.asList(more));
      return new Call(operation, path, body, all);
    }

    Call withBody(String other) {
      return new Call(operation, path, other, headers);
    }

    Call at(String other) {
      return new Call(operation, other, body, headers);
    }
  }

  /// Sends a request and checks that the answer is described, and is the one that is expected.
  ///
  /// @param outcome a status, or a status and a code: `409 STALE`
  JsonNode expect(int port, Call call, String outcome) throws IOException, InterruptedException {
    return check(call, outcome, CLIENT.send(request(port, call), BodyHandlers.ofString()));
  }

  CompletableFuture<HttpResponse<String>> send(int port, Call call) {
    return CLIENT.sendAsync(request(port, call), BodyHandlers.ofString());
  }

  JsonNode check(Call call, String outcome, HttpResponse<String> answer) {
    Operation operation = api.operation(call.operation());
    Map<String, String> headers = new TreeMap<>();
    answer.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
    JsonNode body = json(headers, answer.body());
    String code = body.path("code").asString("");
    boolean isProblem = headers.getOrDefault("content-type", "").startsWith("application/problem");
    String found = answer.statusCode() + (isProblem ? " " + code : "");
    List<String> errors =
        new ArrayList<>(api.answerErrors(operation, answer.statusCode(), headers, answer.body()));
    if (!found.equals(outcome)) {
      errors.add("Expected %s, but it is %s".formatted(outcome, found));
    }
    if (answer.statusCode() < 300 && call.body() != null && !call.body().isEmpty()) {
      api.requestErrors(operation, call.body())
          .forEach(error -> errors.add("The body was accepted, but " + error));
    }
    if (!errors.isEmpty()) {
      mismatches.add(call + " -> " + answer.body() + ": " + errors);
    }
    seen.computeIfAbsent(call.operation(), _ -> new TreeSet<>()).add(found);
    return body;
  }

  /// Whether the document says that an operation may answer so.
  boolean describes(Call call, String outcome) {
    return api.outcomes(api.operation(call.operation())).contains(outcome);
  }

  /// Answers that are not as described, or not as expected.
  List<String> mismatches() {
    return mismatches;
  }

  /// Notes an outcome that was seen by other means.
  void note(String operation, String outcome) {
    seen.computeIfAbsent(operation, _ -> new TreeSet<>()).add(outcome);
  }

  /// What the document describes and nothing has provoked, by operation.
  Map<String, Set<String>> unseen(Set<String> exempt) {
    Map<String, Set<String>> unseen = new TreeMap<>();
    api.operations()
        .forEach((id, operation) -> {
          Set<String> left = api.outcomes(operation);
          left.removeAll(seen.getOrDefault(id, Set.of()));
          left.removeAll(exempt);
          if (!left.isEmpty()) {
            unseen.put(id, left);
          }
        });
    return unseen;
  }

  private HttpRequest request(int port, Call call) {
    String method = api.operation(call.operation()).method();
    String body = call.body();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + call.path()))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null && !call.headers().contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (!call.headers().isEmpty()) {
      request.headers(call.headers().toArray(String[]::new));
    }
    return request.build();
  }

  private static JsonNode json(Map<String, String> headers, String body) {
    return headers.getOrDefault("content-type", "").contains("json") && !body.isEmpty()
        ? JsonMapper.shared().readTree(body)
        : JsonMapper.shared().createObjectNode();
  }
}
