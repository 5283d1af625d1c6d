package io.signalbox.edge.limits;

/// The body of a request is over the limit.
public final class BodyTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long limit;

  BodyTooLargeException(long limit) {
    super("Expected a body of at most %d bytes, but it is larger".formatted(limit));
    this.limit = limit;
  }

  /// The most bytes that are taken.
  public long limit() {
    return limit;
  }
}
