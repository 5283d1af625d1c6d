package io.signalbox.kit.tools;

import io.signalbox.kit.tools.form.JsonTemplate;
import io.signalbox.kit.tools.form.Place;
import io.signalbox.kit.tools.form.Template;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads what a request tool declares.
final class RequestReader {
  private static final int MOST_FIELDS = 100;
  private static final int LONGEST_LINE = 4096;
  private static final int MOST_MEMBERS = 1_000;
  private static final int LONGEST_TEXT = 64 * 1024;
  private static final long DEFAULT_TIMEOUT = 30_000;
  private static final long LONGEST_TIMEOUT = 600_000;

  private RequestReader() {}

  static RequestTemplate read(Place execution) {
    execution.hasOnly("url", "method", "headers", "queryParams", "body", "timeoutMs");
    Place methodPlace = execution.field("method");
    HttpMethod method =
        methodPlace.isAbsent()
            ? HttpMethod.GET
            : HttpMethod.valueOf(methodPlace.oneOf(HttpMethod.names()));
    RequestTemplate.Parts parts =
        new RequestTemplate.Parts(
            headers(execution.field("headers")),
            templates(execution.field("queryParams")),
            body(execution.field("body"), method));
    return new RequestTemplate(
        method,
        UrlTemplate.read(execution.field("url")),
        parts,
        timeout(execution.field("timeoutMs")));
  }

  private static Duration timeout(Place place) {
    return Duration.ofMillis(place.isAbsent() ? DEFAULT_TIMEOUT : place.whole(1, LONGEST_TIMEOUT));
  }

  private static Map<String, Template> headers(Place place) {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    place
        .fields(MOST_FIELDS)
        .forEach((name, at) -> {
          if (!HeaderText.isName(name) || !names.add(name)) {
            throw at.expected("the name of a header that a request may set, once");
          }
          if (!HeaderText.isValue(at.text(LONGEST_LINE))) {
            throw at.expected("printable Latin characters on one line");
          }
        });
    return templates(place);
  }

  private static Map<String, Template> templates(Place place) {
    Map<String, Template> templates = new LinkedHashMap<>();
    place
        .fields(MOST_FIELDS)
        .forEach((name, at) -> templates.put(name, Template.read(at, LONGEST_LINE)));
    return templates;
  }

  private static @Nullable JsonTemplate body(Place place, HttpMethod method) {
    if (place.isAbsent()) {
      return null;
    }
    if (!method.mayHaveBody()) {
      throw place.expected("no body with " + method.name());
    }
    return JsonTemplate.read(place, MOST_MEMBERS, LONGEST_TEXT);
  }
}
