-- Without the ERRCODE Django would raise ProgrammingError here and IntegrityError on SQLite.
-- Statements are separated by empty lines.

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
END $$

CREATE FUNCTION ledger_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.position IS DISTINCT FROM (SELECT coalesce(max(position) + 1, 0) FROM ledger_entry) THEN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION ledger_rows_next() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.position IS DISTINCT FROM (SELECT size FROM ledger_head)
    OR EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position) THEN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION ledger_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.size <= OLD.size OR NEW.id <> OLD.id
    OR NEW.size IS DISTINCT FROM (SELECT max(position) + 1 FROM ledger_entry)
    OR NEW.reads < OLD.reads OR NEW.reads - OLD.reads > NEW.size - OLD.size THEN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER ledger_entry_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()

CREATE TRIGGER ledger_entry_next BEFORE INSERT ON ledger_entry
FOR EACH ROW EXECUTE FUNCTION ledger_next()

CREATE TRIGGER ledger_rowchunk_fixed BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_rowchunk
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()

CREATE TRIGGER ledger_rowchunk_next BEFORE INSERT ON ledger_rowchunk
FOR EACH ROW EXECUTE FUNCTION ledger_rows_next()

CREATE TRIGGER ledger_head_fixed BEFORE DELETE OR TRUNCATE ON ledger_head
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse()

CREATE TRIGGER ledger_head_grows BEFORE UPDATE ON ledger_head
FOR EACH ROW EXECUTE FUNCTION ledger_grows()
