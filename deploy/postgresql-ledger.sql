-- After each upgrade, as the owner: the working role adds to the ledger and reads it, no more.
REVOKE UPDATE, DELETE, TRUNCATE ON ledger_entry, ledger_rowchunk FROM shoumi;
REVOKE DELETE, TRUNCATE ON ledger_head FROM shoumi;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON django_migrations FROM shoumi;
