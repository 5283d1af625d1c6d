package io.signalbox.kit.kafka;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.RetriableException;

/// Tells a world that is broken for now from a record that is broken for ever. The registry client
/// raises the same exception for both and leaves the difference to its causes.
final class Outages {
  private static final int DEPTH = 20;

  private Outages() {}

  /// Whether the failure is one of reaching something, so that the same record may pass later.
  static boolean isOutage(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < DEPTH; depth++) {
      if (cause instanceof java.net.SocketException
          || cause instanceof java.net.UnknownHostException
          || cause instanceof HttpTimeoutException
          || cause instanceof ClosedChannelException
          || cause instanceof TimeoutException
          || cause instanceof RetriableException
          || (cause instanceof IOException && cause.getClass().getName().startsWith("io.vertx."))) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
