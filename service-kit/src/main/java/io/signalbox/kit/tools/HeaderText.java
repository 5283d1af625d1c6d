package io.signalbox.kit.tools;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What the headers of a request may look like.
final class HeaderText {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");
  private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\xa0-\\xff]*");

  /// Those that say how the request itself is carried.
  private static final Set<String> RESERVED =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "keep-alive",
          "upgrade",
          "te",
          "trailer",
          "expect",
          "accept-encoding",
          "http2-settings");

  private HeaderText() {}

  static boolean isName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NAME.matcher(name).matches() && !RESERVED.contains(lower) && !lower.startsWith("proxy-");
  }

  static boolean isValue(String value) {
    return VALUE.matcher(value).matches();
  }
}
