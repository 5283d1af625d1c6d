package io.signalbox.kit.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.kit.tools.form.Place;
import io.signalbox.kit.tools.form.Template;
import io.signalbox.kit.tools.form.ToolFailure;
import io.signalbox.kit.tools.form.Variables;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/// The address of a request. Only path and query may have variables: whom a tool talks to is what
/// its agent says, and never what a model does.
final class UrlTemplate {
  private static final int LONGEST = 4096;
  private static final Pattern URL =
      Pattern.compile("(?i)(https?://)([^/?#{}\\s]+)(/[^?#]*)?(\\?[^#]*)?");

  /// An IPv6 address in brackets, four plain decimals, or a name whose last label begins with a
  /// letter: no other way to write an address.
  private static final Pattern HOST =
      Pattern.compile(
          "\\[[0-9A-Fa-f:.]+]"
              + "|(?:(?:0|[1-9][0-9]{0,2})\\.){3}(?:0|[1-9][0-9]{0,2})"
              + "|(?:[A-Za-z0-9-]+\\.)*[A-Za-z][A-Za-z0-9-]*\\.?");

  private static final Pattern VARIABLE = Pattern.compile("\\{\\{[^}]*}}");
  private static final Pattern DOTS = Pattern.compile("(?i)(\\.|%2e){1,2}");

  private final String origin;
  private final Template path;
  private final @Nullable Template query;

  private UrlTemplate(String origin, Template path, @Nullable Template query) {
    this.origin = origin;
    this.path = path;
    this.query = query;
  }

  static UrlTemplate read(Place place) {
    Matcher parts = URL.matcher(place.text(LONGEST));
    if (!parts.matches() || !isAddress(parts.group())) {
      throw place.expected(
          "an http or https URL with a host, no user and no fragment, variables in path and query"
              + " only");
    }
    String origin = parts.group(1).toLowerCase(Locale.ROOT) + parts.group(2);
    String query = parts.group(4);
    return new UrlTemplate(
        origin,
        template(place, Objects.requireNonNullElse(parts.group(3), "")),
        query == null ? null : template(place, query.substring(1)));
  }

  private static Template template(Place place, String text) {
    return Template.read(
        new Place(place.path(), JsonNodeFactory.instance.stringNode(text)), LONGEST);
  }

  private static boolean isAddress(String url) {
    try {
      URI uri = new URI(VARIABLE.matcher(url).replaceAll("x"));
      return isHost(uri.getHost()) && uri.getRawUserInfo() == null && isPort(uri);
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean isHost(@Nullable String host) {
    return host != null && HOST.matcher(host).matches();
  }

  private static boolean isPort(URI uri) {
    return uri.getPort() == -1
        ? !uri.getRawAuthority().endsWith(":")
        : uri.getPort() > 0 && uri.getPort() <= 65_535;
  }

  /// The URL of one call.
  ///
  /// @param more what goes into the query besides, names and values as they are
  URI fill(Variables variables, Map<String, String> more) {
    String filled = path.line(variables, UrlTemplate::segment);
    for (String segment : filled.split("/", -1)) {
      if (DOTS.matcher(segment).matches()) {
        throw invalid("url: expected no path segment that is . or ..");
      }
    }
    StringBuilder url = new StringBuilder(origin).append(filled.isEmpty() ? "/" : filled);
    char separator = '?';
    if (query != null) {
      url.append(separator).append(query.line(variables, UrlTemplate::escape));
      separator = '&';
    }
    for (Map.Entry<String, String> each : more.entrySet()) {
      url.append(separator).append(escape(each.getKey())).append('=');
      url.append(escape(each.getValue()));
      separator = '&';
    }
    return uri(url.toString());
  }

  private static URI uri(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw invalid("url: expected a URL, but got a wrong character at " + e.getIndex());
    }
  }

  private static String segment(String value) {
    if (value.isEmpty()) {
      throw invalid("url: expected no empty value in the path");
    }
    return escape(value);
  }

  /// Everything but letters, digits and `-._~` becomes UTF-8 in percent signs.
  private static String escape(String value) {
    StringBuilder text = new StringBuilder();
    for (byte each : value.getBytes(UTF_8)) {
      char character = (char) (each & 0xff);
      if (isUnreserved(character)) {
        text.append(character);
      } else {
        text.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
      }
    }
    return text.toString();
  }

  private static boolean isUnreserved(char it) {
    return (it >= 'a' && it <= 'z')
        || (it >= 'A' && it <= 'Z')
        || (it >= '0' && it <= '9')
        || "-._~".indexOf(it) >= 0;
  }

  private static ToolFailure invalid(String message) {
    return new ToolFailure("INVALID_ARGUMENT", message);
  }
}
