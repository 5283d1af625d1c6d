package io.signalbox.orchestrator.run.view;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.projection.Projection;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Runs, their events and their conversations, as rows. The edge reads `read.run_positions` to know
/// how far this is, so the name of the projection is part of that view.
@Component
final class RunProjection implements Projection<RunEvent> {
  private static final Logger LOGGER = LoggerFactory.getLogger(RunProjection.class);

  private final Counter skipped;

  RunProjection(MeterRegistry meters) {
    this.skipped = meters.counter("signalbox.projection.skipped", "projection", name());
  }

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public Topic<RunEvent> topic() {
    return Topics.RUN_EVENTS;
  }

  @Override
  public List<String> tables() {
    return List.of("run", "run_event", "run_message", "deleted_run");
  }

  @Override
  public void apply(List<RunEvent> events, JdbcTemplate jdbc) {
    RunRows runs = new RunRows(jdbc);
    Set<UUID> runIds = events.stream().map(RunProjection::runId).collect(Collectors.toSet());
    Map<UUID, RunSummary> before = runs.find(runIds);
    Map<UUID, RunChange> changes = new LinkedHashMap<>();
    for (RunEvent event : events) {
      changes.computeIfAbsent(runId(event), id -> new RunChange(id, before.get(id))).on(event);
    }
    write(changes.values(), runs, jdbc);
    changes.values().stream().filter(each -> each.skipped() > 0).forEach(this::tell);
  }

  /// Deletions first: should a run come after its deletion, it stays.
  private static void write(Collection<RunChange> changes, RunRows runs, JdbcTemplate jdbc) {
    MessageRows messages = new MessageRows(jdbc);
    runs.delete(changes);
    runs.insertEvents(changes.stream().flatMap(each -> each.events().stream()).toList());
    messages.show(changes);
    messages.insert(changes.stream().flatMap(each -> each.messages().stream()).toList());
    runs.save(changes);
  }

  private void tell(RunChange change) {
    skipped.increment(change.skipped());
    LOGGER
        .atWarn()
        .addKeyValue("runId", change.runId())
        .addKeyValue("events", change.skipped())
        .log("events of a run whose beginning is gone are skipped");
  }

  private static UUID runId(RunEvent event) {
    return UUID.fromString(event.getEnvelope().getAggregateId());
  }
}
