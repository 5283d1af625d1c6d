package io.signalbox.edge.claw;

/// A text is no frame that can be taken.
final class FrameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Stands for the id of a request that has none.
  static final String NO_ID = "invalid";

  private final ParseCode code;
  private final String id;

  /// @param id of the request, as far as it could be read
  FrameException(ParseCode code, String id, String message) {
    super(message, null, false, false);
    this.code = code;
    this.id = id;
  }

  ParseCode code() {
    return code;
  }

  String id() {
    return id;
  }
}
