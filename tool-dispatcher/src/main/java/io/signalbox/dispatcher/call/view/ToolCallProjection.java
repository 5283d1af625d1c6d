package io.signalbox.dispatcher.call.view;

import static io.signalbox.kit.projection.Storable.json;
import static io.signalbox.kit.projection.Storable.text;

import io.signalbox.kit.projection.Projection;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolCallAccepted;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.avro.generic.GenericContainer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/// Keeps the tables `tool_calls` and `tool_results`. Rows move forward in seq only, so applying an
/// event again changes nothing.
///
/// A batch is written by kind of event. Within a call that is the order of the log: requested,
/// dispatched, settled.
public final class ToolCallProjection implements Projection<ToolEvent> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ToolCallProjection.class);
  private static final String INSERT_CALL =
      """
      INSERT INTO tool_calls (tenant_id, call_id, run_id, tool_name, args, execution_target, status,
        requested_at, deadline, device_id, last_seq)
      VALUES (?, ?, ?, ?, ?::json, ?, 'requested', ?, ?, ?, ?)
      ON CONFLICT (call_id) DO NOTHING
      """;
  private static final String DISPATCH_CALL =
      """
      UPDATE tool_calls SET status = 'dispatched', device_id = ?, dispatched_at = ?, last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """;
  private static final String SETTLE_CALL =
      """
      UPDATE tool_calls SET status = ?, error = ?, error_code = ?, completed_at = ?, last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """;
  private static final String INSERT_RESULT =
      """
      INSERT INTO tool_results (tenant_id, call_id, run_id, result, source, error, created_at)
      VALUES (?, ?, ?, ?::json, ?, ?, ?)
      ON CONFLICT (call_id) DO NOTHING
      """;

  /// What a batch writes, by statement.
  private record Rows(
      List<@Nullable Object[]> requested,
      List<@Nullable Object[]> dispatched,
      List<@Nullable Object[]> settled,
      List<@Nullable Object[]> results) {
    Rows() {
      this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }
  }

  @Override
  public String name() {
    return "tool-calls";
  }

  @Override
  public Topic<ToolEvent> topic() {
    return Topics.TOOL_EVENTS;
  }

  @Override
  public List<String> tables() {
    return List.of("tool_calls", "tool_results");
  }

  @Override
  public void apply(List<ToolEvent> events, JdbcTemplate jdbc) {
    Rows rows = new Rows();
    events.forEach(event -> add(rows, event.getEnvelope(), event.getPayload()));
    write(jdbc, INSERT_CALL, rows.requested());
    write(jdbc, DISPATCH_CALL, rows.dispatched());
    write(jdbc, SETTLE_CALL, rows.settled());
    write(jdbc, INSERT_RESULT, rows.results());
  }

  private static void add(Rows rows, Envelope envelope, Object payload) {
    switch (payload) {
      case ToolCallAccepted e -> rows.requested().add(requested(envelope, e));
      case ToolCallDispatched e -> rows.dispatched().add(dispatched(envelope, e));
      case ToolCallCompleted e -> {
        rows.settled().add(settled(envelope, "completed", null, null));
        rows.results().add(result(envelope, e.getRunId(), e.getResult(), e.getSource(), null));
      }
      case ToolCallFailed e -> {
        rows.settled().add(settled(envelope, "failed", e.getError(), e.getCode()));
        rows.results().add(result(envelope, e.getRunId(), null, e.getSource(), e.getError()));
      }
      case ToolCallExpired e ->
          rows.settled().add(settled(envelope, "expired", e.getReason(), null));
      case ToolCallCanceled e ->
          rows.settled().add(settled(envelope, "canceled", e.getReason(), null));
      default -> passedOver(envelope, payload);
    }
  }

  /// A newer service may write events that this version does not know.
  private static void passedOver(Envelope envelope, Object payload) {
    LOGGER
        .atWarn()
        .addKeyValue("callId", envelope.getAggregateId())
        .addKeyValue(
            "event",
            payload instanceof GenericContainer known
                ? known.getSchema().getName()
                : payload.getClass().getSimpleName())
        .log("an event that this version does not know is passed over");
  }

  private static @Nullable Object[] requested(Envelope envelope, ToolCallAccepted event) {
    return new @Nullable Object[] {
      text(envelope.getTenantId()),
      callId(envelope),
      UUID.fromString(event.getRunId()),
      text(event.getToolName()),
      json(event.getArgs()),
      text(event.getExecutionTarget()),
      utc(envelope.getOccurredAt()),
      utc(event.getDeadline()),
      id(event.getDeviceId()),
      envelope.getSeq()
    };
  }

  private static @Nullable Object[] dispatched(Envelope envelope, ToolCallDispatched event) {
    return new @Nullable Object[] {
      UUID.fromString(event.getDeviceId()),
      utc(envelope.getOccurredAt()),
      envelope.getSeq(),
      callId(envelope),
      envelope.getSeq()
    };
  }

  private static @Nullable Object[] settled(
      Envelope envelope, String status, @Nullable String error, @Nullable String code) {
    return new @Nullable Object[] {
      status,
      text(error),
      text(code),
      utc(envelope.getOccurredAt()),
      envelope.getSeq(),
      callId(envelope),
      envelope.getSeq()
    };
  }

  private static @Nullable Object[] result(
      Envelope envelope,
      String runId,
      @Nullable String result,
      String source,
      @Nullable String error) {
    return new @Nullable Object[] {
      text(envelope.getTenantId()),
      callId(envelope),
      UUID.fromString(runId),
      json(result),
      text(source),
      text(error),
      utc(envelope.getOccurredAt())
    };
  }

  private static @Nullable UUID id(@Nullable String id) {
    return id == null ? null : UUID.fromString(id);
  }

  private static UUID callId(Envelope envelope) {
    return UUID.fromString(envelope.getAggregateId());
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }

  private static void write(JdbcTemplate jdbc, String sql, List<@Nullable Object[]> rows) {
    if (!rows.isEmpty()) {
      jdbc.batchUpdate(sql, rows);
    }
  }
}
