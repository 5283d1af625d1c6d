package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.UserMessage;
import io.signalbox.schemas.run.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Messages from outside: either `{role?, content}` or `{id, role?, parts}`.
final class Messages {
  private static final List<String> ROLES = List.of("system", "user", "assistant", "tool");
  private static final int LONGEST_ID = 128;

  private Messages() {}

  /// Reads a field that holds a non-empty array of messages.
  static List<Message> read(Fields request, String name) {
    return read(request, name, "msg-");
  }

  /// Reads a field that holds a non-empty array of messages.
  ///
  /// @param prefix of the ids of messages that have none; a number follows
  static List<Message> read(Fields request, String name, String prefix) {
    List<Fields> items = request.objects(name);
    if (items.isEmpty() && !(request.any(name) != null && !isEmptyArray(request, name))) {
      request.reject(name, "a non-empty array of messages");
    }
    List<Message> messages = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (int index = 0; index < items.size(); index++) {
      Message message = message(items.get(index), prefix + index);
      if (!ids.add(message.getId())) {
        items.get(index).reject("id", "unique among the messages");
      }
      messages.add(message);
    }
    if (items.stream().mapToInt(item -> item.node().toString().length()).sum()
        > UserMessage.MOST_CHARACTERS) {
      request.reject(name, "at most %d characters of JSON".formatted(UserMessage.MOST_CHARACTERS));
    }
    return messages;
  }

  private static boolean isEmptyArray(Fields request, String name) {
    var value = request.any(name);
    return value != null && value.isArray() && value.isEmpty();
  }

  private static Message message(Fields item, String otherwise) {
    String id = item.optionalText("id", LONGEST_ID);
    String role = item.oneOf("role", ROLES, "user");
    @Nullable String parts = item.any("parts") == null ? null : item.node().get("parts").toString();
    return Message.newBuilder()
        .setId(id == null ? otherwise : id)
        .setRole(role)
        .setText(parts == null ? content(item) : textOfParts(item))
        .setParts(parts)
        .setToolCalls(List.of())
        .setCallId(item.optionalText("callId", LONGEST_ID))
        .setToolName(item.optionalText("toolName", LONGEST_ID))
        .build();
  }

  private static String content(Fields item) {
    return item.text("content", _ -> true, "a string, unless there are parts");
  }

  private static String textOfParts(Fields item) {
    return item.objects("parts").stream()
        .map(part -> {
          part.text("type", "text"::equals, "\"text\"");
          return part.text("text", _ -> true, "a string");
        })
        .collect(Collectors.joining("\n"));
  }
}
