from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connections, transaction

from shoumi.base.vault import key_erasure, queries, secrets
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault.errors import NoKey, NotSetUp, StillOnDisk
from shoumi.base.vault.models import GoneSecrets, Kek, KeptSecret
from shoumi.base.vault.rotation.kek import KekTurn
from shoumi.base.vault.tests.byte_search import found
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.suites import ALLOWED

pytestmark = [pytest.mark.both, pytest.mark.django_db(databases=["default", "keyring"])]

ANNA, BERT = Ref("totp-anna"), Ref("totp-bert")
SEED = b"twenty bytes of seed"


@pytest.fixture(params=ALLOWED.values(), ids=lambda one: one.name)
def suite(request):
    return request.param


def test_a_secret_is_kept_sealed_and_read_again_by_another_process(keyring, suite, at):
    secrets.keep(ANNA, SEED, at=at)
    row = KeptSecret.objects.get(name=ANNA)
    assert SEED not in bytes(row.wrapped)
    assert row.suite == suite.number
    vault_keyring.lock()
    assert secrets.read(ANNA).reveal() == SEED
    assert queries.suites_allowed(at).state is ControlState.PASS


def test_a_secret_under_another_name_does_not_open(keyring, at):
    secrets.keep(ANNA, SEED, at=at)
    secrets.keep(BERT, SEED[::-1], at=at)
    other = KeptSecret.objects.get(name=BERT)
    KeptSecret.objects.filter(name=ANNA).update(wrapped=other.wrapped, commit=other.commit)
    with pytest.raises(WillNotOpen):
        secrets.read(ANNA)


def test_what_was_forgotten_or_never_kept_is_not_there(keyring, at):
    secrets.keep(ANNA, SEED, at=at)
    secrets.forget(ANNA)
    for name in (ANNA, BERT):
        with pytest.raises(NoKey):
            secrets.read(name)


def test_secrets_are_found_by_name_and_by_kind_once_they_are_old_enough(keyring, at):
    secrets.keep(ANNA, SEED, at=at)
    secrets.keep(Ref("other-anna"), SEED, at=at)
    assert secrets.existing([ANNA, BERT]) == {ANNA}
    assert secrets.of_kind("totp", made_before=at) == frozenset()
    assert secrets.of_kind("totp", made_before=at + timedelta(seconds=1)) == {ANNA}


def test_without_a_keyring_nothing_is_kept(home, at):
    with pytest.raises(NotSetUp):
        secrets.keep(ANNA, SEED, at=at)


def test_secrets_move_to_a_new_key_with_the_signing_keys(keyring, at):
    secrets.keep(ANNA, SEED, at=at)
    turn = KekTurn(vault_keyring.SIGNING, 2)
    turn.begin(at)
    assert turn.left() == 3  # the log's key, the key of the rows and the secret
    while turn.move(at):
        pass
    assert (turn.left(), turn.attempt()) == (0, 3)
    turn.drop()
    assert [kek.epoch for kek in Kek.objects.filter(name=vault_keyring.SIGNING)] == [2]
    vault_keyring.lock()
    assert secrets.read(ANNA).reveal() == SEED


def test_a_secret_that_was_not_moved_keeps_the_old_key(keyring, at):
    secrets.keep(ANNA, SEED, at=at)
    turn = KekTurn(vault_keyring.SIGNING, 2)
    turn.begin(at)
    turn.move(at)
    assert turn.left() == 2
    turn.drop()
    assert turn.olds() == 1
    assert secrets.read(ANNA).reveal() == SEED


@pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
def test_what_was_forgotten_leaves_the_files_of_the_keyring_and_the_rest_is_read(home, keyring, at):
    names = [Ref.new("said") for _ in range(60)]
    for number, name in enumerate(names):
        secrets.keep(name, b"%d " % number * 400, at=at)
    gone = names[::3]
    sealed = [bytes(one.wrapped)[-32:] for one in KeptSecret.objects.filter(name__in=gone)]
    is_in_files = connections["keyring"].vendor == "sqlite"
    assert bool(found(sealed, home)) is is_in_files
    for name in gone:
        secrets.forget(name)
    with transaction.atomic():
        assert not secrets.purge(), "inside a transaction nothing is written anew"
    assert secrets.purge()
    assert found(sealed, home) == set()
    assert secrets.existing(names) == set(names) - set(gone)
    assert secrets.read(names[1]).reveal() == b"1 " * 400


@pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
def test_where_somebody_reads_meanwhile_the_next_call_takes_it_out(keyring, at, monkeypatch):
    secrets.keep(ANNA, SEED, at=at)
    secrets.forget(ANNA)

    def is_read():
        raise StillOnDisk(cause="reader")

    monkeypatch.setattr(key_erasure, "rewrite_secrets", is_read)
    assert not secrets.purge()
    monkeypatch.undo()
    assert secrets.purge()
    assert GoneSecrets.objects.get().count == 0


@pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
def test_what_is_forgotten_while_the_files_are_written_anew_is_taken_out_the_next_time(
    keyring, at, monkeypatch
):
    for name in (ANNA, BERT):
        secrets.keep(name, SEED, at=at)
    secrets.forget(ANNA)
    done = key_erasure.rewrite_secrets

    def and_another():
        done()
        secrets.forget(BERT)

    monkeypatch.setattr(key_erasure, "rewrite_secrets", and_another)
    assert secrets.purge()
    assert GoneSecrets.objects.get().count == 2
    monkeypatch.undo()
    assert secrets.purge()
    assert GoneSecrets.objects.get().count == 0
