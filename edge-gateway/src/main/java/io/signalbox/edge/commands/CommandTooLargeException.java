package io.signalbox.edge.commands;

/// A command is larger than the log takes.
public final class CommandTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandTooLargeException(Throwable cause) {
    super("The command is larger than the log takes", cause);
  }
}
