package io.signalbox.dispatcher.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.signalbox.kit.tools.form.BoundedJson;
import java.nio.charset.Charset;
import java.util.Locale;
import reactor.netty.http.client.HttpClientResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How an HTTP response looks to a model: `{success, status, data, headers, error}`.
final class HttpAnswer {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private HttpAnswer() {}

  static JsonNode of(HttpClientResponse response, byte[] body) {
    HttpResponseStatus status = response.status();
    boolean success = status.code() / 100 == 2;
    ObjectNode answer = NODES.objectNode().put("success", success).put("status", status.code());
    answer.set("data", data(response.responseHeaders(), body));
    answer.set("headers", headers(response.responseHeaders()));
    if (success) {
      return answer.putNull("error");
    }
    return answer.put(
        "error", "HTTP %d %s".formatted(status.code(), status.reasonPhrase()).strip());
  }

  /// By lower-case names; those that come more than once with commas between their values.
  private static ObjectNode headers(HttpHeaders headers) {
    ObjectNode node = NODES.objectNode();
    for (String name : headers.names()) {
      node.put(name.toLowerCase(Locale.ROOT), String.join(", ", headers.getAll(name)));
    }
    return node;
  }

  /// JSON where the response says so, and it is; otherwise text.
  private static JsonNode data(HttpHeaders headers, byte[] body) {
    if (body.length == 0) {
      return NODES.nullNode();
    }
    String type = headers.get("content-type", "").toLowerCase(Locale.ROOT);
    String mime = type.split(";", 2)[0].strip();
    String text = new String(body, charset(type));
    if (mime.endsWith("/json") || mime.endsWith("+json")) {
      try {
        JsonNode json = BoundedJson.read(text);
        return json.isMissingNode() ? NODES.stringNode(text) : json;
      } catch (JacksonException e) {
        return NODES.stringNode(text);
      }
    }
    return NODES.stringNode(text);
  }

  private static Charset charset(String type) {
    return HttpUtil.getCharset(type, UTF_8);
  }
}
