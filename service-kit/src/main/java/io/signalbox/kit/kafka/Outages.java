package io.signalbox.kit.kafka;

import com.microsoft.kiota.ApiException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells a world that is broken for now from a record that is broken for ever. The registry client
/// raises the same exception for both and leaves the difference to its causes.
final class Outages {
  private static final int DEPTH = 20;
  private static final int SERVER_ERROR = 500;

  /// Not allowed to ask, too slow, too often: says nothing about the schema that was asked for.
  private static final Set<Integer> REFUSED_FOR_NOW = Set.of(401, 403, 408, 429);

  private Outages() {}

  /// Whether the failure is one of reaching something, so that the same record may pass later.
  static boolean isOutage(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH; depth++) {
      if (isOutageItself(cause)) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }

  private static boolean isOutageItself(Throwable cause) {
    return switch (cause) {
      case SocketException _,
          UnknownHostException _,
          HttpTimeoutException _,
          ClosedChannelException _,
          SSLException _,
          TimeoutException _,
          RetriableException _ ->
          true;
      case ApiException answer -> isOutage(answer.getResponseStatusCode());
      default -> isTransport(cause);
    };
  }

  private static boolean isOutage(int status) {
    return status >= SERVER_ERROR || REFUSED_FOR_NOW.contains(status);
  }

  /// Vert.x and Netty do nothing here but carry requests to the registry.
  private static boolean isTransport(Throwable cause) {
    String type = cause.getClass().getName();
    return type.startsWith("io.vertx.") || type.startsWith("io.netty.");
  }
}
