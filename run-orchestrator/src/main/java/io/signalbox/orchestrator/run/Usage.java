package io.signalbox.orchestrator.run;

/// Tokens used.
public record Usage(long inputTokens, long outputTokens) {
  /// Nothing used.
  public static final Usage NONE = new Usage(0, 0);

  /// The sum of both.
  public Usage plus(Usage other) {
    return new Usage(inputTokens + other.inputTokens, outputTokens + other.outputTokens);
  }
}
