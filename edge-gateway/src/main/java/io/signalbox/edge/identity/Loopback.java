package io.signalbox.edge.identity;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// Tells whether a request comes from this machine, and was meant for it.
///
/// The peer's address alone is not enough: a web page of a stranger, opened in a browser here, also
/// connects from the loopback address, and so does a proxy that speaks for others. Their `Origin`,
/// `Host` or forwarding headers give them away.
public final class Loopback {
  private static final Pattern HOST_AND_PORT = Pattern.compile("(\\[[^\\]]+]|[^:]+)(?::\\d{1,5})?");
  private static final Pattern IPV4 = Pattern.compile("127(?:\\.\\d{1,3}){3}");
  private static final List<String> FORWARDED =
      List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP");

  private Loopback() {}

  static boolean isSource(ServerHttpRequest request) {
    return isSource(request.getRemoteAddress(), request.getHeaders());
  }

  /// Whether a request from this peer with these headers does.
  public static boolean isSource(@Nullable InetSocketAddress peer, HttpHeaders headers) {
    return isLoopback(peer)
        && isLoopbackHost(headers.getFirst(HttpHeaders.HOST))
        && isLoopbackOrigin(headers.getFirst(HttpHeaders.ORIGIN))
        && !isForwarded(headers);
  }

  /// Whether a proxy says that it speaks for somebody else.
  public static boolean isForwarded(HttpHeaders headers) {
    return FORWARDED.stream().anyMatch(headers::containsHeader);
  }

  private static boolean isLoopback(@Nullable InetSocketAddress peer) {
    return peer != null && peer.getAddress() != null && peer.getAddress().isLoopbackAddress();
  }

  static boolean isLoopbackHost(@Nullable String header) {
    if (header == null) {
      return false;
    }
    var matcher = HOST_AND_PORT.matcher(header);
    return matcher.matches() && isLoopbackName(matcher.group(1));
  }

  static boolean isLoopbackOrigin(@Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      String host = URI.create(origin).getHost();
      return host != null && isLoopbackName(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isLoopbackName(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.equals("localhost") || name.equals("[::1]") || IPV4.matcher(name).matches();
  }
}
