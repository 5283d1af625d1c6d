ALTER TABLE run
  ADD COLUMN session_id    uuid,
  ADD COLUMN parent_run_id uuid,
  ADD COLUMN parent_seq    bigint,
  ADD COLUMN oldest_seq    bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN run.oldest_seq IS 'Seq of the oldest row of the run in run_event; older ones were trimmed.';

-- Lists are read newest first, page by page, each filter with an index of its own.
DROP INDEX run_by_tenant, run_by_agent, run_by_status;
CREATE INDEX run_by_tenant ON run (tenant_id, created_at DESC, run_id DESC);
CREATE INDEX run_by_agent ON run (tenant_id, agent_id, created_at DESC, run_id DESC);
CREATE INDEX run_by_status ON run (tenant_id, status, created_at DESC, run_id DESC);
CREATE INDEX run_by_session ON run (tenant_id, session_id, created_at DESC, run_id DESC) WHERE session_id IS NOT NULL;
CREATE INDEX run_by_end ON run (completed_at) WHERE completed_at IS NOT NULL;

CREATE TABLE run_message (
  run_id     uuid   NOT NULL,
  seq        bigint NOT NULL,
  item       int    NOT NULL,
  position   bigint,
  tenant_id  text   NOT NULL,
  role       text   NOT NULL,
  message_id text   NOT NULL,
  text       text   NOT NULL,
  parts      json,
  tool_calls json   NOT NULL,
  call_id    text,
  tool_name  text,
  PRIMARY KEY (run_id, seq, item)
);
COMMENT ON TABLE run_message IS 'The conversation of a run, in the order position (nulls last), seq, item.';
COMMENT ON COLUMN run_message.seq IS 'The event that brought the message.';
COMMENT ON COLUMN run_message.item IS 'Which of that event''s messages, from 0; history comes first.';
COMMENT ON COLUMN run_message.position IS
  'Seq of the event from which on the model is shown the message; 0 for history, null while it has not been shown.';

CREATE TABLE deleted_run (
  run_id     uuid        PRIMARY KEY,
  tenant_id  text        NOT NULL,
  deleted_at timestamptz NOT NULL,
  seq        bigint      NOT NULL
);
CREATE INDEX deleted_run_by_time ON deleted_run (deleted_at);
COMMENT ON TABLE deleted_run IS 'All that is left of a deleted run.';

CREATE TABLE session (
  session_id      uuid        PRIMARY KEY,
  tenant_id       text        NOT NULL,
  status          text        NOT NULL,
  agent_id        uuid,
  on_active       text        NOT NULL,
  idle_timeout_ms bigint      NOT NULL,
  active_run_id   uuid,
  waiting         uuid[]      NOT NULL,
  metadata        json,
  created_at      timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  last_seq        bigint      NOT NULL
);
CREATE INDEX session_by_tenant ON session (tenant_id, created_at DESC, session_id DESC);
CREATE INDEX session_by_end ON session (updated_at) WHERE status <> 'open';
COMMENT ON COLUMN session.waiting IS 'Runs that wait for their turn, in no order of theirs.';

CREATE OR REPLACE VIEW read.runs AS
  SELECT tenant_id, run_id, agent_id, agent_version_id, status, created_at, updated_at, started_at, completed_at,
         last_seq, error_code, error_message, output_text, input_tokens, output_tokens, metadata,
         session_id, parent_run_id, parent_seq, oldest_seq
  FROM run;
CREATE VIEW read.run_messages AS
  SELECT tenant_id, run_id, seq, item, position, role, message_id, text, parts, tool_calls, call_id, tool_name
  FROM run_message;
COMMENT ON VIEW read.run_messages IS 'Read it in the order position (nulls last), seq, item.';
CREATE VIEW read.deleted_runs AS
  SELECT tenant_id, run_id, deleted_at, seq FROM deleted_run;
CREATE VIEW read.sessions AS
  SELECT tenant_id, session_id, status, agent_id, on_active, idle_timeout_ms, active_run_id,
         cardinality(waiting) AS queued, metadata, created_at, updated_at, last_seq
  FROM session;
