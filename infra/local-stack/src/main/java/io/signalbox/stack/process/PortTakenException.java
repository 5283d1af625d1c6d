package io.signalbox.stack.process;

import java.util.Optional;

/// A port that a component needs has another listener.
public final class PortTakenException extends RuntimeException {

  private final int port;

  PortTakenException(int port, String component, Optional<PortOwner> owner) {
    super(
        "Expected port %d to be free for %s, but %s listens on it"
            .formatted(
                port,
                component,
                owner
                    .map(PortOwner::toString)
                    .orElse("another process (of another user, perhaps)")));
    this.port = port;
  }

  /// The port in question.
  public int port() {
    return port;
  }
}
