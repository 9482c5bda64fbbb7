"""The bytes of erased keys stand in no file any more: database, write-ahead log, shared memory."""

from __future__ import annotations

import random
import sqlite3
import threading
import time

import pytest
from django.db import connections

from shoumi.base.vault import key_erasure, keys
from shoumi.base.vault.errors import StillOnDisk
from shoumi.base.vault.models import CompartmentKey, NextKey, Setup, SubjectKey
from shoumi.base.vault.tests.byte_search import found, keyring_file
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


# Thousands of puttings-in and takings-out, a few at a time and hundreds at once.
ROUNDS = 40


def in_turns(seed, at, erase, rounds=ROUNDS):
    """Put in and take out at random; the first round after which bytes of the erased are there."""
    chance, living, secrets = random.Random(seed), [], []
    for number in range(rounds):
        subjects = [
            Ref(f"sub-{chance.getrandbits(80):020x}") for _ in range(chance.choice((1, 3, 40, 400)))
        ]
        deal = Ref(f"deal-{chance.choice('xyz')}")
        keys.create_many(subjects, deal, at)
        living = sorted([*living, *subjects])
        share = chance.choice((0.005, 0.01, 0.1, 0.3, 0.9))
        erased = chance.sample(living, max(1, int(len(living) * share)))
        for part in keys.chunks(erased):
            rows = SubjectKey.objects.filter(subject__in=part)
            secrets += [bytes(one) for row in rows.values_list("wrapped", "commit") for one in row]
        erase(erased)
        living = sorted(set(living) - set(erased))
        if number % 8 == 7 or number == rounds - 1:
            content = keyring_file().read_bytes()
            log = keyring_file().with_name(f"{keyring_file().name}-wal").read_bytes()
            if any(secret[8:24] in content or secret[8:24] in log for secret in secrets):
                return number
    return None


@pytest.mark.parametrize("seed", range(3))
def test_whatever_was_put_in_and_taken_out_no_key_is_left(home, keyring, at, seed):
    assert in_turns(seed, at, keys.erase) is None


def test_an_erased_row_goes_when_the_file_is_written_anew(keyring, people, at):
    keys.create_many(people, DEAL, at)
    keys.erase(people[:2])
    assert SubjectKey.every.count() == len(people)
    assert CompartmentKey.objects.get().erased == 2
    key_erasure.compact()
    assert set(SubjectKey.every.values_list("subject", flat=True)) == set(people[2:])
    assert not Setup.objects.get().is_loose


def test_while_keys_are_moved_the_file_is_written_anew_each_time(home, keyring, at):
    """Moving makes copies: the flag says so, and erasing minds it."""
    subjects = many(900)
    keys.create_many(subjects, DEAL, at)
    deal = CompartmentKey.objects.get()
    rows = list(SubjectKey.objects.filter(subject__in=subjects[::3]))
    NextKey.objects.bulk_create(
        NextKey(
            subject=row.subject, compartment=deal, suite=1, epoch=2, wrapped=bytes(row.wrapped) * 2,
            commit=row.commit, created_at=at,
        )
        for row in rows
    )  # fmt: skip
    Setup.objects.update(is_loose=True)
    secrets = [bytes(row.wrapped) for row in rows]
    SubjectKey.objects.filter(subject__in=subjects[1::3]).update(wrapped=bytes(114))
    keys.erase([Ref(row.subject) for row in rows])
    assert found(secrets, home) == set()
    assert not NextKey.objects.exists()


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
    monkeypatch.setattr(key_erasure, "PATIENCE_SECONDS", 0.2)
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


def test_a_writer_in_the_way_of_writing_anew_is_reported(keyring, people, at, reader, monkeypatch):
    keys.create_many(people, DEAL, at)
    Setup.objects.update(is_loose=True)
    plain = key_erasure._vacuum

    def let_another_write(connection):
        reader.execute("BEGIN IMMEDIATE")
        plain(connection)

    monkeypatch.setattr(key_erasure, "_vacuum", let_another_write)
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
