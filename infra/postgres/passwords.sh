#!/bin/sh
# Gives the roles of bootstrap.sql their passwords, from the environment. Run after it, as a superuser.
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v runs="$SIGNALBOX_RUNS_PASSWORD" -v tools="$SIGNALBOX_TOOLS_PASSWORD" \
  -v devices="$SIGNALBOX_DEVICES_PASSWORD" -v reader="$SIGNALBOX_READER_PASSWORD" \
  -v edge="$SIGNALBOX_EDGE_PASSWORD" <<'SQL'
ALTER ROLE signalbox_runs PASSWORD :'runs';
ALTER ROLE signalbox_tools PASSWORD :'tools';
ALTER ROLE signalbox_devices PASSWORD :'devices';
ALTER ROLE signalbox_reader PASSWORD :'reader';
ALTER ROLE signalbox_edge PASSWORD :'edge';
SQL
