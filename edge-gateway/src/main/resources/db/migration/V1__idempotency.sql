CREATE TABLE idempotency (
  scope      bytea       PRIMARY KEY,
  tenant_id  text        NOT NULL,
  body_hash  bytea       NOT NULL,
  token      uuid        NOT NULL,
  holder     uuid,
  claimed_at timestamptz,
  expires_at timestamptz NOT NULL,
  status     int,
  headers    text,
  body       bytea
);
CREATE INDEX idempotency_by_expiry ON idempotency (expires_at);
COMMENT ON COLUMN idempotency.scope IS 'SHA-256 of tenant, method, path and key.';
COMMENT ON COLUMN idempotency.token IS 'Becomes the id of what the request creates, so that all tries mean the same one.';
COMMENT ON COLUMN idempotency.holder IS 'The try that is under way; null = none is.';
COMMENT ON COLUMN idempotency.status IS 'Of the stored answer; null = there is no final one yet.';
