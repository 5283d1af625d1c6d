CREATE TABLE session_generation (
  tenant_id   text NOT NULL,
  session_key text NOT NULL,
  generation  int  NOT NULL,
  PRIMARY KEY (tenant_id, session_key)
);
COMMENT ON TABLE session_generation IS
  'How many sessions that are known by the same key have ended; a key that is not here has had none.';
