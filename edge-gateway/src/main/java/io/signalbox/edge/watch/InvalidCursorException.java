package io.signalbox.edge.watch;

/// A cursor that makes no sense, or none for this run.
public final class InvalidCursorException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 80;

  private final String cursor;
  private final boolean ofAnotherRun;

  private InvalidCursorException(String message, String cursor, boolean ofAnotherRun) {
    super(message);
    this.cursor = cursor;
    this.ofAnotherRun = ofAnotherRun;
  }

  static InvalidCursorException malformed(String cursor) {
    String shown = shortened(cursor);
    return new InvalidCursorException(
        "Expected a cursor to be a seq of 0 or more, or <runId>:<seq>, but it is '" + shown + "'",
        shown,
        false);
  }

  static InvalidCursorException ofAnotherRun(String cursor, String runId) {
    String shown = shortened(cursor);
    return new InvalidCursorException(
        "Expected a cursor of run " + runId + ", but '" + shown + "' is one of another run",
        shown,
        true);
  }

  /// The cursor, shortened if it is long.
  public String cursor() {
    return cursor;
  }

  /// Whether it is well-formed, but names another run.
  public boolean isOfAnotherRun() {
    return ofAnotherRun;
  }

  private static String shortened(String cursor) {
    return cursor.length() <= SHOWN ? cursor : cursor.substring(0, SHOWN) + "…";
  }
}
