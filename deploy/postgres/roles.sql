-- The database roles of an installation whose services run as separate processes.
-- Run once by an administrator of the server, before `bromost migrate`; repeating it
-- changes the passwords and nothing else:
--
--   psql -v migrator_password=... -v api_password=... -v indicators_password=... \
--        -v notifications_password=... -f deploy/postgres/roles.sql bromost
--
-- Each service signs in as its own login, which may do nothing but act as its group
-- role; what that role may touch is said by the migrations.
\set ON_ERROR_STOP on
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I %s', name, kind)
FROM (VALUES
  ('bromost_api', 'NOLOGIN'),
  ('bromost_indicators', 'NOLOGIN'),
  ('bromost_notifications', 'NOLOGIN'),
  ('bromost_analysis', 'NOLOGIN'),
  ('bromost_migrator', 'LOGIN'),
  ('bromost_api_login', 'LOGIN'),
  ('bromost_indicators_login', 'LOGIN'),
  ('bromost_notifications_login', 'LOGIN')
) AS wanted(name, kind)
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

ALTER ROLE bromost_migrator PASSWORD :'migrator_password';
ALTER ROLE bromost_api_login PASSWORD :'api_password';
ALTER ROLE bromost_indicators_login PASSWORD :'indicators_password';
ALTER ROLE bromost_notifications_login PASSWORD :'notifications_password';

GRANT bromost_api, bromost_indicators, bromost_notifications TO bromost_migrator;
GRANT bromost_api TO bromost_api_login WITH INHERIT FALSE, SET TRUE;
GRANT bromost_indicators TO bromost_indicators_login WITH INHERIT FALSE, SET TRUE;
GRANT bromost_notifications TO bromost_notifications_login WITH INHERIT FALSE, SET TRUE;

SELECT format('ALTER DATABASE %I OWNER TO bromost_migrator', current_database())
\gexec
SELECT format('REVOKE ALL ON DATABASE %I FROM PUBLIC', current_database())
\gexec
SELECT format(
  'GRANT CONNECT ON DATABASE %I TO bromost_migrator, bromost_api_login, bromost_indicators_login, bromost_notifications_login',
  current_database())
\gexec
-- Imports and other bulk work are staged in temporary tables.
SELECT format(
  'GRANT TEMPORARY ON DATABASE %I TO bromost_api, bromost_indicators, bromost_notifications',
  current_database())
\gexec
