package io.signalbox.orchestrator;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.signalbox.kit.Ids;
import io.signalbox.kit.json.CanonicalJson;
import io.signalbox.kit.kafka.Answer;
import io.signalbox.kit.kafka.Commands;
import io.signalbox.kit.kafka.Envelopes;
import io.signalbox.kit.kafka.RecordSender;
import io.signalbox.kit.projection.Projections;
import io.signalbox.schemas.Actor;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.agent.AgentCommand;
import io.signalbox.schemas.agent.PublishAgent;
import io.signalbox.schemas.agent.VersionDraft;
import io.signalbox.schemas.run.Message;
import io.signalbox.schemas.run.RunCommand;
import io.signalbox.schemas.run.StartRun;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.topic.Topics;
import io.signalbox.testkit.BackingServices;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on a real broker, registry and database; the test plays the dispatcher.
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"signalbox.model.lock=1s", "signalbox.model.workers=2"})
@DirtiesContext
class RunOrchestratorIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static JdbcTemplate reader = new JdbcTemplate();

  @Autowired private Commands commands;
  @Autowired private RecordSender sender;
  @Autowired private JdbcTemplate jdbc;
  @Autowired private Projections projections;

  private final String tenant = "tenant-" + Ids.next();
  private final Actor user = Actor.newBuilder().setKind("user").setSubject("u").build();

  @DynamicPropertySource
  static void backing(DynamicPropertyRegistry registry) {
    BackingServices.shared()
        .springProperties("signalbox_runs")
        .forEach((key, value) -> registry.add(key, () -> value));
  }

  @BeforeAll
  static void readAsTheEdgeDoes() {
    reader =
        new JdbcTemplate(
            new DriverManagerDataSource(BackingServices.shared().jdbcUrl("signalbox_reader")));
  }

  @Test
  void shouldKeepOneVersionForOneConfig() throws Exception {
    // when
    Answer first = publish("clerk", "{\"model\":{\"provider\":\"echo\"}}");
    Answer again = publish("clerk", "{\"model\":{\"provider\":\"echo\"}}");
    Answer other = publish("clerk", "{\"model\":{\"provider\":\"echo\",\"name\":\"x\"}}");
    // then
    assertThat(first).isEqualTo(new Answer.Accepted(2, 2));
    assertThat(again).isEqualTo(new Answer.Accepted(2, 0));
    assertThat(other).isEqualTo(new Answer.Accepted(3, 1));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(rows("agent_versions", "seq")).hasSize(2));
    assertThat(rows("agents", "last_seq"))
        .singleElement()
        .satisfies(
            row -> assertThat(row).containsEntry("name", "clerk").containsEntry("last_seq", 3L));
  }

  @Test
  void shouldEchoAndComplete() throws Exception {
    // when
    String runId = start("{\"model\":{\"provider\":\"echo\"}}", "one two");
    // then
    awaitStatus(runId, "completed");
    assertThat(types(runId))
        .containsExactly(
            "run.created",
            "run.started",
            "model.attempt.started",
            "assistant.delta",
            "assistant.delta",
            "assistant.delta",
            "assistant.message",
            "run.completed");
    assertThat(run(runId))
        .containsEntry("output_text", "one two")
        .containsEntry("last_seq", 8L)
        .containsEntry("output_tokens", 2L);
  }

  @Test
  void shouldWaitForATurnsToolsAndGoOnWithTheirAnswers() throws Exception {
    // given
    String script =
        """
        {"model":{"provider":"scripted","script":[
           {"call":{"tool":"lookup","args":{"q":"x"}}}, {"say":"done: {{tools.lookup}}"}]},
         "tools":[{"name":"lookup","executionTarget":"device"}]}
        """;
    String runId = start(script, "go");
    awaitStatus(runId, "waiting_tool");
    // when
    String callId =
        reader.queryForObject(
            "SELECT data ->> 'callId' FROM read.run_events WHERE run_id = ? AND type = 'tool.call.requested'",
            String.class,
            UUID.fromString(runId));
    settle(String.valueOf(callId), runId, "\"found\"");
    // then
    awaitStatus(runId, "completed");
    assertThat(run(runId)).containsEntry("output_text", "done: found");
  }

  @Test
  void shouldRenewTheLockOfASlowCallSoThatItIsMadeOnce() throws Exception {
    // given
    String slow =
        "{\"model\":{\"provider\":\"scripted\",\"script\":[{\"say\":\"abcdefgh\",\"chunks\":8,\"pauseMs\":500}]}}";
    // when
    String runId = start(slow, "go");
    // then
    awaitStatus(runId, "completed");
    assertThat(types(runId)).filteredOn("model.attempt.started"::equals).hasSize(1);
  }

  @Test
  void shouldFailARunWhoseAttemptFails() throws Exception {
    // when
    String runId =
        start(
            "{\"model\":{\"provider\":\"scripted\",\"script\":[{\"fail\":\"out of \\u0000 order\"}]}}",
            "go");
    // then
    awaitStatus(runId, "failed");
    assertThat(run(runId))
        .containsEntry("error_code", "SCRIPTED_FAILURE")
        .containsEntry("error_message", "out of \uFFFD order");
  }

  @Test
  void shouldFailARunWhoseProviderIsUnknown() throws Exception {
    // when
    String runId = start("{\"model\":{\"provider\":\"nobody\"}}", "go");
    // then
    awaitStatus(runId, "failed");
    assertThat(run(runId)).containsEntry("error_code", "PROVIDER_UNKNOWN");
  }

  @Test
  void shouldMakeTheSameRowsAgainFromTheLog() throws Exception {
    // given
    publish("clerk", "{\"model\":{\"provider\":\"echo\"}}");
    awaitStatus(start("{\"model\":{\"provider\":\"echo\"}}", "one two three"), "completed");
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows("agents", "last_seq")).hasSize(1));
    List<@Nullable String> before = everything();
    // when
    projections.stop();
    jdbc.execute(
        "TRUNCATE agent, agent_version, run, run_event, run_message, deleted_run, session, projection_position");
    projections.start();
    // then
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(everything()).isEqualTo(before));
  }

  private Answer publish(String name, String config) throws Exception {
    String canonical = CanonicalJson.of(config);
    VersionDraft draft =
        VersionDraft.newBuilder()
            .setVersionId(Ids.next())
            .setConfig(canonical)
            .setConfigHash(CanonicalJson.sha256(canonical))
            .build();
    AgentCommand command =
        AgentCommand.newBuilder()
            .setEnvelope(envelope(Ids.agent(tenant, name).toString(), commands.replyTo()))
            .setPayload(PublishAgent.newBuilder().setName(name).setVersion(draft).build())
            .build();
    return commands.ask(Topics.AGENT_COMMANDS, command, PATIENCE).get(60, SECONDS);
  }

  private String start(String config, String prompt) throws Exception {
    String runId = Ids.next().toString();
    StartRun start =
        StartRun.newBuilder()
            .setAgentId(Ids.next().toString())
            .setAgentVersionId(Ids.next().toString())
            .setConfigHash("hash")
            .setConfig(config)
            .setMessages(
                List.of(
                    Message.newBuilder().setId("msg-0").setRole("user").setText(prompt).build()))
            .build();
    RunCommand command =
        RunCommand.newBuilder()
            .setEnvelope(envelope(runId, commands.replyTo()))
            .setPayload(start)
            .build();
    assertThat(commands.ask(Topics.RUN_COMMANDS, command, PATIENCE).get(60, SECONDS))
        .isEqualTo(new Answer.Accepted(1, 1));
    return runId;
  }

  private void settle(String callId, String runId, String result) throws Exception {
    ToolEvent event =
        ToolEvent.newBuilder()
            .setEnvelope(envelope(callId, null))
            .setPayload(
                ToolCallCompleted.newBuilder()
                    .setRunId(runId)
                    .setResult(result)
                    .setSource("device")
                    .build())
            .build();
    sender.send(Topics.TOOL_EVENTS, callId, event).get(30, SECONDS);
  }

  private Envelope envelope(String aggregateId, @Nullable String replyTo) {
    return Envelope.newBuilder(Envelopes.command(tenant, aggregateId, user, Instant.now(), null))
        .setReplyTo(replyTo)
        .build();
  }

  private void awaitStatus(String runId, String status) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(run(runId)).containsEntry("status", status));
  }

  private Map<String, @Nullable Object> run(String runId) {
    return reader
        .queryForList("SELECT * FROM read.runs WHERE run_id = ?", UUID.fromString(runId))
        .stream()
        .findFirst()
        .orElseGet(Map::of);
  }

  private List<@Nullable String> types(String runId) {
    return reader.queryForList(
        "SELECT type FROM read.run_events WHERE run_id = ? ORDER BY seq",
        String.class,
        UUID.fromString(runId));
  }

  private List<Map<String, @Nullable Object>> rows(String view, String order) {
    return reader.queryForList(
        "SELECT * FROM read." + view + " WHERE tenant_id = ? ORDER BY " + order, tenant);
  }

  private List<@Nullable String> everything() {
    return jdbc.queryForList(
        """
        SELECT a::text AS line FROM agent a UNION ALL SELECT v::text FROM agent_version v
        UNION ALL SELECT r::text FROM run r UNION ALL SELECT e::text FROM run_event e ORDER BY line
        """,
        String.class);
  }
}
