package io.signalbox.edge.hsafa;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.signalbox.edge.views.ConversationReads.Said;
import io.signalbox.kit.json.WireJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A message of a run as this dialect shows it.
///
/// @param seq of the event that brought it
/// @param toolCalls absent when it asks for none
/// @param pending whether the model is yet to see it
@JsonInclude(JsonInclude.Include.NON_NULL)
record MessageJson(
    String id,
    long seq,
    String role,
    String text,
    @Nullable JsonNode parts,
    @Nullable JsonNode toolCalls,
    @Nullable String callId,
    @Nullable String toolName,
    boolean pending) {

  static MessageJson of(Said said) {
    JsonNode calls = json(said.toolCalls());
    return new MessageJson(
        said.messageId(),
        said.seq(),
        said.role(),
        said.text(),
        json(said.parts()),
        calls == null || calls.isEmpty() ? null : calls,
        said.callId(),
        said.toolName(),
        said.position() == null);
  }

  private static @Nullable JsonNode json(@Nullable String text) {
    return text == null ? null : WireJson.json(text);
  }
}
