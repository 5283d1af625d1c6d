ALTER TABLE tool_calls
  ADD COLUMN worker text,
  ADD COLUMN lease_until timestamptz,
  ADD COLUMN progress json,
  ADD COLUMN cancel text,
  ADD COLUMN late_at timestamptz;
COMMENT ON COLUMN tool_calls.status IS
  'requested, dispatched, claimed, completed, failed, expired, canceled or outcome_unknown.';
COMMENT ON COLUMN tool_calls.worker IS 'The worker or browser that holds the call, or held it last.';
COMMENT ON COLUMN tool_calls.lease_until IS 'When the lease of an open call runs out, unless it is renewed before.';
COMMENT ON COLUMN tool_calls.progress IS 'How far the executor is, as it says.';
COMMENT ON COLUMN tool_calls.cancel IS
  'How the cancel of a call stands that an executor had: requested, delivered, confirmed or unconfirmed.';
COMMENT ON COLUMN tool_calls.late_at IS 'When a result came that did not count any more.';
CREATE INDEX tool_calls_open ON tool_calls (tenant_id, execution_target, requested_at)
  WHERE completed_at IS NULL;
CREATE OR REPLACE VIEW read.tool_calls AS
SELECT tenant_id, call_id, run_id, tool_name, args, execution_target, device_id, status, error, requested_at,
  dispatched_at, completed_at, deadline, last_seq, error_code, worker, lease_until, progress, cancel, late_at
FROM tool_calls;
