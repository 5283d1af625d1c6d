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
  CONFLICT(HttpStatus.CONFLICT, "Conflict"),
  STALE(HttpStatus.CONFLICT, "No longer current"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "Too large"),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
  CURSOR_BEYOND_END(HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "Cursor beyond the end"),
  REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, "Refused"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Unavailable for now");

  private final HttpStatus status;
  private final String title;

  ProblemCode(HttpStatus status, String title) {
    this.status = status;
    this.title = title;
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
    return "urn:signalbox:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
