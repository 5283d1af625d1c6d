package io.signalbox.orchestrator.model;

/// A piece of what a provider streams back. A stream ends with exactly one [Finished].
public sealed interface ModelChunk {

  /// More of the answer.
  record TextDelta(String text) implements ModelChunk {}

  /// More of the reasoning.
  record ReasoningDelta(String text) implements ModelChunk {}

  /// A tool call, complete.
  ///
  /// @param args a JSON object
  record ToolCallWanted(String toolName, String args) implements ModelChunk {}

  /// The turn is over.
  ///
  /// @param reason stop, tool_calls, length ...
  record Finished(String reason, long inputTokens, long outputTokens) implements ModelChunk {}
}
