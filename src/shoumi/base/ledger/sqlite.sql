-- INSERT OR REPLACE removes rows without firing delete triggers, so a second row in the same place
-- is refused before it is added.  Statements are separated by empty lines.
-- Entries are refused with FAIL: for ABORT, SQLite copies each page before a statement changes it.
-- What a statement added before the one that is refused was itself the next, and goes back with the
-- transaction.

CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END

CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END

CREATE TRIGGER ledger_entry_next BEFORE INSERT ON ledger_entry
WHEN NEW.position IS NOT (SELECT coalesce(max(position) + 1, 0) FROM ledger_entry)
BEGIN SELECT RAISE(FAIL, 'the ledger is append-only'); END

CREATE TRIGGER ledger_rowchunk_no_update BEFORE UPDATE ON ledger_rowchunk
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END

CREATE TRIGGER ledger_rowchunk_no_delete BEFORE DELETE ON ledger_rowchunk
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END

CREATE TRIGGER ledger_rowchunk_next BEFORE INSERT ON ledger_rowchunk
WHEN NEW.position IS NOT (SELECT size FROM ledger_head)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position)
  OR EXISTS (SELECT 1 FROM ledger_rowchunk
             WHERE id = NEW.id OR (position = NEW.position AND number = NEW.number))
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END

CREATE TRIGGER ledger_head_once BEFORE INSERT ON ledger_head
WHEN EXISTS (SELECT 1 FROM ledger_head)
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END

CREATE TRIGGER ledger_head_grows BEFORE UPDATE ON ledger_head
WHEN NEW.size <= OLD.size OR NEW.id <> OLD.id
  OR NEW.size IS NOT (SELECT max(position) + 1 FROM ledger_entry)
  OR NEW.reads < OLD.reads OR NEW.reads - OLD.reads > NEW.size - OLD.size
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END

CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_head
BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END
