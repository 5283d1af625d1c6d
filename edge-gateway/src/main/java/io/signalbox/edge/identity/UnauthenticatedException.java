package io.signalbox.edge.identity;

/// The caller did not prove who it is.
public final class UnauthenticatedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnauthenticatedException(String message) {
    super(message);
  }
}
