package io.signalbox.edge.claw.method;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.signalbox.edge.views.ConversationReads.InSession;
import io.signalbox.edge.views.ConversationReads.Said;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Messages as chats show them: `{role, content: [{type, text}], timestamp}`. Pure.
final class ChatMessages {
  private ChatMessages() {}

  static ObjectNode message(String role, String text, long atMillis) {
    ObjectNode message = JsonMapper.shared().createObjectNode();
    message.put("role", role);
    text(message.putArray("content"), text);
    return message.put("timestamp", atMillis);
  }

  /// A message of a session.
  static ObjectNode of(InSession message) {
    Said said = message.said();
    ObjectNode shown = JsonMapper.shared().createObjectNode();
    boolean isResult = said.role().equals("tool");
    shown.put("role", isResult ? "toolResult" : said.role());
    ArrayNode content = shown.putArray("content");
    if (!said.text().isEmpty()) {
      text(content, said.text());
    }
    String calls = said.toolCalls();
    if (calls != null) {
      JsonMapper.shared().readTree(calls).forEach(call -> call(content, call));
    }
    if (isResult) {
      shown.put("toolCallId", said.callId());
      shown.put("toolName", said.toolName());
    }
    shown.put("timestamp", message.runAt().toEpochMilli());
    shown.put("id", said.messageId());
    return shown.put("runId", message.runId().toString());
  }

  /// The newest messages that fit, oldest first.
  ///
  /// @param newestFirst as they are read
  /// @param mostBytes of their JSON together
  static ArrayNode fitting(List<ObjectNode> newestFirst, long mostBytes) {
    List<ObjectNode> taken = new ArrayList<>();
    long left = mostBytes;
    for (ObjectNode each : newestFirst) {
      left -= each.toString().getBytes(UTF_8).length + 1;
      if (left < 0) {
        break;
      }
      taken.add(each);
    }
    ArrayNode messages = JsonMapper.shared().createArrayNode();
    taken.reversed().forEach(messages::add);
    return messages;
  }

  private static void text(ArrayNode content, String text) {
    content.addObject().put("type", "text").put("text", text);
  }

  private static void call(ArrayNode content, JsonNode call) {
    ObjectNode part = content.addObject();
    part.put("type", "toolCall");
    part.set("id", call.path("callId"));
    part.set("name", call.path("toolName"));
    part.set("arguments", call.path("args"));
  }
}
