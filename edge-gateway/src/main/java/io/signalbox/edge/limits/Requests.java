package io.signalbox.edge.limits;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;

/// What kind of request a request is.
final class Requests {
  private static final Set<String> PROBES = Set.of("/health", "/healthz", "/readyz");
  private static final Set<HttpMethod> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private Requests() {}

  /// Asked by those who watch this instance; always answered.
  static boolean isProbe(String path) {
    return PROBES.contains(path) || path.equals("/actuator") || path.startsWith("/actuator/");
  }

  static boolean isSocket(ServerHttpRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeaders().getUpgrade());
  }

  static boolean isStream(ServerHttpRequest request) {
    return HttpMethod.GET.equals(request.getMethod())
        && (request.getPath().value().endsWith("/stream")
            || request.getHeaders().getAccept().contains(MediaType.TEXT_EVENT_STREAM));
  }

  static boolean isWrite(ServerHttpRequest request) {
    return !READS.contains(request.getMethod());
  }
}
