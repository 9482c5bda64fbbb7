"""What an answer to something malformed must be, and whether the home is as it was."""

from __future__ import annotations

import hashlib
import logging
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connections

from shoumi.base.ledger import reader

# Written though what was sent is refused: how often somebody tried to sign in, answers kept for the
# key of a call, when a session or a token was last used.  None of them is the house's business.
KEPT_OF_CALLS = frozenset({"signin_bucket", "bearers_answer", "signin_session", "bearers_token"})
# A refusal that is evidence is recorded before it is raised: an entry that says so, and its rows.
# Keys lie in a database of their own and are made before the file they seal: where the act is
# refused after all, the key of no file stays (with the first of a deal, the one above it), and
# ``store.sweep`` takes the file.
_EVIDENCE = frozenset(
    {"ledger_entry", "ledger_head", "ledger_rowchunk", "deals_refusal", "signin_refusedaddress"}
)
# How many small secrets were forgotten is counted until the keyring's file is written anew: the
# text of what is refused is one.
_LEFT = frozenset({"vault_subjectkey", "vault_compartmentkey", "vault_gonesecrets"})
# A teaser that would tell too much is kept with what was found in it, and not shown.
_SCANNED, _OF_SCANNED = "teaser.scanned", frozenset({"documents_document", "rooms_teaser"})
# Rows of an import are compared with people already held, under a task of its own.
_TASK, _OF_TASK = frozenset({"task.opened", "task.closed"}), frozenset({"gate_task"})
_DECIDED, _REFUSED, _STORED = "gate.decided", ".refused", "document.stored"
# What is refused of a message for what stands in it or in its file is recorded without the words.
_STOPPED = "thread.stopped"
_TABLE = re.compile(r'(?:INTO|UPDATE|FROM|TABLE)\s+"?(\w+)"?', re.IGNORECASE)
_WORDS = re.compile(r"[\u4e00-\u9fff]")
# Of processors, in this process and the readers of files that it waited for: a machine that others
# keep busy is not slow by what was sent.
SLOW_SECONDS = 8.0


def spent() -> float:
    return sum(os.times()[:4])


def table(statement: str) -> str:
    found = _TABLE.search(statement)
    return found[1] if found else statement


def fingerprint(tables: Iterable[str]) -> dict[str, str]:
    """Of each table all its rows."""
    found = {}
    for name in tables:
        running = hashlib.sha256()
        for alias in connections:
            if name in _tables(alias):
                with connections[alias].cursor() as cursor:
                    cursor.execute(f'SELECT * FROM "{name}"')  # noqa: S608 - a name of the schema
                    for row in cursor.fetchall():
                        running.update(repr(row).encode())
        found[name] = running.hexdigest()
    return found


def _tables(alias: str) -> list[str]:
    return connections[alias].introspection.table_names()


def every_table() -> list[str]:
    return sorted({name for alias in connections for name in _tables(alias)} - KEPT_OF_CALLS)


def tags_since(head: int) -> list[str]:
    """The entries of the ledger after its first ``head``."""
    count = reader.size() - head
    return sorted(one.line().tag for one in reader.latest(count)) if count else []


def is_evidence(changed: Iterable[str], tags: list[str]) -> bool:
    """Whether what a refusal left behind is the refusal's own."""
    left = set(changed) - _LEFT
    if not left:
        return True
    if _SCANNED in tags:
        return left <= _EVIDENCE | _OF_SCANNED and set(tags) <= {_SCANNED, _STORED}
    if set(tags) == _TASK:
        return left <= _EVIDENCE | _OF_TASK
    is_told = all(tag in (_DECIDED, _STOPPED) or tag.endswith(_REFUSED) for tag in tags)
    return bool(tags) and is_told and left <= _EVIDENCE


def files(folder: Path) -> list[str]:
    """What lies in the data folder but for the databases themselves."""
    found = (path for path in folder.rglob("*") if path.is_file() and ".sqlite3" not in path.name)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def wordless(answer: Any) -> str:
    """What is wrong with a refusal: it has to say something, and nothing of the program."""
    if answer.status_code < 400 or answer.streaming:
        return ""
    text = answer.content.decode("utf-8", "replace")
    if "Traceback" in text or 'File "' in text:
        return "a traceback"
    # What a script reads is JSON: a problem, or what a page would have said.
    has_words = _WORDS.search(text) or '"title": "' in text or '"what": "' in text
    return "" if has_words or answer.headers.get("HX-Redirect") else "no words"


@contextmanager
def noted() -> Iterator[list[str]]:
    """Lines of the log of errors nobody foresaw."""
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    log, listener = logging.getLogger("shoumi.errors"), Listener()
    log.addHandler(listener)
    was, log.propagate = log.propagate, False
    try:
        yield lines
    finally:
        log.removeHandler(listener)
        log.propagate = was
