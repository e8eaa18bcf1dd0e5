-- Log-ins and database of Puas. Run with psql as a superuser; running it again changes nothing but passwords.
--
--   psql -v ON_ERROR_STOP=1 -v database=puas -f roles.sql
--
-- Passwords are the variables owner_password, app_password, province_password and backup_password. Give them on standard
-- input (`\set app_password `cat file``, then `\include roles.sql`), never in the command line, which others can read.
--
-- puas_owner     migrates and owns the tables; row-level security is forced on it too
-- puas_app       web, worker and reporter; owns nothing, bypasses nothing
-- puas_province  reads results, submissions and counts of the regencies of one province
-- puas_backup    reads everything for pg_dump, which cannot run under row-level security
-- A password that is not given leaves the log-in without one (embedded servers, where the socket is the wall).

\set QUIET on
\if :{?database}
\else
  \set database puas
\endif

select 'create role puas_owner' where not exists (select from pg_roles where rolname = 'puas_owner') \gexec
select 'create role puas_app' where not exists (select from pg_roles where rolname = 'puas_app') \gexec
select 'create role puas_province' where not exists (select from pg_roles where rolname = 'puas_province') \gexec
select 'create role puas_backup' where not exists (select from pg_roles where rolname = 'puas_backup') \gexec

alter role puas_owner    login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role puas_app      login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role puas_province login nosuperuser nocreatedb nocreaterole noreplication nobypassrls;
alter role puas_backup   login nosuperuser nocreatedb nocreaterole noreplication bypassrls;

-- Dumps are read-only by habit of the session as well as by right.
grant pg_read_all_data to puas_backup;
alter role puas_backup set default_transaction_read_only = on;

-- A request that waits for a lock or forgets its transaction must not hold up a regency.
alter role puas_app      set idle_in_transaction_session_timeout = '60s';
alter role puas_province set idle_in_transaction_session_timeout = '60s';
alter role puas_province set statement_timeout = '30s';
alter role puas_province set default_transaction_read_only = on;

\if :{?owner_password}
  alter role puas_owner password :'owner_password';
\endif
\if :{?app_password}
  alter role puas_app password :'app_password';
\endif
\if :{?province_password}
  alter role puas_province password :'province_password';
\endif
\if :{?backup_password}
  alter role puas_backup password :'backup_password';
\endif

select format('create database %I owner puas_owner template template0 encoding %L', :'database', 'UTF8')
 where not exists (select from pg_database where datname = :'database') \gexec
select format('alter database %I set timezone to %L', :'database', 'UTC') \gexec
select format('revoke all on database %I from public', :'database') \gexec
select format('grant connect on database %I to puas_app, puas_province, puas_backup', :'database') \gexec
select format('grant connect, temporary, create on database %I to puas_owner', :'database') \gexec

\connect :database
revoke create on schema public from public;
alter schema public owner to puas_owner;
grant usage on schema public to puas_app, puas_province, puas_backup;
