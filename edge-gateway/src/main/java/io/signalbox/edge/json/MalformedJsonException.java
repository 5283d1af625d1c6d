package io.signalbox.edge.json;

/// An input is not JSON.
public final class MalformedJsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;

  MalformedJsonException(String reason, int line, int column) {
    super("Expected JSON, but at line %d, column %d: %s".formatted(line, column, reason));
    this.line = line;
    this.column = column;
  }

  /// From 1.
  public int line() {
    return line;
  }

  /// From 1.
  public int column() {
    return column;
  }
}
