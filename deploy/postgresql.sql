-- Roles and databases, run once by the superuser: psql -f postgresql.sql
--
--   shoumi_owner   owns the tables of the data; only `shoumi home upgrade` comes as this one
--   shoumi         works with the data: reads and writes rows, changes no table and no trigger,
--                  and of the ledger's entries it can add and read alone
--   shoumi_keys    owns the keyring: an erased key is written out of its table by VACUUM FULL,
--                  which PostgreSQL allows the owner of a table alone
--   shoumi_backup  takes base copies of the cluster and reads nothing by statements: where
--                  SHOUMI_COPY_URL names it, and then the keyring is in another cluster; dumps are
--                  made as shoumi and shoumi_keys
--
-- Passwords are set by \password and lie in a passfile of mode 0600; certificates are better.
-- initdb -k: the doctor asks for checksums of pages.

CREATE ROLE shoumi_owner LOGIN;
CREATE ROLE shoumi LOGIN CONNECTION LIMIT 64;
CREATE ROLE shoumi_keys LOGIN CONNECTION LIMIT 64;
CREATE ROLE shoumi_backup LOGIN REPLICATION CONNECTION LIMIT 4;

CREATE DATABASE shoumi OWNER shoumi_owner ENCODING 'UTF8' TEMPLATE template0;
CREATE DATABASE shoumi_keys OWNER shoumi_keys ENCODING 'UTF8' TEMPLATE template0;
REVOKE ALL ON DATABASE shoumi, shoumi_keys FROM PUBLIC;
GRANT CONNECT ON DATABASE shoumi TO shoumi;

ALTER ROLE shoumi IN DATABASE shoumi SET statement_timeout = '120s';
ALTER ROLE shoumi IN DATABASE shoumi SET lock_timeout = '20s';
ALTER ROLE shoumi IN DATABASE shoumi SET idle_in_transaction_session_timeout = '60s';
-- Whether nobody sees an erased key any more is asked of what other sessions do, and the log is
-- moved on after it.
GRANT pg_read_all_stats, pg_checkpoint TO shoumi_keys;
GRANT EXECUTE ON FUNCTION pg_switch_wal() TO shoumi_keys;

\connect shoumi
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO shoumi_owner;
GRANT USAGE ON SCHEMA public TO shoumi;
ALTER DEFAULT PRIVILEGES FOR ROLE shoumi_owner IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO shoumi;
ALTER DEFAULT PRIVILEGES FOR ROLE shoumi_owner IN SCHEMA public
  GRANT USAGE, SELECT ON SEQUENCES TO shoumi;

-- After each `shoumi home upgrade`, as shoumi_owner: psql -d shoumi -f postgresql-ledger.sql
