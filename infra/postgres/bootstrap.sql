-- Prepares one database for Signalbox: roles, schemas and grants. Tables belong to the services' own migrations.
--
-- Run it as a superuser, inside the database that the services use; running it again changes nothing.
-- The local stack, the test kit and the compose file all run this file.
--
-- Roles log in without a password here: give them one (ALTER ROLE ... PASSWORD) wherever the server asks for it.

DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['signalbox_runs', 'signalbox_tools', 'signalbox_devices', 'signalbox_reader', 'signalbox_edge'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', wanted);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS', wanted);
  END LOOP;
END
$$;

-- Only the five roles may enter, and nobody may leave tables in a schema that all can see.
DO $$
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database());
  EXECUTE format(
    'GRANT CONNECT ON DATABASE %I TO signalbox_runs, signalbox_tools, signalbox_devices, signalbox_reader, signalbox_edge',
    current_database());
END
$$;
REVOKE ALL ON SCHEMA public FROM PUBLIC;

-- One schema per service, with one writer: its owner.
CREATE SCHEMA IF NOT EXISTS runs AUTHORIZATION signalbox_runs;
CREATE SCHEMA IF NOT EXISTS tools AUTHORIZATION signalbox_tools;
CREATE SCHEMA IF NOT EXISTS devices AUTHORIZATION signalbox_devices;
-- The edge keeps answers to repeated requests here. It reads views as another role, signalbox_reader.
CREATE SCHEMA IF NOT EXISTS edge AUTHORIZATION signalbox_edge;

-- The read side: services publish views here, the reader sees these and nothing else. A view reads its tables with the
-- rights of its owner, so the reader needs none on them.
CREATE SCHEMA IF NOT EXISTS read;
GRANT USAGE, CREATE ON SCHEMA read TO signalbox_runs, signalbox_tools, signalbox_devices;
GRANT USAGE ON SCHEMA read TO signalbox_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA read TO signalbox_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE signalbox_runs IN SCHEMA read GRANT SELECT ON TABLES TO signalbox_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE signalbox_tools IN SCHEMA read GRANT SELECT ON TABLES TO signalbox_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE signalbox_devices IN SCHEMA read GRANT SELECT ON TABLES TO signalbox_reader;

-- A rebuild of a service's views makes them again in temporary tables first.
DO $$
BEGIN
  EXECUTE format(
    'GRANT TEMPORARY ON DATABASE %I TO signalbox_runs, signalbox_tools, signalbox_devices', current_database());
END
$$;
