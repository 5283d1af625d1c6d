package io.signalbox.kit.tools.form;

/// A tool cannot do its work with the arguments it got. Thrown and caught within the execution of
/// one tool, which ends with it as a failure.
public final class ToolFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  /// @param code what went wrong, for machines
  /// @param message the same for the model and for people
  public ToolFailure(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
