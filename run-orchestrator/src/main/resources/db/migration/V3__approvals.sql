ALTER TABLE run ADD COLUMN unapproved text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN run.unapproved IS 'Calls of the run that wait for somebody to approve them.';

CREATE OR REPLACE VIEW read.runs AS
  SELECT tenant_id, run_id, agent_id, agent_version_id, status, created_at, updated_at, started_at, completed_at,
         last_seq, error_code, error_message, output_text, input_tokens, output_tokens, metadata,
         session_id, parent_run_id, parent_seq, oldest_seq,
         CASE WHEN status <> 'waiting_tool' THEN NULL
              WHEN cardinality(unapproved) > 0 THEN 'approval'
              ELSE 'tools' END AS waiting_for
  FROM run;
