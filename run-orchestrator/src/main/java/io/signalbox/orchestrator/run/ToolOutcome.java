package io.signalbox.orchestrator.run;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a tool call ended.
///
/// @param result its result, JSON; absent when it has none
/// @param error why it did not complete
/// @param source who reported it, a wire name
public record ToolOutcome(
    Status status, @Nullable String result, @Nullable String error, String source) {

  /// The ways to end. The wire names are the lower-case names.
  public enum Status {
    COMPLETED,
    FAILED,
    EXPIRED,
    CANCELED,
    /// Its executor was lost with it: nobody knows whether it took effect.
    OUTCOME_UNKNOWN;

    /// The status with this wire name.
    public static Status of(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /// The name on the wire.
    public String wire() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// What the model is shown of a call's end: the result, or else why there is none. JSON.
  ///
  /// @param status the wire name of the status
  public static String answer(String status, @Nullable String result, @Nullable String error) {
    if (status.equals(Status.COMPLETED.wire())) {
      return result == null ? "null" : result;
    }
    return "{\"error\":%s}".formatted(JsonText.quote(status + ": " + error));
  }

  /// @param objections what is wrong, each with its path
  static ToolOutcome wrongArguments(String objections) {
    return new ToolOutcome(
        Status.FAILED,
        null,
        "The arguments are not as the tool's schema says: " + objections,
        "server");
  }

  static ToolOutcome undeclared(String toolName) {
    return new ToolOutcome(
        Status.FAILED, null, "The agent declares no tool named '%s'".formatted(toolName), "server");
  }
}
