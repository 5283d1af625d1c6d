package io.signalbox.kit.tools.form;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A tool's definition makes no sense at one place.
public final class ToolFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String path;
  private final String expected;
  private final transient @Nullable JsonNode found;

  /// @param path where, as `execution.headers.Accept` or `execution.expression.of[1]`
  /// @param found what is there; null = nothing
  public ToolFormatException(String path, @Nullable JsonNode found, String expected) {
    super("%s: expected %s".formatted(path, expected));
    this.path = path;
    this.found = found;
    this.expected = expected;
  }

  public String path() {
    return path;
  }

  public @Nullable JsonNode found() {
    return found;
  }

  public String expected() {
    return expected;
  }
}
