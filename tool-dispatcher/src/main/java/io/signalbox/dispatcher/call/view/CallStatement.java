package io.signalbox.dispatcher.call.view;

/// What is written of calls, in the order in which a batch writes it. Rows move forward in seq
/// only, so what the log says last of a call is what stays, although a batch is not written in its
/// order.
enum CallStatement {
  REQUEST(
      """
      INSERT INTO tool_calls (tenant_id, call_id, run_id, tool_name, args, execution_target, status,
        requested_at, deadline, device_id, last_seq)
      VALUES (?, ?, ?, ?, ?::json, ?, 'requested', ?, ?, ?, ?)
      ON CONFLICT (call_id) DO NOTHING
      """),
  AWAIT_APPROVAL(
      """
      UPDATE tool_calls SET status = 'awaiting_approval', approval_until = ?, last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """),
  APPROVAL(
      """
      UPDATE tool_calls SET status = ?, approval = ?, approval_by = ?, approval_reason = ?, last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """),
  DISPATCH(
      """
      UPDATE tool_calls SET status = 'dispatched', device_id = ?, dispatched_at = ?, lease_until = ?,
        last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """),
  CLAIM(
      """
      UPDATE tool_calls SET status = 'claimed', worker = ?, dispatched_at = ?, lease_until = ?,
        last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """),
  RENEW(
      """
      UPDATE tool_calls SET lease_until = ?, progress = coalesce(?::json, progress), last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """),
  LOSE_LEASE(
      """
      UPDATE tool_calls SET status = 'requested', lease_until = NULL, last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """),
  SETTLE(
      """
      UPDATE tool_calls SET status = ?, error = ?, error_code = ?, completed_at = ?, cancel = ?,
        lease_until = NULL, last_seq = ?
      WHERE call_id = ? AND last_seq < ?
      """),
  CANCEL(
      """
      UPDATE tool_calls SET cancel = ?, last_seq = ? WHERE call_id = ? AND last_seq < ?
      """),
  /// A late result may come before the end of its call, which another executor reports.
  LATE(
      """
      UPDATE tool_calls SET late_at = coalesce(late_at, ?), last_seq = greatest(last_seq, ?)
      WHERE call_id = ?
      """),
  RESULT(
      """
      INSERT INTO tool_results (tenant_id, call_id, run_id, result, source, error, created_at)
      VALUES (?, ?, ?, ?::json, ?, ?, ?)
      ON CONFLICT (call_id) DO NOTHING
      """);

  private final String sql;

  CallStatement(String sql) {
    this.sql = sql;
  }

  String sql() {
    return sql;
  }
}
