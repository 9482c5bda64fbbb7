"""The bytes of erased keys stand in no file any more: database, write-ahead log, shared memory."""

from __future__ import annotations

import random
import sqlite3
import threading
import time

import pytest
from django.db import connections

from shoumi.base.vault import keys, shredding
from shoumi.base.vault.errors import StillOnDisk
from shoumi.base.vault.models import SubjectKey
from shoumi.base.vault.tests.found import found, keyring_file
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)

DEAL = Ref("deal-x")


def many(count):
    return [Ref.new("sub") for _ in range(count)]


def secrets_of(held, subjects):
    """Data keys and wrapped keys with their commitments."""
    rows = SubjectKey.objects.filter(subject__in=subjects).values_list("wrapped", "commit")
    return [held.of(who).reveal() for who in subjects] + [bytes(one) for row in rows for one in row]


def checkpoint():
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(PASSIVE)")


@pytest.mark.parametrize("is_checkpointed", [True, False], ids=["in-file", "in-log"])
def test_no_file_holds_an_erased_key(home, keyring, at, is_checkpointed):
    subjects = many(300)
    held = keys.create_many(subjects, DEAL, at)
    erased = subjects[::7]
    wrapped = [bytes(one) for one in SubjectKey.objects.values_list("wrapped", flat=True)]
    secrets = secrets_of(held, erased)
    if is_checkpointed:
        checkpoint()
    # The search finds what is there, or finding nothing afterwards would prove nothing.
    assert found(wrapped, home) & {keyring_file().name, f"{keyring_file().name}-wal"}
    assert keys.erase(erased).count == len(erased)
    assert found(secrets, home) == set()
    assert keyring_file().with_name(f"{keyring_file().name}-wal").stat().st_size == 0
    assert len(keys.load(set(subjects) - set(erased))) == len(subjects) - len(erased)


def test_no_data_key_is_ever_in_a_file(home, keyring, at):
    subjects = many(50)
    held = keys.create_many(subjects, DEAL, at)
    assert found([held.of(who).reveal() for who in subjects], home) == set()


@pytest.mark.parametrize("seed", range(4))
def test_pages_that_were_split_and_joined_keep_nothing(home, keyring, at, seed):
    """Seed 2 leaves a key behind when the file is not written anew."""
    chance, living, secrets = random.Random(seed), [], []
    for share in (0.01, 0.9, 0.3, 0.02, 0.8):
        subjects = [Ref(f"sub-{chance.getrandbits(80):020x}") for _ in range(400)]
        keys.create_many(subjects, DEAL, at)
        living = sorted([*living, *subjects])
        erased = chance.sample(living, max(1, int(len(living) * share)))
        rows = SubjectKey.objects.filter(subject__in=erased)
        secrets += [bytes(one) for row in rows.values_list("wrapped", "commit") for one in row]
        keys.erase(erased)
        living = sorted(set(living) - set(erased))
        content = keyring_file().read_bytes()
        assert [secret for secret in secrets if secret[8:24] in content] == []


def test_a_connection_opened_carelessly_erases_as_well(home, keyring, people, at):
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = OFF")
    held = keys.create_many(people, DEAL, at)
    secrets = secrets_of(held, people)
    keys.erase(people)
    assert found(secrets, home) == set()


@pytest.fixture
def reader():
    """Another program that stays inside a read transaction."""
    other = sqlite3.connect(keyring_file(), isolation_level=None, check_same_thread=False)
    yield other
    other.close()


def begin_reading(other):
    other.execute("BEGIN")
    other.execute("SELECT count(*) FROM vault_subjectkey").fetchone()


def test_a_reader_delays_success_and_never_fakes_it(home, keyring, people, at, reader, monkeypatch):
    monkeypatch.setattr(shredding, "PATIENCE_SECONDS", 0.2)
    held = keys.create_many(people, DEAL, at)
    secrets = secrets_of(held, people)
    begin_reading(reader)
    with pytest.raises(StillOnDisk):
        keys.erase(people)
    assert keys.existing(people) == frozenset()
    assert found(secrets, home)
    reader.execute("COMMIT")
    assert keys.erase(people).count == 0
    assert found(secrets, home) == set()


def test_a_reader_that_ends_in_time_is_waited_for(home, keyring, people, at, reader):
    held = keys.create_many(people, DEAL, at)
    secrets = secrets_of(held, people)
    begin_reading(reader)
    ending = threading.Timer(0.3, lambda: reader.execute("COMMIT"))
    ending.start()
    began = time.monotonic()
    keys.erase(people)
    ending.join()
    assert time.monotonic() - began >= 0.2
    assert found(secrets, home) == set()


def test_a_writer_in_the_way_is_reported(keyring, people, at, reader, monkeypatch):
    keys.create_many(people, DEAL, at)
    plain = shredding._delete

    def delete_then_let_another_write(*args):
        count = plain(*args)
        reader.execute("BEGIN IMMEDIATE")
        return count

    monkeypatch.setattr(shredding, "_delete", delete_then_let_another_write)
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(StillOnDisk) as caught:
        keys.erase(people)
    assert caught.value.facts == {"cause": "writer"}
    reader.execute("ROLLBACK")
    monkeypatch.undo()
    keys.erase(people)
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 20000")


def test_the_usual_patience_with_locks_comes_back(keyring, people, at):
    keys.create_many(people, DEAL, at)
    keys.erase(people)
    with connections["keyring"].cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchall()[0][0] == 20_000
