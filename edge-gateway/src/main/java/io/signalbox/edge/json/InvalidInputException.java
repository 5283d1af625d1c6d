package io.signalbox.edge.json;

import java.util.List;

/// An input is well-formed, but says what it must not.
public final class InvalidInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // never serialized
  private final List<FieldError> errors;

  /// @param errors at least one
  public InvalidInputException(List<FieldError> errors) {
    super(errors.getFirst().sentence());
    this.errors = List.copyOf(errors);
  }

  /// What is wrong, in the order of the input.
  public List<FieldError> errors() {
    return errors;
  }
}
