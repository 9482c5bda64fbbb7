"""What an error line holds, and which errors are the storage's."""

from __future__ import annotations

import errno
import json
import logging
import sqlite3

import psycopg
import pytest
from django.db.utils import OperationalError

from shoumi.base.failures import error_log, storage
from shoumi.base.failures.storage import (
    StorageBusy,
    StorageForbidden,
    StorageFull,
    StorageLost,
    StorageReadOnly,
)

CANARY = "张三 15400001234"


def raised(act) -> Exception:
    with pytest.raises((KeyError, sqlite3.Error)) as caught:
        act()
    return caught.value


def test_a_line_says_where_and_never_what(caplog):
    def inner():
        try:
            raise ValueError(CANARY)
        except ValueError as error:
            raise KeyError(CANARY) from error

    with caplog.at_level(logging.ERROR):
        number = error_log.write(raised(inner), door="page", place="deals/<str:deal>", method="GET")
    (line,) = [record.getMessage() for record in caplog.records]
    told = json.loads(line)
    assert CANARY not in line
    assert (told["id"], told["place"], told["class"]) == (
        number,
        "deals/<str:deal>",
        "builtins.KeyError",
    )
    assert told["causes"] == ["builtins.ValueError"]
    assert told["frames"][-1].startswith("shoumi/base/failures/tests/test_failures.py:")
    assert told["frames"][-1].endswith(" inner")


@pytest.fixture
def base(tmp_path):
    base = sqlite3.connect(tmp_path / "a.sqlite3")
    base.execute("CREATE TABLE a (b)")
    base.commit()
    yield base
    base.close()


def test_a_full_disk_of_sqlite(base):
    base.execute("PRAGMA max_page_count=2")
    error = raised(lambda: base.execute("INSERT INTO a VALUES (zeroblob(99999))"))
    assert isinstance(storage.refusal(error), StorageFull)
    assert storage.refusal(error).status == 507


def test_a_database_that_may_only_be_read(base):
    base.execute("PRAGMA query_only=ON")
    error = raised(lambda: base.execute("INSERT INTO a VALUES (1)"))
    assert isinstance(storage.refusal(error), StorageReadOnly)


def test_a_database_that_others_hold(base, tmp_path):
    other = sqlite3.connect(tmp_path / "a.sqlite3", timeout=0)
    base.execute("BEGIN IMMEDIATE")
    error = raised(lambda: other.execute("BEGIN IMMEDIATE"))
    other.close()
    assert isinstance(storage.refusal(error), StorageBusy)


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(errno.ENOSPC, CANARY), StorageFull),
        (OSError(errno.EDQUOT, CANARY), StorageFull),
        (OSError(errno.EROFS, CANARY), StorageReadOnly),
        (psycopg.errors.DiskFull(CANARY), StorageFull),
        (psycopg.errors.ReadOnlySqlTransaction(CANARY), StorageReadOnly),
        (psycopg.errors.AdminShutdown(CANARY), StorageLost),
        (psycopg.errors.ConnectionFailure(CANARY), StorageLost),
        (psycopg.OperationalError(CANARY), StorageLost),
    ],
)
def test_others_are_known_by_their_numbers_and_found_where_they_were_wrapped(error, kind):
    assert type(storage.refusal(error)) is kind
    wrapped = OperationalError(CANARY)
    wrapped.__cause__ = error
    assert type(storage.refusal(wrapped)) is kind
    assert CANARY not in str(storage.refusal(error))


@pytest.mark.parametrize(
    "error", [ValueError(), OSError(errno.ENOENT, ""), psycopg.errors.UniqueViolation()]
)
def test_a_bug_is_no_fault_of_the_storage(error):
    assert storage.refusal(error) is None


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_a_folder_of_another_account_is_a_refusal_and_a_forbidden_socket_is_none(number):
    folder = OSError(number, "no", "/var/lib/shoumi-restored")
    assert isinstance(storage.refusal(folder), StorageForbidden)
    assert storage.refusal(OSError(number, "no")) is None
