ALTER TABLE tool_calls ADD COLUMN error_code text;
COMMENT ON COLUMN tool_calls.run_id IS 'The run that waits; the call itself when no run does.';
COMMENT ON COLUMN tool_calls.device_id IS 'The device that the call is for, that holds it, or held it last.';
COMMENT ON COLUMN tool_calls.error_code IS 'Why a call failed, for machines; not every failure has one.';
CREATE OR REPLACE VIEW read.tool_calls AS
SELECT tenant_id, call_id, run_id, tool_name, args, execution_target, device_id, status, error, requested_at,
  dispatched_at, completed_at, deadline, last_seq, error_code
FROM tool_calls;
