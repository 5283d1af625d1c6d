package io.signalbox.orchestrator.model;

/// A model call failed for a reason that the run's log should name.
public final class ModelCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean retryable;

  /// @param code stable upper-case code
  /// @param retryable whether another attempt could succeed
  public ModelCallException(String code, String message, boolean retryable) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }

  /// A stable upper-case code.
  public String code() {
    return code;
  }

  /// Whether another attempt could succeed.
  public boolean retryable() {
    return retryable;
  }
}
