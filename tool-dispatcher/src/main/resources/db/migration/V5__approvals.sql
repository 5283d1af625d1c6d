ALTER TABLE tool_calls
  ADD COLUMN approval_until timestamptz,
  ADD COLUMN approval text,
  ADD COLUMN approval_by text,
  ADD COLUMN approval_reason text;
COMMENT ON COLUMN tool_calls.status IS
  'requested, awaiting_approval, dispatched, claimed, completed, failed, expired, canceled or outcome_unknown.';
COMMENT ON COLUMN tool_calls.approval_until IS 'When somebody must have decided about a call that needs approval.';
COMMENT ON COLUMN tool_calls.approval IS 'What became of the approval: allow-once, deny or expired; null = nothing yet.';
COMMENT ON COLUMN tool_calls.approval_by IS 'The subject of whoever decided.';
COMMENT ON COLUMN tool_calls.approval_reason IS 'Why it was decided so, for people.';
CREATE OR REPLACE VIEW read.tool_calls AS
SELECT tenant_id, call_id, run_id, tool_name, args, execution_target, device_id, status, error, requested_at,
  dispatched_at, completed_at, deadline, last_seq, error_code, worker, lease_until, progress, cancel, late_at,
  approval_until, approval, approval_by, approval_reason
FROM tool_calls;
