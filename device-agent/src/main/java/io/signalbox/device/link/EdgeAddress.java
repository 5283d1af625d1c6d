package io.signalbox.device.link;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Where the edge is, and with which key to come.
///
/// @param socket the address of the device socket
/// @param apiKey secret; null = none
public record EdgeAddress(URI socket, @Nullable String apiKey) {
  private static final String PATH = "/devices/connect";

  /// Finds the socket of an edge.
  ///
  /// @param edge the address of the edge, of http, https, ws or wss; a path is kept
  /// @throws IllegalArgumentException when it is none of these
  public static EdgeAddress of(String edge, @Nullable String apiKey) {
    URI given = URI.create(edge);
    String scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
    String socket =
        switch (scheme) {
          case "http", "ws" -> "ws";
          case "https", "wss" -> "wss";
          default ->
              throw new IllegalArgumentException(
                  "Expected the edge to be an address like https://host:port, but got " + edge);
        };
    if (given.getHost() == null || given.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "Expected the address of the edge to have a host, and no user before it");
    }
    String path = String.valueOf(given.getRawPath()).replaceAll("/+$", "");
    String port = given.getPort() < 0 ? "" : ":" + given.getPort();
    URI address = URI.create("%s://%s%s%s%s".formatted(socket, given.getHost(), port, path, PATH));
    return new EdgeAddress(address, apiKey == null || apiKey.isBlank() ? null : apiKey);
  }

  /// Whether the key would cross a network for all to read.
  public boolean exposesKey() {
    return apiKey != null
        && socket.getScheme().equals("ws")
        && !socket.getHost().matches("localhost|127\\..*|\\[::1]");
  }

  /// Without the key.
  @Override
  public String toString() {
    return socket.toString();
  }
}
