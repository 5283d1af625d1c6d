package io.signalbox.edge.runs;

/// The session takes no runs any more: it is expired or deleted.
public final class SessionEndedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SessionEndedException(String message) {
    super(message);
  }
}
