package io.signalbox.orchestrator.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A model call failed for a reason that the run's log should name.
public final class ModelCallException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;
  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  /// @param code stable upper-case code
  /// @param retryable whether another attempt could succeed
  public ModelCallException(String code, String message, boolean retryable) {
    this(code, message, retryable, null);
  }

  /// Another attempt could succeed, but not before the provider's time is over.
  ///
  /// @param code stable upper-case code
  /// @param retryAfter how long the provider asks to wait, as a rate limit does
  public ModelCallException(String code, String message, Duration retryAfter) {
    this(code, message, true, retryAfter);
  }

  private ModelCallException(
      String code, String message, boolean retryable, @Nullable Duration retryAfter) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /// A stable upper-case code.
  public String code() {
    return code;
  }

  /// Whether another attempt could succeed.
  public boolean retryable() {
    return retryable;
  }

  /// How long the provider asks to wait before the next attempt; empty where it does not say.
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
