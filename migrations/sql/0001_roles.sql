-- One group role and one schema per service; the migrating user owns all tables.
DO $$
DECLARE
  service text;
  role_name text;
BEGIN
  FOREACH service IN ARRAY ARRAY['api', 'indicators', 'notifications'] LOOP
    role_name := 'bromost_' || service;
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      END IF;
    EXCEPTION
      -- Another database of this cluster was faster.
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN
        RAISE EXCEPTION 'The role % is missing and may not be created by %.', role_name, current_user
          USING HINT = 'Run deploy/postgres/roles.sql once as a user who may create roles.';
    END;
  END LOOP;
END $$;

DO $$
DECLARE
  service text;
BEGIN
  -- A migrating user that is no superuser must be able to act as the services.
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    FOREACH service IN ARRAY ARRAY['api', 'indicators', 'notifications'] LOOP
      IF NOT pg_has_role(current_user, 'bromost_' || service, 'MEMBER') THEN
        EXECUTE format('GRANT %I TO CURRENT_USER', 'bromost_' || service);
      END IF;
    END LOOP;
  END IF;
END $$;

CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

CREATE SCHEMA common;
CREATE SCHEMA api;
CREATE SCHEMA indicators;
CREATE SCHEMA notifications;

DO $$
DECLARE
  service text;
BEGIN
  FOREACH service IN ARRAY ARRAY['api', 'indicators', 'notifications'] LOOP
    EXECUTE format('GRANT USAGE ON SCHEMA %I, common TO %I', service, 'bromost_' || service);
    EXECUTE format(
      'ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO %I',
      service, 'bromost_' || service);
    EXECUTE format(
      'ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE, SELECT ON SEQUENCES TO %I',
      service, 'bromost_' || service);
  END LOOP;
END $$;
-- Published views of the registry are read by name, not by schema-wide right.
GRANT USAGE ON SCHEMA api TO bromost_indicators, bromost_notifications;

-- PUBLIC may not run what is made here; each function names who may.
ALTER DEFAULT PRIVILEGES IN SCHEMA common REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
CREATE FUNCTION common.schema_revision() RETURNS text
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT max(version_num) FROM public.alembic_version $$;
GRANT EXECUTE ON FUNCTION common.schema_revision() TO PUBLIC;
