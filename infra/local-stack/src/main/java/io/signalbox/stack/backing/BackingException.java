package io.signalbox.stack.backing;

/// A backing service cannot be started or ended too early; the message tells a person what to do
/// about it.
public final class BackingException extends RuntimeException {

  public BackingException(String message) {
    super(message);
  }

  public BackingException(String message, Throwable cause) {
    super(message, cause);
  }
}
