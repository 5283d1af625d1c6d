package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.projection.Projection;
import io.signalbox.schemas.run.RunCreated;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Runs and their events, as rows. The edge reads `read.run_positions` to know how far this is, so
/// the name of the projection is part of that view.
@Component
final class RunProjection implements Projection<RunEvent> {

  @Override
  public String name() {
    return "runs";
  }

  @Override
  public Topic<RunEvent> topic() {
    return Topics.RUN_EVENTS;
  }

  @Override
  public void apply(List<RunEvent> events, JdbcTemplate jdbc) {
    RunRows rows = new RunRows(jdbc);
    rows.insertEvents(events);
    Set<UUID> runIds = events.stream().map(RunProjection::runId).collect(Collectors.toSet());
    Map<UUID, RunSummary> runs = new HashMap<>(rows.find(runIds));
    for (RunEvent event : events) {
      runs.compute(runId(event), (_, run) -> step(run, event));
    }
    rows.save(runs.values());
  }

  private static RunSummary step(@Nullable RunSummary run, RunEvent event) {
    if (run != null) {
      return run.on(event);
    }
    if (event.getPayload() instanceof RunCreated created) {
      return RunSummary.created(event.getEnvelope(), created);
    }
    throw new IllegalStateException(
        "Expected run %s to begin with run.created, but got seq %d"
            .formatted(event.getEnvelope().getAggregateId(), event.getEnvelope().getSeq()));
  }

  private static UUID runId(RunEvent event) {
    return UUID.fromString(event.getEnvelope().getAggregateId());
  }
}
