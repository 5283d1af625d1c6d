package io.signalbox.edge.hsafa.problem;

import io.r2dbc.spi.R2dbcException;
import io.signalbox.domain.Rejection;
import io.signalbox.edge.commands.CommandTooLargeException;
import io.signalbox.edge.commands.LogUnavailableException;
import io.signalbox.edge.draining.StoppingException;
import io.signalbox.edge.idempotency.InvalidKeyException;
import io.signalbox.edge.idempotency.KeyInUseException;
import io.signalbox.edge.idempotency.KeyReusedException;
import io.signalbox.edge.identity.UnauthenticatedException;
import io.signalbox.edge.json.FieldError;
import io.signalbox.edge.json.InvalidInputException;
import io.signalbox.edge.json.MalformedJsonException;
import io.signalbox.edge.limits.BodyTooLargeException;
import io.signalbox.edge.limits.NoAnswerException;
import io.signalbox.edge.limits.SlowRequestException;
import io.signalbox.edge.limits.TenantLimitException;
import io.signalbox.edge.runs.RunEndedException;
import io.signalbox.edge.runs.SessionEndedException;
import io.signalbox.edge.runs.UnknownIdException;
import io.signalbox.edge.watch.CursorBeyondEndException;
import io.signalbox.edge.watch.InvalidCursorException;
import io.signalbox.edge.watch.NoSuchRunException;
import io.signalbox.edge.watch.RunDeletedException;
import io.signalbox.edge.watch.WatchEndedException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.node.JsonNodeFactory;

/// The one place that says which failure is which problem.
public final class Problems {
  private Problems() {}

  /// The problem that a failure is. What nobody thought of is an internal one, and tells nothing
  /// about itself.
  public static Problem of(Throwable failure) {
    return switch (failure) {
      case ProblemException e -> e.problem();
      case InvalidInputException e ->
          new Problem(
              ProblemCode.INVALID_INPUT, Objects.toString(e.getMessage()), e.errors(), Map.of());
      case MalformedJsonException e ->
          new Problem(
              ProblemCode.MALFORMED_JSON,
              Objects.toString(e.getMessage()),
              List.of(),
              Map.of("line", e.line(), "column", e.column()));
      case InvalidCursorException e -> cursor(e);
      case CursorBeyondEndException e ->
          new Problem(
              ProblemCode.CURSOR_BEYOND_END,
              Objects.toString(e.getMessage()),
              List.of(),
              Map.of("lastSeq", e.lastSeq()));
      case NoSuchRunException e -> plain(ProblemCode.NOT_FOUND, e);
      case UnknownIdException e -> plain(ProblemCode.NOT_FOUND, e);
      case RunEndedException e -> plain(ProblemCode.RUN_ENDED, e);
      case SessionEndedException e -> plain(ProblemCode.SESSION_ENDED, e);
      case UnauthenticatedException e -> plain(ProblemCode.UNAUTHENTICATED, e);
      case CommandTooLargeException e -> plain(ProblemCode.TOO_LARGE, e);
      case LogUnavailableException e -> plain(ProblemCode.UNAVAILABLE, e);
      case StoppingException e -> plain(ProblemCode.UNAVAILABLE, e);
      case SlowRequestException e -> plain(ProblemCode.REQUEST_TIMEOUT, e);
      case NoAnswerException e -> plain(ProblemCode.UNAVAILABLE, e);
      case TenantLimitException e -> limit(ProblemCode.TOO_MANY, e, e.limit());
      case BodyTooLargeException e -> limit(ProblemCode.TOO_LARGE, e, e.limit());
      case RunDeletedException e -> plain(ProblemCode.RUN_DELETED, e);
      case WatchEndedException e -> ended(e);
      case InvalidKeyException e -> key(e);
      case KeyReusedException e -> plain(ProblemCode.IDEMPOTENCY_MISMATCH, e);
      case KeyInUseException e -> plain(ProblemCode.IDEMPOTENCY_IN_PROGRESS, e);
      case DataBufferLimitException _ -> tooLarge();
      case ResponseStatusException e -> framework(e);
      case DataAccessException _, R2dbcException _ ->
          Problem.of(ProblemCode.UNAVAILABLE, "The database does not answer at the moment");
      default -> Problem.of(ProblemCode.INTERNAL, "Something is wrong on our side");
    };
  }

  /// The problem that a refusal is.
  ///
  /// @param code name of a [Rejection]
  public static Problem refused(String code, String reason) {
    return Problem.of(problemCode(code), reason);
  }

  private static ProblemCode problemCode(String code) {
    for (Rejection known : Rejection.values()) {
      if (known.name().equals(code)) {
        return switch (known) {
          case NOT_FOUND -> ProblemCode.NOT_FOUND;
          case STALE -> ProblemCode.STALE;
          case CONFLICT -> ProblemCode.CONFLICT;
          case FORBIDDEN -> ProblemCode.FORBIDDEN;
          case INVALID -> ProblemCode.REFUSED;
          case UNSUPPORTED -> ProblemCode.UNSUPPORTED;
        };
      }
    }
    return ProblemCode
        .REFUSED; // a service that is newer than we are has a code that we do not know
  }

  private static Problem cursor(InvalidCursorException e) {
    ProblemCode code =
        e.isOfAnotherRun() ? ProblemCode.CURSOR_OF_ANOTHER_RUN : ProblemCode.INVALID_CURSOR;
    return new Problem(
        code, Objects.toString(e.getMessage()), List.of(), Map.of("cursor", e.cursor()));
  }

  private static Problem ended(WatchEndedException e) {
    return switch (e.reason()) {
      case HISTORY_TRIMMED ->
          new Problem(
              ProblemCode.HISTORY_TRIMMED,
              Objects.toString(e.getMessage()),
              List.of(),
              Map.of("oldestSeq", e.oldest()));
      case SLOW_CONSUMER, EDGE_STOPPING -> plain(ProblemCode.UNAVAILABLE, e);
    };
  }

  private static Problem key(InvalidKeyException e) {
    FieldError error =
        new FieldError(
            "Idempotency-Key",
            JsonNodeFactory.instance.stringNode(e.key()),
            InvalidKeyException.EXPECTED);
    return new Problem(
        ProblemCode.INVALID_INPUT, Objects.toString(e.getMessage()), List.of(error), Map.of());
  }

  private static Problem plain(ProblemCode code, RuntimeException e) {
    return Problem.of(code, Objects.toString(e.getMessage()));
  }

  private static Problem limit(ProblemCode code, RuntimeException e, long limit) {
    return new Problem(code, Objects.toString(e.getMessage()), List.of(), Map.of("limit", limit));
  }

  private static Problem tooLarge() {
    return Problem.of(ProblemCode.TOO_LARGE, "Expected a body of at most 1 MiB");
  }

  private static Problem framework(ResponseStatusException e) {
    HttpStatusCode status = e.getStatusCode();
    return switch (status.value()) {
      case 400 -> Problem.of(ProblemCode.INVALID_INPUT, reason(e, "The request makes no sense"));
      case 404 -> Problem.of(ProblemCode.NOT_FOUND, "There is nothing at this path");
      case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, reason(e, "Another method is needed"));
      case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE, reason(e, "No such representation"));
      case 413 -> tooLarge();
      case 415 -> Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Expected application/json");
      case 503 -> Problem.of(ProblemCode.UNAVAILABLE, reason(e, "Try again"));
      default -> Problem.of(ProblemCode.INTERNAL, "Something is wrong on our side");
    };
  }

  private static String reason(ResponseStatusException e, String otherwise) {
    String detail = e.getBody().getDetail();
    return detail == null ? otherwise : detail;
  }
}
