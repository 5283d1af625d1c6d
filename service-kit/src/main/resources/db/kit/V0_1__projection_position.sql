CREATE TABLE projection_position (
  projection  text   NOT NULL,
  topic       text   NOT NULL,
  partition   int    NOT NULL,
  next_offset bigint NOT NULL,
  PRIMARY KEY (projection, topic, partition)
);
COMMENT ON TABLE projection_position IS 'How far each projection has read; moved in the transaction that writes its rows.';
