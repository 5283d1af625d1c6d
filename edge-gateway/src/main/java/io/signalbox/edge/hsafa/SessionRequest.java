package io.signalbox.edge.hsafa;

import io.signalbox.edge.json.Fields;
import io.signalbox.schemas.session.CreateSession;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The body of a request that opens a session.
///
/// @param agentId null = its runs name theirs
/// @param metadata a JSON object
record SessionRequest(
    @Nullable String agentId, String onActive, long idleTimeoutMs, @Nullable String metadata) {
  private static final long USUAL_IDLE_MS = Duration.ofHours(1).toMillis();
  private static final long MOST_IDLE_MS = Duration.ofDays(365).toMillis();

  static SessionRequest read(Fields body) {
    Long idle = body.optionalNumber("idleTimeoutMs", 0, MOST_IDLE_MS);
    return new SessionRequest(
        body.optionalText("agentId", RunRequest.LONGEST_ID),
        body.oneOf("onActive", RunRequest.POLICIES, "enqueue"),
        idle == null ? USUAL_IDLE_MS : idle,
        Metadata.read(body));
  }

  /// @param agent the agent that is named, as the log names it
  CreateSession wish(@Nullable UUID agent) {
    return CreateSession.newBuilder()
        .setAgentId(agent == null ? null : agent.toString())
        .setOnActive(onActive)
        .setIdleTimeoutMs(idleTimeoutMs)
        .setMetadata(metadata)
        .build();
  }
}
