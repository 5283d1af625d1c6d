package io.signalbox.orchestrator.session.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.projection.Projection;
import io.signalbox.schemas.session.SessionCreated;
import io.signalbox.schemas.session.SessionEvent;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Sessions, as rows.
@Component
final class SessionProjection implements Projection<SessionEvent> {
  private static final Logger LOGGER = LoggerFactory.getLogger(SessionProjection.class);

  private final Counter skipped;

  SessionProjection(MeterRegistry meters) {
    this.skipped = meters.counter("signalbox.projection.skipped", "projection", name());
  }

  @Override
  public String name() {
    return "sessions";
  }

  @Override
  public Topic<SessionEvent> topic() {
    return Topics.SESSION_EVENTS;
  }

  @Override
  public List<String> tables() {
    return List.of("session");
  }

  @Override
  public void apply(List<SessionEvent> events, JdbcTemplate jdbc) {
    SessionRows rows = new SessionRows(jdbc);
    Set<UUID> ids = events.stream().map(SessionProjection::sessionId).collect(Collectors.toSet());
    Map<UUID, SessionSummary> sessions = new HashMap<>(rows.find(ids));
    for (SessionEvent event : events) {
      sessions.compute(sessionId(event), (_, session) -> step(session, event));
    }
    rows.save(sessions.values());
  }

  private @Nullable SessionSummary step(@Nullable SessionSummary session, SessionEvent event) {
    if (session != null) {
      return session.on(event);
    }
    if (event.getPayload() instanceof SessionCreated created) {
      return SessionSummary.created(event.getEnvelope(), created);
    }
    skipped.increment();
    LOGGER
        .atWarn()
        .addKeyValue("sessionId", event.getEnvelope().getAggregateId())
        .log("an event of a session whose beginning is gone is skipped");
    return null;
  }

  private static UUID sessionId(SessionEvent event) {
    return UUID.fromString(event.getEnvelope().getAggregateId());
  }
}
