package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.edge.runs.Admission;
import io.signalbox.schemas.run.Message;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The body of a request that starts a run.
///
/// @param agentId null = the session's agent; only in a session
/// @param agentVersionId null = the newest version
/// @param metadata a JSON object
/// @param sessionId null = the run stands alone
/// @param onActive what becomes of the run while another one of the session is active; null = as
///   the session says
record RunRequest(
    @Nullable String agentId,
    @Nullable String agentVersionId,
    List<Message> messages,
    @Nullable String metadata,
    @Nullable String sessionId,
    @Nullable String onActive) {
  static final List<String> POLICIES = List.of("enqueue", "reject", "interrupt");
  static final int LONGEST_ID = 128;
  private static final String MESSAGES = "messages";
  private static final String INITIAL_MESSAGES = "initialMessages";

  RunRequest {
    messages = List.copyOf(messages);
  }

  static RunRequest read(Fields body) {
    String sessionId = body.optionalText("sessionId", LONGEST_ID);
    boolean standsAlone = body.any("sessionId") == null;
    String onActive = body.optionalOneOf("onActive", POLICIES);
    if (standsAlone && onActive != null) {
      body.reject("onActive", "absent without a sessionId");
    }
    return new RunRequest(
        standsAlone ? body.text("agentId", LONGEST_ID) : body.optionalText("agentId", LONGEST_ID),
        body.optionalText("agentVersionId", LONGEST_ID),
        messages(body),
        Metadata.read(body),
        sessionId,
        onActive);
  }

  /// The same as a wish to the session.
  Admission admission() {
    return new Admission(
        Objects.requireNonNull(sessionId), agentId, agentVersionId, messages, metadata, onActive);
  }

  /// Both names are in use.
  private static List<Message> messages(Fields body) {
    if (body.any(MESSAGES) == null) {
      return Messages.read(body, INITIAL_MESSAGES);
    }
    if (body.any(INITIAL_MESSAGES) != null) {
      body.reject(MESSAGES, "absent when there are " + INITIAL_MESSAGES);
    }
    return Messages.read(body, MESSAGES);
  }
}
