package io.signalbox.kit.tools;

import io.signalbox.kit.tools.form.BoundedJson;
import io.signalbox.kit.tools.form.ToolFailure;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// How the execution of a tool ended.
public sealed interface ToolOutcome {

  /// @param result JSON, at most [BoundedJson#LARGEST] bytes
  record Completed(String result) implements ToolOutcome {}

  /// @param code why, for machines
  /// @param error the same for the model and for people
  record Failed(String code, String error) implements ToolOutcome {}

  /// What the work yields, or the failure that it ends with.
  static ToolOutcome of(Supplier<JsonNode> work) {
    try {
      return new Completed(BoundedJson.write(work.get()));
    } catch (ToolFailure e) {
      return failed(e);
    }
  }

  static ToolOutcome failed(ToolFailure failure) {
    return new Failed(failure.code(), failure.message());
  }
}
