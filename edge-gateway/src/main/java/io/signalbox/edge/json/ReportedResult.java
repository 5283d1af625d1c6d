package io.signalbox.edge.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What an executor says of a call: a result, be it `null`, or why there is none.
///
/// @param result JSON text; null when the call failed
/// @param error null when it did not
public record ReportedResult(@Nullable String result, @Nullable String error) {
  private static final int MOST_CHARACTERS = 256 * 1024;
  private static final int LONGEST_ERROR = 4096;

  /// Reads the fields `result` and `error`, of which one must be there.
  public static ReportedResult read(Fields fields) {
    String error = fields.optionalText("error", LONGEST_ERROR);
    JsonNode result = fields.node().get("result");
    if (result == null && fields.any("error") == null) {
      fields.reject("result", "any JSON, unless there is an error");
    }
    if (result != null && error != null && !result.isNull()) {
      fields.reject("error", "absent when there is a result");
    }
    String text = result == null ? null : result.toString();
    if (text != null && text.length() > MOST_CHARACTERS) {
      fields.reject("result", "at most %d characters of JSON".formatted(MOST_CHARACTERS));
    }
    return new ReportedResult(error == null ? text : null, error);
  }
}
