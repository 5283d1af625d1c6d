package io.signalbox.edge.claw;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A request cannot be fulfilled; the caller is told why, and the connection stays.
///
/// ```java
/// throw MethodException.invalid("unknown run: " + runId);
/// throw MethodException.unavailable("the log does not answer").retryAfter(Duration.ofSeconds(1));
/// throw MethodException.invalid("node is not connected").details(details);
/// ```
public final class MethodException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final String text;

  @SuppressWarnings("serial") // never serialized
  private final @Nullable ObjectNode details;

  private final boolean retryable;
  private final @Nullable Duration retryAfter;

  /// @param details more for programs; null = nothing
  /// @param retryable whether the same request may well succeed later
  /// @param retryAfter how much later; null = unknown
  public MethodException(
      ErrorCode code,
      String message,
      @Nullable ObjectNode details,
      boolean retryable,
      @Nullable Duration retryAfter) {
    super(message, null, false, false); // an answer, not a fault: nobody looks at its trace
    this.code = code;
    this.text = message;
    this.details = details;
    this.retryable = retryable;
    this.retryAfter = retryAfter;
  }

  /// The request makes no sense, or not in the present state.
  public static MethodException invalid(String message) {
    return new MethodException(ErrorCode.INVALID_REQUEST, message, null, false, null);
  }

  /// Something that is needed is away; the same request may succeed later.
  public static MethodException unavailable(String message) {
    return new MethodException(ErrorCode.UNAVAILABLE, message, null, true, null);
  }

  /// The same with details for programs.
  public MethodException details(ObjectNode more) {
    return new MethodException(code, text, more, retryable, retryAfter);
  }

  /// The same, but worth another try after a while.
  public MethodException retryAfter(Duration pause) {
    return new MethodException(code, text, details, true, pause);
  }

  public ErrorCode code() {
    return code;
  }

  /// The message.
  public String text() {
    return text;
  }

  public @Nullable ObjectNode details() {
    return details;
  }

  public boolean retryable() {
    return retryable;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
