package io.signalbox.edge.commands;

/// A command could not be made durable: the broker or the schema registry does not answer.
public final class LogUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param cause what the client of the broker said
  public LogUnavailableException(Throwable cause) {
    super("The log does not take commands at the moment", cause);
  }
}
