COMMENT ON COLUMN tool_calls.status IS 'requested, dispatched, completed, failed, expired or canceled.';
COMMENT ON COLUMN tool_calls.error IS 'Why there is no result: of a call that failed, expired or was canceled.';
COMMENT ON TABLE tool_results IS 'The one result that counts of each call; none where it expired or was canceled.';
CREATE INDEX tool_calls_by_end ON tool_calls (completed_at) WHERE completed_at IS NOT NULL;
