package io.signalbox.dispatcher.server;

import java.io.IOException;

/// A request must not go where it wants to.
final class EgressBlockedException extends IOException {
  private static final long serialVersionUID = 1L;

  EgressBlockedException(String host, String rule) {
    super("Requests to %s are blocked: %s".formatted(host, rule));
  }
}
