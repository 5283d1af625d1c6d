package io.signalbox.edge.runs;

/// Nothing that the caller may see has this id.
public final class UnknownIdException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 64;

  /// @param kind what the id is of, such as `a run`
  public UnknownIdException(String kind, Object id) {
    super(
        "Expected the id of %s, but nothing has the id %s"
            .formatted(kind, shortened(id.toString())));
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }
}
