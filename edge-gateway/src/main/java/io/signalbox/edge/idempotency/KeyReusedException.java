package io.signalbox.edge.idempotency;

/// A key came with another body than the first time.
public final class KeyReusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyReusedException() {
    super(
        "Expected the body that this Idempotency-Key came with first, but it is another one;"
            + " a new request needs a new key");
  }
}
