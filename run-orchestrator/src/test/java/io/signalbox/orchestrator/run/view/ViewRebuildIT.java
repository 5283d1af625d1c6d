package io.signalbox.orchestrator.run.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.signalbox.kit.Ids;
import io.signalbox.kit.projection.ViewTrimmer;
import io.signalbox.orchestrator.RunOrchestrator;
import io.signalbox.schemas.session.SessionCreated;
import io.signalbox.schemas.session.SessionRunStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// The tables are what the log makes of them, while the service serves.
class ViewRebuildIT extends LiveViews {
  @Autowired private ViewTrimmer trimmer;
  @Autowired private MeterRegistry meters;

  @Test
  void shouldFindTheSameRowsWhileEventsKeepComing() {
    // given
    List<LoggedRun> runs = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      runs.add(mixed(i, now));
    }
    runs.forEach(log::write);
    log.write(
        session(1, SessionCreated.newBuilder().setOnActive("reject").setIdleTimeoutMs(0).build()));
    log.write(session(2, new SessionRunStarted(runs.getFirst().id.toString())));
    awaitRun(runs.getLast());
    AtomicBoolean go = new AtomicBoolean(true);
    AtomicInteger written = new AtomicInteger();
    CompletableFuture<Void> writer =
        CompletableFuture.runAsync(() -> {
          while (go.get()) {
            log.write(mixed(written.getAndIncrement(), Instant.now()));
            log.flush();
          }
        });
    // when
    Rebuild check = rebuild("--check");
    int during = written.get();
    go.set(false);
    writer.join();
    // then
    assertThat(check.exit()).as(check.output()).isZero();
    assertThat(check.output())
        .contains("/s, ")
        .containsPattern("run +[1-9]\\d* +[1-9]\\d* +same")
        .containsPattern("run_event +[1-9]\\d* +[1-9]\\d* +same")
        .containsPattern("run_message +[1-9]\\d* +[1-9]\\d* +same")
        .containsPattern("deleted_run +[1-9]\\d* +[1-9]\\d* +same")
        .containsPattern("session +[1-9]\\d* +[1-9]\\d* +same")
        .contains("agent_version")
        .doesNotContain("different");
    assertThat(during).isPositive();
    LoggedRun last = mixed(0, Instant.now());
    log.write(last);
    awaitRun(last);
  }

  @Test
  void shouldFindAndMendWhatWasDamaged() {
    // given
    LoggedRun run = mixed(0, now);
    LoggedRun deleted = mixed(3, now);
    log.write(run);
    log.write(deleted);
    awaitRun(run);
    awaitDeleted(deleted);
    Map<String, @Nullable Object> good = row(run);
    jdbc.update("UPDATE run SET output_text = 'forged' WHERE run_id = ?", run.id);
    jdbc.update("DELETE FROM run_message WHERE run_id = ? AND seq = 1", run.id);
    jdbc.update("UPDATE deleted_run SET run_id = ? WHERE run_id = ?", Ids.next(), deleted.id);
    // when
    Rebuild check = rebuild("--check");
    // then
    assertThat(check.exit()).as(check.output()).isEqualTo(2);
    assertThat(check.output())
        .containsPattern("run +\\d+ +\\d+ +different")
        .containsPattern("run_event +\\d+ +\\d+ +same")
        .containsPattern("run_message +\\d+ +\\d+ +different")
        .containsPattern("deleted_run +\\d+ +\\d+ +different");
    assertThat(row(run)).containsEntry("output_text", "forged");
    // when
    Rebuild mending = rebuild();
    // then
    assertThat(mending.exit()).as(mending.output()).isZero();
    assertThat(mending.output()).contains("replaced");
    assertThat(row(run)).isEqualTo(good);
    assertThat(rebuild("--check").exit()).isZero();
    LoggedRun next = mixed(0, now);
    log.write(next);
    awaitRun(next);
  }

  @Test
  void shouldEndItsProcessWithWhatItFound() throws Exception {
    // given
    LoggedRun run = mixed(0, now);
    log.write(run);
    awaitRun(run);
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(RunOrchestrator.class.getName());
    command.addAll(arguments("--check"));
    // when
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    // then
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    assertThat(output).contains("The tables are what the log makes of them.");
  }

  @Test
  void shouldAgreeAfterTrimming() {
    // given
    LoggedRun old = mixed(0, Instant.now().minus(Duration.ofDays(10)));
    LoggedRun ancient = mixed(0, Instant.now().minus(Duration.ofDays(25)));
    LoggedRun forgotten = mixed(3, Instant.now().minus(Duration.ofDays(25)));
    LoggedRun open =
        new LoggedRun(tenant, Instant.now().minus(Duration.ofDays(25))).created().started();
    LoggedRun recent = mixed(0, now);
    List.of(old, ancient, forgotten, open, recent).forEach(log::write);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(lastSeq(recent)).isEqualTo(recent.events.size()));
    List.of(old, open).forEach(this::awaitRun);
    // when
    trimmer.trim();
    // then
    long last = old.events.size();
    assertThat(row(old)).containsEntry("oldest_seq", last).containsEntry("last_seq", last);
    assertThat(seqs(old)).containsExactly(last);
    assertThat(count("run_message", old)).isPositive();
    assertThat(row(recent)).containsEntry("oldest_seq", 1L);
    assertThat(seqs(open)).containsExactly(1L, 2L);
    for (String table : List.of("run", "run_event", "run_message")) {
      assertThat(count(table, ancient)).isZero();
    }
    assertThat(count("deleted_run", forgotten)).isZero();
    assertThat(meters.counter("signalbox.retention.trimmed", "table", "run_event").count())
        .isPositive();
    Rebuild check = rebuild("--check");
    assertThat(check.exit()).as(check.output()).isZero();
  }
}
