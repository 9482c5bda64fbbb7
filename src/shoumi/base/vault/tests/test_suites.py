"""A home writes in one suite and reads every allowed one."""

from __future__ import annotations

import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.ledger import reader
from shoumi.base.vault import blobs, decryption, keys, logkey, search_tokens, services, signing_keys
from shoumi.base.vault import keyring as vault_keyring
from shoumi.base.vault.errors import NotSetUp
from shoumi.base.vault.models import CompartmentKey, IndexKey, Kek, Setup, SigningKey, SubjectKey
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault.errors import UnknownSuite
from shoumi.core.vault.suites import ALLOWED, GM, INTL

pytestmark = [pytest.mark.both, pytest.mark.django_db(databases=["default", "keyring"])]

DEAL = Ref("deal-x")
TABLES = (Kek, CompartmentKey, SubjectKey, IndexKey, SigningKey)


@pytest.fixture(params=ALLOWED.values(), ids=lambda one: one.name)
def suite(request):
    return request.param


def sealed(subject, **named):
    item = (subject, "person", DataGrade.L3, {"name": "张安娜"})
    return (*item[:3], keys.seal_many([item], **named)[0])


def test_everything_a_home_writes_is_in_its_suite(keyring, suite, people, at):
    made = keys.create_many([*people, Ref("doc-a")], DEAL, at)
    search_tokens.ensure(["email"], at=at)
    signing_keys.store_private_key("per-anna", Ed25519PrivateKey.generate(), at=at)
    written = [
        blobs.seal(Ref("doc-a"), b"%PDF"),
        *(sealed(who, opened=opened)[3] for who in people for opened in (made, None)),
    ]
    for table in TABLES:
        rows = table.objects.values_list("suite", "wrapped")
        assert rows
        written += [bytes(wrapped) for _, wrapped in rows]
        assert {number for number, _ in rows} == {suite.number}
    assert {one[1] for one in written} == {suite.number}


def test_the_ledger_says_which_suite_a_home_began_with(keyring, suite):
    (entry,) = reader.entries()
    assert json.loads(bytes(entry.body))["facts"]["suite"] == suite.number


def test_a_restarted_process_finds_its_suite_and_its_root(keyring, suite, people, at):
    keys.create_many(people, DEAL, at)
    kept = sealed(people[0])
    vault_keyring.lock()
    assert decryption.open_many([kept]) == [{"name": "张安娜"}]
    assert vault_keyring.suite() is suite
    assert logkey.vkey()


def test_a_home_opens_either_suite_while_it_changes(keyring, suite, people, at):
    """The key made before takes what is written after, and what was written before still opens."""
    keys.create_many(people[:2], DEAL, at)
    before, tokens = sealed(people[0]), search_tokens.tokens("mobile", ["13800138000"])
    (other,) = set(ALLOWED.values()) - {suite}
    Setup.objects.update(suite=other.number)
    keys.create_many(people[2:], DEAL, at)
    after = [sealed(people[0]), sealed(people[2])]
    vault_keyring.lock()
    assert [one[3][1] for one in (before, *after)] == [suite.number, other.number, other.number]
    assert decryption.open_many([before, *after]) == [{"name": "张安娜"}] * 3
    # An index key keeps its suite until every token is made anew.
    assert search_tokens.tokens("mobile", ["13800138000"]) == tokens


def test_the_same_key_file_gives_each_suite_a_root_of_its_own(home, at):
    services.setup(at=at, indexed=[], suite=GM)
    source = vault_keyring.unlock().provider
    salt = bytes(Setup.objects.get().salt)
    roots = {source.root(salt, one).reveal() for one in ALLOWED.values()}
    assert len(roots) == 2


def test_a_passphrase_serves_in_either_suite(home, at, people, suite):
    path = home.parent / "phrase"
    path.write_text("correct horse battery\n")
    path.chmod(0o600)
    services.setup(at=at, provider="passphrase", path=path, indexed=[], suite=suite)
    keys.create_many(people, DEAL, at)
    vault_keyring.lock()
    assert len(keys.load(people)) == len(people)


def test_nothing_is_written_in_a_suite_that_is_not_allowed(keyring, people, at):
    Setup.objects.update(suite=3)
    with pytest.raises(UnknownSuite):
        keys.create_many(people, DEAL, at)
    assert not SubjectKey.objects.exists()


def test_no_suite_is_known_before_setup(home):
    with pytest.raises(NotSetUp):
        vault_keyring.suite()


def test_a_home_of_before_there_was_a_choice_is_intl(home, at):
    """What the migration puts into rows that are there already."""
    assert Setup._meta.get_field("suite").db_default == INTL.number
    assert Setup._meta.get_field("root_suite").db_default == INTL.number
