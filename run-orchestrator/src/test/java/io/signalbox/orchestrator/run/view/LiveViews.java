package io.signalbox.orchestrator.run.view;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.WireConfig;
import io.signalbox.kit.projection.ViewService;
import io.signalbox.orchestrator.RunOrchestrator;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.ToolCallDraft;
import io.signalbox.schemas.session.SessionEvent;
import io.signalbox.testkit.BackingServices;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The service as it serves, on a log that the test writes.
@SpringBootTest(
    classes = RunOrchestrator.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = "signalbox.model.workers=0")
@DirtiesContext
abstract class LiveViews {
  static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Actor USER = new Actor("user", "u");

  @Autowired JdbcTemplate jdbc;
  @Autowired private WireConfig config;

  @SuppressWarnings("NullAway.Init")
  EventLog log;

  final String tenant = "tenant-" + Ids.next();
  final Instant now = Instant.now().minusSeconds(3_600);

  @DynamicPropertySource
  static void backing(DynamicPropertyRegistry registry) {
    BackingServices.shared()
        .springProperties("signalbox_runs")
        .forEach((key, value) -> registry.add(key, () -> value));
  }

  @BeforeEach
  void open() {
    log = new EventLog(config);
  }

  @AfterEach
  void close() {
    log.close();
  }

  /// What the command prints and how it ends.
  record Rebuild(int exit, String output) {}

  static List<String> arguments(String... options) {
    List<String> arguments = new ArrayList<>(List.of("rebuild-views"));
    arguments.addAll(List.of(options));
    BackingServices.shared()
        .springProperties("signalbox_runs")
        .forEach((key, value) -> arguments.add("--%s=%s".formatted(key, value)));
    return arguments;
  }

  static Rebuild rebuild(String... options) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    int exit =
        ViewService.rebuildViews(
            RunOrchestrator.class,
            new PrintStream(output, true, UTF_8),
            arguments(options).toArray(String[]::new));
    return new Rebuild(exit, output.toString(UTF_8));
  }

  /// A run of one of four kinds: completed, under way, canceled, deleted.
  LoggedRun mixed(int kind, Instant at) {
    LoggedRun run = new LoggedRun(tenant, at);
    String session = kind % 2 == 0 ? null : new UUID(5, kind).toString();
    run.created(session, List.of(LoggedRun.message("h", "user", "before\u0000")));
    return switch (kind % 4) {
      case 0 ->
          run.started()
              .delta("o")
              .appended("n", "wait")
              .said("a1", "", new ToolCallDraft("c", "lookup", "{}"))
              .answered("c", "completed", "{\"found\":1}", null)
              .resumed(2)
              .said("a2", "one")
              .completed("one");
      case 1 -> run.started().appended("n", "wait");
      case 2 -> run.canceled();
      default -> run.started().said("a1", "x").completed("x").deleted();
    };
  }

  SessionEvent session(long seq, Object payload) {
    Envelope envelope = Envelopes.command(tenant, new UUID(5, 1).toString(), USER, now, null);
    return new SessionEvent(Envelope.newBuilder(envelope).setSeq(seq).build(), payload);
  }

  void awaitRun(LoggedRun run) {
    if (run.events.getLast().getPayload() instanceof RunDeleted) {
      awaitDeleted(run);
      return;
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(lastSeq(run)).isEqualTo(run.events.size()));
  }

  void awaitDeleted(LoggedRun run) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          assertThat(count("deleted_run", run)).isOne();
          assertThat(count("run", run)).isZero();
        });
  }

  @Nullable Long lastSeq(LoggedRun run) {
    return jdbc
        .queryForList("SELECT last_seq FROM run WHERE run_id = ?", Long.class, run.id)
        .stream()
        .findFirst()
        .orElse(null);
  }

  Map<String, @Nullable Object> row(LoggedRun run) {
    Map<String, @Nullable Object> row =
        jdbc.queryForMap("SELECT * FROM run WHERE run_id = ?", run.id);
    row.computeIfPresent("unapproved", (_, calls) -> calls.toString());
    return row;
  }

  List<@Nullable Long> seqs(LoggedRun run) {
    return jdbc.queryForList(
        "SELECT seq FROM run_event WHERE run_id = ? ORDER BY seq", Long.class, run.id);
  }

  int count(String table, LoggedRun run) {
    Integer found =
        jdbc.queryForObject(
            "SELECT count(*) FROM %s WHERE run_id = ?".formatted(table), Integer.class, run.id);
    return found == null ? 0 : found;
  }
}
