package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.UserMessage;
import io.signalbox.schemas.run.Message;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The body of a request that says something to a run: `{message | content, senderId?,
/// senderName?}`.
final class AppendRequest {
  private static final int LONGEST_NAME = 128;

  private AppendRequest() {}

  /// @param messageId makes a repeated request harmless
  static Message read(Fields body, UUID messageId) {
    String name = body.any("message") == null ? "content" : "message";
    String text = body.text(name, UserMessage::isText, UserMessage.EXPECTED);
    if (name.equals("message") && body.any("content") != null) {
      body.reject("content", "absent when there is a message");
    }
    return UserMessage.of(messageId.toString(), text)
        .setParts(
            parts(
                text,
                body.optionalText("senderId", LONGEST_NAME),
                body.optionalText("senderName", LONGEST_NAME)))
        .build();
  }

  /// Who spoke stays with what was said.
  private static @Nullable String parts(
      String text, @Nullable String senderId, @Nullable String senderName) {
    if (senderId == null && senderName == null) {
      return null;
    }
    ArrayNode parts = JsonMapper.shared().createArrayNode();
    ObjectNode part = parts.addObject();
    part.put("type", "text");
    part.put("text", text);
    if (senderId != null) {
      part.put("senderId", senderId);
    }
    if (senderName != null) {
      part.put("senderName", senderName);
    }
    return parts.toString();
  }
}
