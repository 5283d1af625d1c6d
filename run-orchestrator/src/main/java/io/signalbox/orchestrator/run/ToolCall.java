package io.signalbox.orchestrator.run;

/// A tool call as the model asks for it.
///
/// @param args a JSON object
public record ToolCall(String callId, String toolName, String args) {}
