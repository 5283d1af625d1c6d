CREATE TABLE tool_calls (
  tenant_id        text        NOT NULL,
  call_id          uuid        NOT NULL PRIMARY KEY,
  run_id           uuid        NOT NULL,
  tool_name        text        NOT NULL,
  args             json        NOT NULL,
  execution_target text        NOT NULL,
  device_id        uuid,
  status           text        NOT NULL,
  error            text,
  requested_at     timestamptz NOT NULL,
  dispatched_at    timestamptz,
  completed_at     timestamptz,
  deadline         timestamptz,
  last_seq         bigint      NOT NULL
);
CREATE INDEX tool_calls_by_run ON tool_calls (tenant_id, run_id, requested_at);
CREATE INDEX tool_calls_by_device ON tool_calls (tenant_id, device_id, status);
COMMENT ON COLUMN tool_calls.status IS 'requested, dispatched, completed, failed or expired.';
COMMENT ON COLUMN tool_calls.device_id IS 'The device that holds the call, or held it last.';
COMMENT ON COLUMN tool_calls.last_seq IS 'The event that the row stands at; rows move forward only.';

CREATE TABLE tool_results (
  tenant_id  text        NOT NULL,
  call_id    uuid        NOT NULL PRIMARY KEY,
  run_id     uuid        NOT NULL,
  result     json,
  source     text        NOT NULL,
  error      text,
  created_at timestamptz NOT NULL
);
CREATE INDEX tool_results_by_run ON tool_results (tenant_id, run_id);
COMMENT ON TABLE tool_results IS 'The one result that counts of each call; none where it expired.';

CREATE VIEW read.tool_calls AS
SELECT tenant_id, call_id, run_id, tool_name, args, execution_target, device_id, status, error, requested_at,
  dispatched_at, completed_at, deadline, last_seq
FROM tool_calls;

CREATE VIEW read.tool_results AS
SELECT tenant_id, call_id, run_id, result, source, error, created_at
FROM tool_results;
