package io.signalbox.device.tool.http;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Scheme, host and port: what an allow-list of addresses is made of.
record Origin(String scheme, String host, int port) {

  /// The origin of an address of http or https that has a host and no user; null for all others.
  static @Nullable Origin of(URI address) {
    String host = address.getHost();
    if (address.getScheme() == null || host == null || address.getRawUserInfo() != null) {
      return null;
    }
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    int usual =
        switch (scheme) {
          case "http" -> 80;
          case "https" -> 443;
          default -> -1;
        };
    return usual < 0
        ? null
        : new Origin(
            scheme,
            host.toLowerCase(Locale.ROOT),
            address.getPort() < 0 ? usual : address.getPort());
  }

  /// @throws IllegalArgumentException when the text is more or less than an origin
  static Origin parse(String text) {
    URI address = URI.create(text);
    Origin origin = of(address);
    String path = address.getRawPath();
    if (origin == null
        || !(path == null || path.isEmpty() || path.equals("/"))
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "Expected an origin like https://host:port, but got " + text);
    }
    return origin;
  }

  @Override
  public String toString() {
    return "%s://%s:%d".formatted(scheme, host, port);
  }
}
