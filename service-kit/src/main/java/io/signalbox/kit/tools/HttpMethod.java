package io.signalbox.kit.tools;

import java.util.Arrays;
import java.util.List;

/// The methods that a tool may use.
public enum HttpMethod {
  GET(true, false),
  HEAD(true, false),
  POST(false, true),
  PUT(false, true),
  PATCH(false, true),
  DELETE(false, true);

  private final boolean repeatable;
  private final boolean mayHaveBody;

  HttpMethod(boolean repeatable, boolean mayHaveBody) {
    this.repeatable = repeatable;
    this.mayHaveBody = mayHaveBody;
  }

  /// Whether a request may be made again when nobody knows whether it was made.
  public boolean repeatable() {
    return repeatable;
  }

  boolean mayHaveBody() {
    return mayHaveBody;
  }

  static List<String> names() {
    return Arrays.stream(values()).map(Enum::name).toList();
  }
}
