package io.signalbox.edge.claw.method;

import io.signalbox.edge.claw.Params;
import io.signalbox.edge.identity.Principal;
import io.signalbox.edge.views.AgentReads;
import io.signalbox.edge.views.SessionReads.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Which sessions an operator wants to see.
///
/// @param activeMinutes changed so recently; null = no matter
/// @param agent id or name; null = no matter
/// @param search in the key, in small letters; null = no matter
record SessionListQuery(
    int limit, @Nullable Long activeMinutes, @Nullable String agent, @Nullable String search) {
  private static final int USUAL = 100;
  private static final int MOST = 1000;
  private static final int LONGEST = 128;
  private static final long MOST_MINUTES = Duration.ofDays(365).toMinutes();

  static SessionListQuery read(Params params) {
    params.only(
        "limit", "activeMinutes", "agentId", "search", "includeGlobal", "includeUnknown");
    return params.read(fields -> {
      Long limit = fields.optionalNumber("limit", 1, MOST);
      String search = fields.optionalText("search", LONGEST);
      return new SessionListQuery(
          limit == null ? USUAL : Math.toIntExact(limit),
          fields.optionalNumber("activeMinutes", 1, MOST_MINUTES),
          fields.optionalText("agentId", LONGEST),
          search == null ? null : search.toLowerCase(Locale.ROOT));
    });
  }

  /// The agent that is named.
  Mono<Optional<UUID>> agent(Principal principal, Agents agents) {
    return agent == null
        ? Mono.just(Optional.empty())
        : agents
            .named(principal, agent)
            .map(AgentReads.Agent::agentId)
            .map(Optional::of);
  }

  boolean wants(Session session, Optional<UUID> ofAgent, Instant now) {
    return (activeMinutes == null
            || session.updatedAt().isAfter(now.minus(Duration.ofMinutes(activeMinutes))))
        && ofAgent.map(id -> id.equals(session.agentId())).orElse(true)
        && (search == null
            || KeyedSessions.keyOf(session).toLowerCase(Locale.ROOT).contains(search));
  }

  static ObjectNode row(Session session) {
    ObjectNode row = JsonMapper.shared().createObjectNode();
    row.put("key", KeyedSessions.keyOf(session));
    row.put("kind", "direct");
    row.put("sessionId", session.sessionId().toString());
    row.put("status", session.status());
    if (session.agentId() != null) {
      row.put("agentId", session.agentId().toString());
    }
    if (session.activeRunId() != null) {
      row.put("activeRunId", session.activeRunId().toString());
    }
    row.put("queued", session.queued());
    row.put("createdAt", session.createdAt().toEpochMilli());
    return row.put("updatedAt", session.updatedAt().toEpochMilli());
  }
}
