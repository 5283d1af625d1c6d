package io.signalbox.edge;

import io.signalbox.kit.json.WireJson;
import io.signalbox.schemas.run.RunDeleted;
import io.signalbox.schemas.run.RunEvent;
import io.signalbox.testkit.BackingServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/// The views of schema `read`, owned and filled by the test as the services would.
final class ReadSide implements AutoCloseable {
  static final String TENANT = "default";
  private static final Map<String, String> FINISHED =
      Map.of("run.completed", "completed", "run.failed", "failed", "run.canceled", "canceled");
  private static final String TABLES =
      """
      CREATE TABLE IF NOT EXISTS read.agents(tenant_id text, agent_id uuid, name text, description text,
        created_at timestamptz, updated_at timestamptz, last_seq bigint);
      CREATE TABLE IF NOT EXISTS read.agent_versions(tenant_id text, agent_id uuid, version_id uuid, version text,
        config json, config_hash text, metadata json, created_at timestamptz, seq bigint);
      CREATE TABLE IF NOT EXISTS read.runs(tenant_id text, run_id uuid, agent_id uuid, agent_version_id uuid, status text,
        created_at timestamptz, updated_at timestamptz, started_at timestamptz, completed_at timestamptz, last_seq bigint,
        error_code text, error_message text, output_text text, input_tokens bigint, output_tokens bigint, metadata json,
        session_id uuid, parent_run_id uuid, parent_seq bigint, oldest_seq bigint NOT NULL DEFAULT 1,
        waiting_for text);
      CREATE TABLE IF NOT EXISTS read.run_messages(tenant_id text, run_id uuid, seq bigint, item int, position bigint,
        role text, message_id text, text text, parts json, tool_calls json, call_id text, tool_name text);
      CREATE TABLE IF NOT EXISTS read.deleted_runs(tenant_id text, run_id uuid, deleted_at timestamptz, seq bigint);
      CREATE TABLE IF NOT EXISTS read.sessions(tenant_id text, session_id uuid, status text, agent_id uuid,
        on_active text, idle_timeout_ms bigint, active_run_id uuid, queued int, metadata json, created_at timestamptz,
        updated_at timestamptz, last_seq bigint);
      CREATE TABLE IF NOT EXISTS read.run_events(tenant_id text, run_id uuid, seq bigint, event_id uuid, type text,
        occurred_at timestamptz, data json);
      CREATE TABLE IF NOT EXISTS read.run_positions(topic text, partition int, next_offset bigint,
        PRIMARY KEY (topic, partition));
      CREATE TABLE IF NOT EXISTS read.devices(tenant_id text, device_id uuid, device_key text, display_name text,
        capabilities json, connected boolean, session_id text, created_at timestamptz, last_seen_at timestamptz,
        last_seq bigint, labels jsonb NOT NULL DEFAULT '{}');
      CREATE TABLE IF NOT EXISTS read.device_sessions(tenant_id text, device_id uuid, session_id text,
        remote_address text, connected_at timestamptz, user_agent text, disconnected_at timestamptz, reason text);
      CREATE TABLE IF NOT EXISTS read.device_reports(tenant_id text, device_id uuid, seq bigint, device_seq bigint,
        type text, data json, occurred_at timestamptz);
      CREATE TABLE IF NOT EXISTS read.tool_calls(tenant_id text, call_id uuid PRIMARY KEY, tool_name text, args json,
        device_id uuid, status text, error text, error_code text, last_seq bigint, run_id uuid,
        execution_target text, worker text, requested_at timestamptz, dispatched_at timestamptz,
        lease_until timestamptz, deadline timestamptz, completed_at timestamptz, progress json, cancel text,
        late_at timestamptz, approval_until timestamptz, approval text, approval_by text, approval_reason text);
      CREATE TABLE IF NOT EXISTS read.tool_results(tenant_id text, call_id uuid, result json, source text);
      """;

  private final Connection connection;

  private ReadSide(Connection connection) {
    this.connection = connection;
  }

  static ReadSide open() throws SQLException {
    Connection connection =
        DriverManager.getConnection(BackingServices.shared().jdbcUrl("signalbox_runs"));
    try (var statement = connection.createStatement()) {
      statement.execute(TABLES);
    }
    return new ReadSide(connection);
  }

  /// For deciders, which must not throw what is checked.
  static void unchecked(Change change) {
    try {
      change.make();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Something that is done to the read side.
  @FunctionalInterface
  interface Change {
    void make() throws SQLException;
  }

  void addAgent(UUID agentId, String name, UUID versionId, String config, String hash)
      throws SQLException {
    run("INSERT INTO read.agents VALUES (?, ?, ?, NULL, now(), now(), 2)", TENANT, agentId, name);
    addVersion(agentId, versionId, config, hash);
  }

  void addVersion(UUID agentId, UUID versionId, String config, String hash) throws SQLException {
    run(
        "INSERT INTO read.agent_versions VALUES (?, ?, ?, 'auto', ?::json, ?, NULL, now(), 2)",
        TENANT,
        agentId,
        versionId,
        config,
        hash);
  }

  /// A call that waits.
  void addToolCall(UUID callId, UUID runId, String target) throws SQLException {
    run(
        "INSERT INTO read.tool_calls (tenant_id, call_id, run_id, tool_name, args, execution_target,"
            + " status, requested_at, last_seq) VALUES (?, ?, ?, 'lookup', '{}', ?, 'requested', now(), 2)",
        TENANT,
        callId,
        runId,
        target);
  }

  /// A call that waits for somebody to approve it.
  void guard(UUID callId) throws SQLException {
    run(
        "UPDATE read.tool_calls SET status = 'awaiting_approval', approval_until = now() WHERE call_id = ?",
        callId);
  }

  /// Somebody decided about a call.
  void decided(UUID callId, String decision, String by) throws SQLException {
    run(
        "UPDATE read.tool_calls SET status = 'requested', approval = ?, approval_by = ? WHERE call_id = ?",
        decision,
        by,
        callId);
  }

  void setWaitingFor(UUID runId, String reason) throws SQLException {
    run("UPDATE read.runs SET waiting_for = ? WHERE run_id = ?", reason, runId);
  }

  void addRun(UUID runId, String status, long lastSeq) throws SQLException {
    addRun(TENANT, runId, status, lastSeq);
  }

  void addRun(String tenant, UUID runId, String status, long lastSeq) throws SQLException {
    run(
        "INSERT INTO read.runs VALUES (?, ?, ?, ?, ?, now(), now(), NULL, NULL, ?, NULL, NULL, NULL, 0, 0, NULL)",
        tenant,
        runId,
        UUID.randomUUID(),
        UUID.randomUUID(),
        status,
        lastSeq);
  }

  /// A run as lists and forks see it.
  void addRun(UUID runId, UUID agentId, UUID versionId, String status, Instant createdAt)
      throws SQLException {
    addRun(runId, status, 2);
    run(
        "UPDATE read.runs SET agent_id = ?, agent_version_id = ?, created_at = ? WHERE run_id = ?",
        agentId,
        versionId,
        createdAt,
        runId);
  }

  void addDevice(UUID deviceId, String key) throws SQLException {
    run(
        "INSERT INTO read.devices(tenant_id, device_id, device_key, display_name, capabilities, connected, session_id,"
            + " created_at, last_seen_at, last_seq)"
            + " VALUES (?, ?, ?, 'Kitchen', '{\"tools\":[\"lookup\"]}', true, 's-1', now(), now(), 2)",
        TENANT,
        deviceId,
        key);
  }

  void setDevice(UUID deviceId, boolean connected, String capabilities) throws SQLException {
    run(
        "UPDATE read.devices SET connected = ?, capabilities = ?::json WHERE device_id = ?",
        connected,
        capabilities,
        deviceId);
  }

  void setSession(UUID runId, UUID sessionId) throws SQLException {
    run("UPDATE read.runs SET session_id = ? WHERE run_id = ?", sessionId, runId);
  }

  void setStatus(UUID runId, String status) throws SQLException {
    run("UPDATE read.runs SET status = ? WHERE run_id = ?", status, runId);
  }

  void addMessage(
      UUID runId, long seq, String role, String text, String calls, @Nullable String callId)
      throws SQLException {
    run(
        "INSERT INTO read.run_messages VALUES (?, ?, ?, 0, ?, ?, ?, ?, NULL, ?::json, ?, NULL)",
        TENANT,
        runId,
        seq,
        seq,
        role,
        "m-" + seq,
        text,
        calls,
        callId);
  }

  void addEvent(UUID runId, long seq, String type, String data) throws SQLException {
    run(
        "INSERT INTO read.run_events VALUES (?, ?, ?, gen_random_uuid(), ?, now(), ?::json)",
        TENANT,
        runId,
        seq,
        type,
        data);
    run("UPDATE read.runs SET last_seq = greatest(last_seq, ?) WHERE run_id = ?", seq, runId);
  }

  void deleteRun(UUID runId, long seq) throws SQLException {
    connection.setAutoCommit(false);
    erase(runId, seq);
    connection.commit();
    connection.setAutoCommit(true);
  }

  private void erase(UUID runId, long seq) throws SQLException {
    for (String table : new String[] {"runs", "run_events", "run_messages"}) {
      run("DELETE FROM read." + table + " WHERE run_id = ?", runId);
    }
    run("INSERT INTO read.deleted_runs VALUES (?, ?, now(), ?)", TENANT, runId, seq);
  }

  void addSession(UUID sessionId, @Nullable UUID agentId, Instant createdAt) throws SQLException {
    run(
        "INSERT INTO read.sessions VALUES (?, ?, 'open', ?, 'enqueue', 3600000, NULL, 0, NULL, ?, now(), 2)",
        TENANT,
        sessionId,
        agentId,
        createdAt);
  }

  void setSessionKey(UUID sessionId, String key) throws SQLException {
    run(
        "UPDATE read.sessions SET metadata = json_build_object('sessionKey', ?) WHERE session_id = ?",
        key,
        sessionId);
  }

  void setPosition(UUID runId, long seq, long position) throws SQLException {
    run(
        "UPDATE read.run_messages SET position = ? WHERE run_id = ? AND seq = ?",
        position,
        runId,
        seq);
  }

  void setSessionStatus(UUID sessionId, String status) throws SQLException {
    run("UPDATE read.sessions SET status = ? WHERE session_id = ?", status, sessionId);
  }

  /// Projects one event, in the transaction that moves the position past it.
  void project(RunEvent event, String topic, int partition, long offset) throws SQLException {
    SpecificRecord payload = (SpecificRecord) event.getPayload();
    UUID runId = UUID.fromString(event.getEnvelope().getAggregateId());
    long seq = event.getEnvelope().getSeq();
    String type = WireJson.eventType(payload);
    connection.setAutoCommit(false);
    if (payload instanceof RunDeleted) {
      erase(runId, seq);
    } else {
      run(
          "INSERT INTO read.run_events VALUES (?, ?, ?, ?, ?, ?, ?::json)",
          TENANT,
          runId,
          seq,
          event.getEnvelope().getEventId(),
          type,
          event.getEnvelope().getOccurredAt(),
          WireJson.text(payload));
      run(
          "UPDATE read.runs SET last_seq = ?, status = ? WHERE run_id = ?",
          seq,
          FINISHED.getOrDefault(type, "running"),
          runId);
    }
    run(
        "INSERT INTO read.run_positions VALUES (?, ?, ?) ON CONFLICT (topic, partition)"
            + " DO UPDATE SET next_offset = greatest(run_positions.next_offset, excluded.next_offset)",
        topic,
        partition,
        offset + 1);
    connection.commit();
    connection.setAutoCommit(true);
  }

  /// A finished run with many events of the same size.
  UUID addLongRun(int events, int size) throws SQLException {
    UUID runId = UUID.randomUUID();
    addRun(runId, "completed", events);
    run(
        "INSERT INTO read.run_events SELECT ?, ?, n, gen_random_uuid(), CASE WHEN n = ? THEN 'run.completed'"
            + " ELSE 'assistant.delta' END, now(), json_build_object('delta', repeat('x', ?))"
            + " FROM generate_series(1, ?) n",
        TENANT,
        runId,
        events,
        size,
        events);
    return runId;
  }

  void trim(UUID runId, long belowSeq) throws SQLException {
    run("DELETE FROM read.run_events WHERE run_id = ? AND seq < ?", runId, belowSeq);
    run("UPDATE read.runs SET oldest_seq = ? WHERE run_id = ?", belowSeq, runId);
  }

  void run(String sql, @Nullable Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int index = 0; index < values.length; index++) {
        Object value = values[index];
        statement.setObject(
            index + 1, value instanceof Instant time ? Timestamp.from(time) : value);
      }
      statement.executeUpdate();
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
