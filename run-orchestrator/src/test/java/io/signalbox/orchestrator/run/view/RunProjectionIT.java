package io.signalbox.orchestrator.run.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.projection.Projections;
import io.signalbox.schemas.run.RunWaitingTool;
import io.signalbox.schemas.run.ToolApprovalDecided;
import io.signalbox.schemas.run.ToolApprovalRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Nothing in the log stops the projection of runs.
class RunProjectionIT extends LiveViews {
  @Autowired private PlatformTransactionManager transactions;
  @Autowired private RunProjection projection;
  @Autowired private Projections projections;
  @Autowired private MeterRegistry meters;

  @Test
  void shouldGoPastTombstonesAndRunsWhoseBeginningIsGone() {
    // given
    LoggedRun erased = mixed(3, now);
    LoggedRun headless = mixed(0, now);
    log.write(erased);
    log.erase(erased);
    headless.events.subList(1, headless.events.size()).forEach(log::write);
    LoggedRun bare = new LoggedRun(tenant, now).created().canceled().deleted();
    log.write(bare.events.getLast());
    // when
    LoggedRun next = mixed(0, now);
    log.write(next);
    // then
    awaitRun(next);
    awaitDeleted(erased);
    awaitDeleted(bare);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(meters.counter("signalbox.projection.skipped", "projection", "runs").count())
                .isGreaterThanOrEqualTo(headless.events.size() - 1));
    assertThat(count("run_event", headless)).isZero();
    assertThat(projections.health().getStatus()).isEqualTo(Status.UP);
    assertThat(rebuild("--check").exit()).isZero();
  }

  @Test
  void shouldKeepAnEventOfALaterVersionAsItIs() {
    // given
    GenericData.Record praised =
        new GenericData.Record(
            SchemaBuilder.record("RunPraised")
                .prop("eventType", "run.praised")
                .fields()
                .requiredString("by")
                .endRecord());
    praised.put("by", "me");
    LoggedRun run = new LoggedRun(tenant, now).created().then(praised);
    // when
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> {
          projection.apply(run.events, jdbc);
          // then
          assertThat(row(run)).containsEntry("last_seq", 2L).containsEntry("status", "queued");
          assertThat(
                  jdbc.queryForMap(
                      "SELECT type, data::text FROM run_event WHERE run_id = ? AND seq = 2",
                      run.id))
              .containsEntry("type", "run.praised")
              .containsEntry("data", "{\"by\":\"me\"}");
          status.setRollbackOnly();
        });
  }

  /// Row 12 of the traps: a run that waits says for whom.
  @Test
  void shouldShowWhatARunWaitsFor() {
    LoggedRun run = new LoggedRun(tenant, now).created().started();
    run.then(RunWaitingTool.newBuilder().setPending(List.of("c", "d")).build());
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> {
          assertThat(waitingFor(run)).isEqualTo("tools");
          run.then(new ToolApprovalRequested("c", "rm", now))
              .then(new ToolApprovalRequested("d", "rm", now));
          assertThat(waitingFor(run)).isEqualTo("approval");
          run.then(new ToolApprovalDecided("c", "rm", "allow-once", "ann", null));
          assertThat(waitingFor(run)).isEqualTo("approval");
          run.answered("d", "failed", null, "nobody approved it");
          assertThat(waitingFor(run)).isEqualTo("tools");
          run.answered("c", "completed", "1", null).resumed(2);
          assertThat(waitingFor(run)).isNull();
          status.setRollbackOnly();
        });
  }

  private @Nullable Object waitingFor(LoggedRun run) {
    projection.apply(run.events, jdbc);
    return jdbc.queryForMap("SELECT waiting_for FROM read.runs WHERE run_id = ?", run.id)
        .get("waiting_for");
  }

  @Test
  void shouldTrimInBatchesWithoutAGap() {
    // given
    Instant end = Instant.parse("2020-01-01T00:10:00Z");
    LoggedRun run = new LoggedRun(tenant, end.minusSeconds(251)).created().started();
    for (int i = 0; i < 249; i++) {
      run.delta("o");
    }
    run.completed("o");
    RunRetention retention = new RunRetention(Duration.ofDays(7), Duration.ofDays(21));
    new TransactionTemplate(transactions)
        .executeWithoutResult(status -> {
          projection.apply(run.events, jdbc);
          // when, then
          assertThat(retention.trim(jdbc, end.plus(Duration.ofDays(7))).more()).isFalse();
          assertThat(seqs(run)).hasSize(252);
          Instant week = end.plus(Duration.ofDays(7)).plusMillis(1);
          assertThat(retention.trim(jdbc, week).rows()).containsEntry("run_event", 100L);
          assertThat(row(run)).containsEntry("oldest_seq", 101L);
          assertThat(seqs(run)).first().isEqualTo(101L);
          assertThat(retention.trim(jdbc, week).more()).isTrue();
          assertThat(retention.trim(jdbc, week).more()).isTrue();
          assertThat(retention.trim(jdbc, week).more()).isFalse();
          assertThat(row(run)).containsEntry("oldest_seq", 252L);
          assertThat(seqs(run)).containsExactly(252L);
          assertThat(retention.trim(jdbc, end.plus(Duration.ofDays(22))).rows())
              .containsEntry("run", 1L)
              .containsEntry("run_event", 1L)
              .containsEntry("run_message", 2L);
          status.setRollbackOnly();
        });
  }

  @Test
  void shouldReplayAtStartWhatWasLost() {
    // given
    LoggedRun run = mixed(0, now);
    log.write(run);
    awaitRun(run);
    Map<String, @Nullable Object> good = row(run);
    // when
    projections.stop();
    jdbc.execute(
        "TRUNCATE agent, agent_version, run, run_event, run_message, deleted_run, session, projection_position");
    projections.start();
    // then
    awaitRun(run);
    assertThat(row(run)).isEqualTo(good);
  }
}
