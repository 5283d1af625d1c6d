package io.signalbox.edge.hsafa.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/// What can go wrong, by stable codes that are part of the wire contract.
public enum ProblemCode {
  MALFORMED_JSON(HttpStatus.BAD_REQUEST, "Malformed JSON"),
  INVALID_INPUT(HttpStatus.BAD_REQUEST, "Invalid input"),
  INVALID_CURSOR(HttpStatus.BAD_REQUEST, "Invalid cursor"),
  CURSOR_OF_ANOTHER_RUN(HttpStatus.BAD_REQUEST, "Cursor of another run"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Credentials needed"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "Not allowed"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),
  REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Took too long to arrive"),
  CONFLICT(HttpStatus.CONFLICT, "Conflict"),
  STALE(HttpStatus.CONFLICT, "No longer current"),
  RUN_ENDED(HttpStatus.CONFLICT, "The run is over"),
  RUN_DELETED(HttpStatus.GONE, "The run is deleted"),
  SESSION_ENDED(HttpStatus.GONE, "The session is over"),
  HISTORY_TRIMMED(HttpStatus.GONE, "History is no longer kept"),
  /// What a fork would need of its parent is no longer kept; to clients the same as
  /// [#HISTORY_TRIMMED], with the status of a wish that the state forbids.
  PREFIX_TRIMMED(HttpStatus.CONFLICT, "History is no longer kept", "HISTORY_TRIMMED"),
  IDEMPOTENCY_MISMATCH(HttpStatus.CONFLICT, "Another body under the same key"),
  IDEMPOTENCY_IN_PROGRESS(HttpStatus.CONFLICT, "Still under way"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
  CURSOR_BEYOND_END(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "Cursor beyond the end"),
  TOO_MANY(HttpStatus.TOO_MANY_REQUESTS, "Too many at a time"),
  REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Refused"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),
  UNSUPPORTED(HttpStatus.SERVICE_UNAVAILABLE, "Not supported yet"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Unavailable for now");

  private final HttpStatus status;
  private final String title;
  private final String wireName;

  ProblemCode(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
    this.wireName = name();
  }

  ProblemCode(HttpStatus status, String title, String wireName) {
    this.status = status;
    this.title = title;
    this.wireName = wireName;
  }

  /// The code as clients get it.
  public String wireName() {
    return wireName;
  }

  /// Whether the same request may well succeed in a moment.
  boolean passes() {
    return status == HttpStatus.SERVICE_UNAVAILABLE
        || this == TOO_MANY
        || this == IDEMPOTENCY_IN_PROGRESS;
  }

  /// The HTTP status that goes with it.
  public HttpStatus status() {
    return status;
  }

  String title() {
    return title;
  }

  /// A name for the kind of problem, as RFC 9457 wants one.
  String type() {
    return "urn:signalbox:problem:" + wireName.toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
