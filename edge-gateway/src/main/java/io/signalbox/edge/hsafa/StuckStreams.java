package io.signalbox.edge.hsafa;

import java.time.Duration;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.netty.http.server.HttpServerRequest;

/// Cuts off streams whose peer takes no byte any more. A stream that is merely quiet has its
/// keepalives taken.
final class StuckStreams {
  private StuckStreams() {}

  static void cutOff(ServerHttpRequest request, Duration after) {
    if (nativeRequest(request) instanceof HttpServerRequest netty) {
      netty.withConnection(
          connection -> connection.onWriteIdle(after.toMillis(), connection::dispose));
    }
  }

  private static Object nativeRequest(ServerHttpRequest request) {
    try {
      return ServerHttpRequestDecorator.getNativeRequest(request);
    } catch (IllegalArgumentException | IllegalStateException e) {
      return request; // not behind a real server
    }
  }
}
