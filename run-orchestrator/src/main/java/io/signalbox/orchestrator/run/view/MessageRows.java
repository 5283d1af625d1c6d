package io.signalbox.orchestrator.run.view;

import io.signalbox.kit.projection.Storable;
import io.signalbox.schemas.run.Message;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/// Rows of conversations.
final class MessageRows {
  private static final int BATCH = 500;
  private static final String INSERT =
      """
      INSERT INTO run_message (run_id, seq, item, position, tenant_id, role, message_id, text, parts, tool_calls,
                               call_id, tool_name)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::json, ?::json, ?, ?) ON CONFLICT DO NOTHING
      """;
  private static final String SHOW =
      "UPDATE run_message SET position = ? WHERE run_id = ? AND position IS NULL";

  private final JdbcTemplate jdbc;

  MessageRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /// Gives a position to what was there before a batch and is shown to the model within it.
  void show(Collection<RunChange> changes) {
    List<Object[]> shown =
        changes.stream()
            .filter(each -> each.shownAt() != null)
            .map(each -> new Object[] {each.shownAt(), each.runId()})
            .toList();
    if (!shown.isEmpty()) {
      jdbc.batchUpdate(SHOW, shown);
    }
  }

  void insert(List<MessageRow> messages) {
    jdbc.batchUpdate(INSERT, messages, BATCH, MessageRows::bind);
  }

  private static void bind(PreparedStatement row, MessageRow each) throws SQLException {
    Message message = each.message();
    row.setObject(1, each.runId());
    row.setLong(2, each.seq());
    row.setInt(3, each.item());
    row.setObject(4, each.position());
    row.setString(5, each.tenantId());
    row.setString(6, Storable.text(message.getRole()));
    row.setString(7, Storable.text(message.getId()));
    row.setString(8, Storable.text(message.getText()));
    row.setString(9, Storable.json(message.getParts()));
    row.setString(10, each.toolCalls());
    row.setString(11, Storable.text(message.getCallId()));
    row.setString(12, Storable.text(message.getToolName()));
  }
}
