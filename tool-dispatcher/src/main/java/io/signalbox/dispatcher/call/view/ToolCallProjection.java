package io.signalbox.dispatcher.call.view;

import io.signalbox.kit.projection.Projection;
import io.signalbox.schemas.Envelope;
import io.signalbox.schemas.tool.ToolApprovalDecided;
import io.signalbox.schemas.tool.ToolApprovalExpired;
import io.signalbox.schemas.tool.ToolApprovalRequested;
import io.signalbox.schemas.tool.ToolCallAccepted;
import io.signalbox.schemas.tool.ToolCallCanceled;
import io.signalbox.schemas.tool.ToolCallClaimed;
import io.signalbox.schemas.tool.ToolCallCompleted;
import io.signalbox.schemas.tool.ToolCallDispatched;
import io.signalbox.schemas.tool.ToolCallExpired;
import io.signalbox.schemas.tool.ToolCallFailed;
import io.signalbox.schemas.tool.ToolCallLeaseLost;
import io.signalbox.schemas.tool.ToolCallOutcomeUnknown;
import io.signalbox.schemas.tool.ToolCallRenewed;
import io.signalbox.schemas.tool.ToolCallResumed;
import io.signalbox.schemas.tool.ToolCancelConfirmed;
import io.signalbox.schemas.tool.ToolCancelDelivered;
import io.signalbox.schemas.tool.ToolCancelUnconfirmed;
import io.signalbox.schemas.tool.ToolEvent;
import io.signalbox.schemas.tool.ToolResultLate;
import io.signalbox.schemas.topic.Topic;
import io.signalbox.schemas.topic.Topics;
import java.util.List;
import org.apache.avro.generic.GenericContainer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;

/// Keeps the tables `tool_calls` and `tool_results`. Rows move forward in seq only, so applying an
/// event again changes nothing.
public final class ToolCallProjection implements Projection<ToolEvent> {
  private static final Logger LOGGER = LoggerFactory.getLogger(ToolCallProjection.class);

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
    CallRows rows = new CallRows();
    events.forEach(event -> add(rows, event.getEnvelope(), event.getPayload()));
    rows.write(jdbc);
  }

  private static void add(CallRows rows, Envelope envelope, Object payload) {
    switch (payload) {
      case ToolCallAccepted e -> rows.requested(envelope, e);
      case ToolApprovalRequested e -> rows.awaitingApproval(envelope, e);
      case ToolApprovalDecided e -> rows.approvalDecided(envelope, e);
      case ToolApprovalExpired e -> rows.approvalExpired(envelope, e);
      case ToolCallDispatched e -> rows.dispatched(envelope, e);
      case ToolCallClaimed e -> rows.claimed(envelope, e);
      case ToolCallRenewed e -> rows.renewed(envelope, e);
      case ToolCallResumed e -> rows.resumed(envelope, e);
      case ToolCallLeaseLost _ -> rows.leaseLost(envelope);
      case ToolCallCompleted e -> rows.completed(envelope, e);
      case ToolCallFailed e -> rows.failed(envelope, e);
      case ToolCallExpired e -> rows.ended(envelope, "expired", e.getReason());
      case ToolCallOutcomeUnknown e -> rows.ended(envelope, "outcome_unknown", e.getReason());
      case ToolCallCanceled e -> rows.canceled(envelope, e);
      case ToolCancelDelivered _ -> rows.cancel(envelope, "delivered");
      case ToolCancelConfirmed _ -> rows.cancel(envelope, "confirmed");
      case ToolCancelUnconfirmed _ -> rows.cancel(envelope, "unconfirmed");
      case ToolResultLate _ -> rows.late(envelope);
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
}
