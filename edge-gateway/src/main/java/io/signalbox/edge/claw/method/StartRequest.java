package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Params;
import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.UserMessage;
import io.signalbox.schemas.run.Message;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What `agent` and `chat.send` ask for.
///
/// @param agent id or name; null = the session's, or the main one
/// @param session null = the run stands alone
/// @param timeoutSeconds how long the last answer may take; 0 = as long as the run
/// @param system what the model is told beside the agent's own instructions; null = nothing
/// @param metadata what else was asked for, kept with the run; a JSON object
record StartRequest(
    String key,
    String message,
    @Nullable String agent,
    @Nullable SessionKey session,
    long timeoutSeconds,
    @Nullable String system,
    String metadata) {
  private static final int LONGEST_ID = 128;
  private static final int LONGEST_NOTE = 256;
  private static final int LONGEST_LABEL = 64;
  private static final long LONGEST_TIMEOUT = 7 * 24 * 3600;
  private static final long LONGEST_TIMEOUT_MS = LONGEST_TIMEOUT * 1000;
  private static final String ATTACHMENTS = "attachments";

  /// What says how an answer is to be shown or delivered: kept with the run.
  private static final String[] AGENT_NOTES = {
    "to", "replyTo", "channel", "replyChannel", "accountId", "replyAccountId", "threadId",
    "groupId", "groupChannel", "groupSpace", "thinking", "verbose", "deliver", "lane", "spawnedBy",
    "label"
  };
  private static final String[] CHAT_NOTES = {"thinking", "deliver"};

  /// The params of `agent`.
  static StartRequest ofAgent(Params params) {
    String key = params.requiredIdempotencyKey();
    params.only(
        with(
            AGENT_NOTES,
            "message",
            "agentId",
            "sessionKey",
            "sessionId",
            "timeout",
            "extraSystemPrompt",
            ATTACHMENTS));
    return params.read(fields -> {
      Long timeout = fields.optionalNumber("timeout", 0, LONGEST_TIMEOUT);
      fields.optionalText("label", LONGEST_LABEL);
      return new StartRequest(
          key,
          message(fields),
          fields.optionalText("agentId", LONGEST_ID),
          session(fields),
          timeout == null ? 0 : timeout,
          fields.optionalText("extraSystemPrompt", UserMessage::isText, UserMessage.EXPECTED),
          notes(fields, key, AGENT_NOTES));
    });
  }

  /// The params of `chat.send`.
  static StartRequest ofChat(Params params) {
    String key = params.requiredIdempotencyKey();
    params.only(with(CHAT_NOTES, "message", "sessionKey", "timeoutMs", ATTACHMENTS));
    return params.read(fields -> {
      fields.optionalNumber("timeoutMs", 0, LONGEST_TIMEOUT_MS);
      return new StartRequest(
          key,
          message(fields),
          null,
          SessionKey.of(fields.text("sessionKey", SessionKey.LONGEST)),
          0,
          null,
          notes(fields, key, CHAT_NOTES));
    });
  }

  /// What the run begins with.
  List<Message> messages() {
    List<Message> messages = new ArrayList<>();
    if (system != null) {
      messages.add(UserMessage.of("msg-0", system).setRole("system").build());
    }
    messages.add(UserMessage.of("msg-" + messages.size(), message).build());
    return messages;
  }

  private static String message(Fields fields) {
    JsonNode attachments = fields.any(ATTACHMENTS);
    if (attachments != null && !(attachments.isArray() && attachments.isEmpty())) {
      fields.reject(ATTACHMENTS, "absent or empty, as runs read text");
    }
    return fields.text("message", UserMessage::isText, UserMessage.EXPECTED);
  }

  private static @Nullable SessionKey session(Fields fields) {
    String sessionKey = fields.optionalText("sessionKey", SessionKey.LONGEST);
    String sessionId = fields.optionalText("sessionId", LONGEST_ID);
    if (sessionKey != null && sessionId != null) {
      fields.reject("sessionId", "absent when there is a sessionKey");
    }
    String given = sessionKey == null ? sessionId : sessionKey;
    return given == null ? null : SessionKey.of(given);
  }

  private static String notes(Fields fields, String key, String... names) {
    ObjectNode metadata = JsonMapper.shared().createObjectNode();
    metadata.put(Params.KEY, key);
    for (String name : names) {
      JsonNode value = fields.any(name);
      if (value == null) {
        continue;
      }
      if (value.isContainer() || value.toString().length() > LONGEST_NOTE) {
        fields.reject(name, "a text, number or flag of at most %d characters".formatted(LONGEST_NOTE));
      }
      metadata.set(name, value);
    }
    return metadata.toString();
  }

  private static String[] with(String[] names, String... more) {
    List<String> all = new ArrayList<>(List.of(names));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }
}
