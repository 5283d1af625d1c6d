package io.signalbox.kit.tools;

import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.JsonTemplate;
import io.signalbox.kit.tools.form.Template;
import io.signalbox.kit.tools.form.ToolFailure;
import io.signalbox.kit.tools.form.Variables;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An HTTP request with variables.
public final class RequestTemplate {
  private final HttpMethod method;
  private final UrlTemplate url;
  private final Parts parts;
  private final Duration timeout;

  RequestTemplate(HttpMethod method, UrlTemplate url, Parts parts, Duration timeout) {
    this.method = method;
    this.url = url;
    this.parts = parts;
    this.timeout = timeout;
  }

  /// What goes with a URL.
  record Parts(
      Map<String, Template> headers, Map<String, Template> params, @Nullable JsonTemplate body) {}

  public HttpMethod method() {
    return method;
  }

  /// One request, ready to be sent.
  ///
  /// @param headers by their names, whose case is nothing
  /// @param body null = none
  /// @param timeout how long it may take as a whole
  public record Filled(
      HttpMethod method,
      URI uri,
      Map<String, String> headers,
      @Nullable String body,
      Duration timeout) {}

  /// The request that a call wants.
  ///
  /// @param args a JSON object
  /// @throws ToolFailure when the arguments do not make one
  public Filled fill(JsonNode args) {
    Variables variables = new Variables.Arguments(args);
    URI uri = url.fill(variables, lines(parts.params(), variables));
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(lines(parts.headers(), variables));
    headers.forEach(RequestTemplate::check);
    String body = parts.body() == null ? null : body(parts.body(), variables, headers);
    return new Filled(method, uri, headers, body, timeout);
  }

  /// One that is a variable without a value is left out.
  private static Map<String, String> lines(Map<String, Template> templates, Variables variables) {
    Map<String, String> lines = new LinkedHashMap<>();
    templates.forEach((name, template) -> {
      if (!template.isWhole() || template.value(variables) != null) {
        lines.put(name, template.line(variables, UnaryOperator.identity()));
      }
    });
    return lines;
  }

  /// A value with a line break in it would be another header, or the end of them.
  private static void check(String name, String value) {
    if (!HeaderText.isValue(value)) {
      throw new ToolFailure(
          "INVALID_HEADER",
          "headers.%s: expected printable Latin characters on one line".formatted(name));
    }
  }

  private static String body(
      JsonTemplate template, Variables variables, Map<String, String> headers) {
    JsonNode body = template.fill(variables);
    if (isText(template)) {
      headers.putIfAbsent("Content-Type", "text/plain; charset=utf-8");
      return body.stringValue();
    }
    headers.putIfAbsent("Content-Type", "application/json");
    return BoundedJson.write(body);
  }

  private static boolean isText(JsonTemplate template) {
    return switch (template) {
      case JsonTemplate.Text text -> !text.template().isWhole();
      case JsonTemplate.Constant constant -> constant.value().isString();
      case JsonTemplate.Items _, JsonTemplate.Members _ -> false;
    };
  }
}
