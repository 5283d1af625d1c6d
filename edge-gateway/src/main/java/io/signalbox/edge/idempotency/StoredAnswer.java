package io.signalbox.edge.idempotency;

import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An answer as it went to the client, byte for byte.
final class StoredAnswer {
  private static final int MOST_BYTES = 64 * 1024;
  private static final Set<Integer> PASSING = Set.of(401, 403, 408, 429);

  private final int status;
  private final String headers;
  private final byte[] body;

  /// @param headers a JSON object of arrays
  StoredAnswer(int status, String headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  static StoredAnswer of(int status, HttpHeaders headers, byte[] body) {
    ObjectNode named = JsonMapper.shared().createObjectNode();
    headers.forEach((name, values) -> {
      ArrayNode list = named.putArray(name);
      values.forEach(list::add);
    });
    return new StoredAnswer(status, named.toString(), body);
  }

  int status() {
    return status;
  }

  String headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  void addHeadersTo(HttpHeaders target) {
    for (var header : JsonMapper.shared().readTree(headers).properties()) {
      for (JsonNode value : header.getValue()) {
        target.add(header.getKey(), value.stringValue());
      }
    }
  }

  /// Whether another try could not be answered otherwise. Not so where something is still under way
  /// (202 and where to look for it), and where the caller is to prove itself or to come again.
  boolean isFinal() {
    return body.length <= MOST_BYTES && isLastWord();
  }

  private boolean isLastWord() {
    if (status == HttpStatus.ACCEPTED.value()) {
      return !JsonMapper.shared().readTree(headers).has(HttpHeaders.LOCATION);
    }
    return status >= 200 && status < 500 && !PASSING.contains(status);
  }
}
