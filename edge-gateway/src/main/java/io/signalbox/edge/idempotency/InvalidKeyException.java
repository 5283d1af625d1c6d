package io.signalbox.edge.idempotency;

/// An `Idempotency-Key` is not what a key may be.
public final class InvalidKeyException extends RuntimeException {
  /// What a key may be.
  public static final String EXPECTED = "one key of 1 to 255 visible ASCII characters";

  private static final long serialVersionUID = 1L;
  private final String key;

  InvalidKeyException(String key) {
    super("Expected " + IdempotencyKey.HEADER + " to be " + EXPECTED);
    this.key = key;
  }

  /// As it came.
  public String key() {
    return key;
  }
}
