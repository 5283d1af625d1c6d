package io.signalbox.edge.runs;

import io.signalbox.schemas.run.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A wish to start a run in a session.
///
/// @param sessionId as the caller named it
/// @param agentId as the caller named it; null = the session's agent
/// @param agentVersionId as the caller named it; null = the newest version
/// @param metadata a JSON object
/// @param onActive what becomes of the run while another one of the session is active; null = as
///   the session says
public record Admission(
    String sessionId,
    @Nullable String agentId,
    @Nullable String agentVersionId,
    List<Message> messages,
    @Nullable String metadata,
    @Nullable String onActive) {
  public Admission {
    messages = List.copyOf(messages);
  }
}
