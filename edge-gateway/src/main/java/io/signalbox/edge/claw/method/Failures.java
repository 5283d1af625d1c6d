package io.signalbox.edge.claw.method;

import io.signalbox.domain.Rejection;
import io.signalbox.edge.claw.MethodException;
import io.signalbox.edge.commands.CommandTooLargeException;
import io.signalbox.edge.commands.Written;
import io.signalbox.edge.runs.RunEndedException;
import io.signalbox.edge.runs.SessionEndedException;
import io.signalbox.edge.runs.UnknownIdException;
import io.signalbox.edge.watch.CursorBeyondEndException;
import io.signalbox.edge.watch.InvalidCursorException;
import io.signalbox.edge.watch.NoSuchRunException;
import io.signalbox.edge.watch.RunDeletedException;
import io.signalbox.edge.watch.WatchEndedException;
import java.time.Duration;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The one place that says which failure of a use case is which answer.
final class Failures {
  private static final Duration SOON = Duration.ofSeconds(1);

  private Failures() {}

  /// The answer that a failure is; the failure itself where those who serve methods know better.
  static Throwable explained(Throwable failure) {
    return switch (failure) {
      case UnknownIdException e -> refused("NOT_FOUND", e);
      case NoSuchRunException e -> refused("NOT_FOUND", e);
      case RunDeletedException e -> refused("RUN_DELETED", e);
      case RunEndedException e -> refused("RUN_ENDED", e);
      case SessionEndedException e -> refused("SESSION_ENDED", e);
      case CommandTooLargeException e -> refused("TOO_LARGE", e);
      case InvalidCursorException e -> {
        String code = e.isOfAnotherRun() ? "CURSOR_OF_ANOTHER_RUN" : "INVALID_CURSOR";
        yield refused(message(e), details(code).put("cursor", e.cursor()));
      }
      case CursorBeyondEndException e ->
          refused(message(e), details("CURSOR_BEYOND_END").put("lastSeq", e.lastSeq()));
      case WatchEndedException e -> ended(e);
      default -> failure;
    };
  }

  /// Why a watch ends early: `{code, reason, oldestSeq?}`.
  static ObjectNode broken(WatchEndedException failure) {
    ObjectNode why = JsonMapper.shared().createObjectNode();
    why.put("code", failure.reason().name());
    why.put("reason", message(failure));
    if (failure.oldest() > 0) {
      why.put("oldestSeq", failure.oldest());
    }
    return why;
  }

  /// The answer that a refusal by the log is.
  static MethodException refusal(Written.Refused<?> refused) {
    return refused.code().equals(Rejection.UNSUPPORTED.name())
        ? MethodException.unavailable(refused.reason()).retryAfter(SOON)
        : refused(refused.reason(), details(refused.code()));
  }

  /// Nobody can say yet what came of a write.
  static MethodException pending(String message) {
    return MethodException.unavailable(message).details(details("PENDING")).retryAfter(SOON);
  }

  static ObjectNode details(String code) {
    return JsonMapper.shared().createObjectNode().put("code", code);
  }

  private static MethodException ended(WatchEndedException failure) {
    return switch (failure.reason()) {
      case HISTORY_TRIMMED -> refused(message(failure), broken(failure));
      case SLOW_CONSUMER, EDGE_STOPPING ->
          MethodException.unavailable(message(failure))
              .details(broken(failure))
              .retryAfter(SOON);
    };
  }

  private static MethodException refused(String code, RuntimeException failure) {
    return refused(message(failure), details(code));
  }

  private static MethodException refused(String message, ObjectNode details) {
    return MethodException.invalid(message).details(details);
  }

  private static String message(RuntimeException failure) {
    return Objects.toString(failure.getMessage());
  }
}
