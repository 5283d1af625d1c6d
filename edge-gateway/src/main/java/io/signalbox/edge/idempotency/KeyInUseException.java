package io.signalbox.edge.idempotency;

/// The first request with a key has no answer yet.
public final class KeyInUseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyInUseException() {
    super(
        "Expected the first request with this Idempotency-Key to be answered, but it is still under"
            + " way");
  }
}
