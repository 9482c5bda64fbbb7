from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import DatabaseError

from shoumi.base.vault import keyring, keys, queries, signing_keys
from shoumi.base.vault.card import card
from shoumi.base.vault.models import CompartmentKey, IndexKey, Kek, Setup, SigningKey, SubjectKey
from shoumi.core.gate import Fact
from shoumi.core.handbook import Reach
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState
from shoumi.core.vault.cryptoperiods import add_months

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

DEAL = Ref("deal-x")
SECOND = timedelta(seconds=1)


def test_the_vault_hands_in_its_card():
    assert card.states == {Fact.KEYS_SOUND}


@pytest.mark.parametrize(
    ("months", "less", "sound"),
    [(0, False, True), (13, False, True), (14, True, True), (14, False, False)],
)
def test_under_keys_that_are_over_is_read_for_a_month(keyring, at, months, less, sound):
    then = add_months(at, months) - (SECOND if less else timedelta())
    assert queries.facts(then)[0] == {Fact.KEYS_SOUND: sound}


def test_an_old_signing_key_does_not_stop_reading(keyring, at):
    SigningKey.objects.update(created_at=add_months(at, -13))
    assert queries.facts(at)[0] == {Fact.KEYS_SOUND: True}


def test_an_exposed_key_file_is_not_sound(home, keyring, at):
    (home / "root.key").chmod(0o644)
    assert queries.facts(at)[0] == {Fact.KEYS_SOUND: False}


def test_no_keyring_is_not_sound(home, at):
    assert queries.facts(at)[0] == {Fact.KEYS_SOUND: False}


def test_a_keyring_that_cannot_be_read_states_nothing(keyring, at, monkeypatch):
    def fail(moment):
        raise DatabaseError

    monkeypatch.setattr(queries, "_stored", fail)
    assert queries.facts(at)[0] == {}


def test_demand_3_1_holds_while_all_suites_are_allowed(keyring, people, at):
    keys.create_many(people, DEAL, at)
    assert queries.suites_allowed(at).state is ControlState.PASS


@pytest.mark.parametrize("table", [Kek, CompartmentKey, IndexKey, SigningKey])
def test_demand_3_1_fails_for_a_suite_off_the_list(keyring, people, at, table):
    keys.create_many(people, DEAL, at)
    table.objects.filter(pk=table.objects.first().pk).update(suite=3)
    assert queries.suites_allowed(at).reason == "vault.suite_not_allowed"


def test_demand_3_1_fails_for_a_signing_algorithm_off_the_list(keyring, at):
    SigningKey.objects.update(algorithm="dsa")
    assert queries.suites_allowed(at).reason == "vault.suite_not_allowed"


def test_demand_3_3_holds_while_every_key_is_wrapped(keyring, people, at):
    keys.create_many(people, DEAL, at)
    assert queries.keys_wrapped(at).state is ControlState.PASS


def test_demand_3_3_fails_for_a_deal_key_that_does_not_open(keyring, people, at):
    keys.create_many(people, DEAL, at)
    CompartmentKey.objects.update(wrapped=bytes(66))
    assert queries.keys_wrapped(at).reason == "vault.will_not_open"


def test_demand_3_3_fails_where_the_keyring_is_in_the_data(keyring, at, monkeypatch):
    ours = queries.connections["keyring"].settings_dict
    monkeypatch.setattr(queries.connections["default"], "settings_dict", ours)
    assert queries.keys_wrapped(at).reason == "vault.keyring_not_apart"


def test_demand_3_4_names_the_day_the_first_key_is_over(keyring, people, at):
    keys.create_many(people, DEAL, at)
    held = queries.keys_in_date(at)
    assert (held.state, held.until) == (ControlState.PASS, add_months(at, 13))
    over = queries.keys_in_date(add_months(at, 13))
    assert (over.state, over.reason) == (ControlState.FAIL, "vault.key_over")


def test_demand_3_4_stops_writing_first_and_reading_a_month_later(keyring, people, at):
    keys.create_many(people, DEAL, at)
    over_at, shut_at = add_months(at, 13), add_months(at, 14)
    for then in (over_at, shut_at - SECOND):
        held = queries.keys_in_date(then)
        assert (held.state, held.reach, held.turns) == (ControlState.FAIL, Reach.WRITE, shut_at)
    held = queries.keys_in_date(shut_at)
    assert (held.state, held.reach, held.turns) == (ControlState.FAIL, Reach.ALL, None)


def test_demand_3_4_minds_the_oldest_key_of_a_person(keyring, people, at):
    keys.create_many(people, DEAL, at)
    SubjectKey.objects.filter(subject=people[0]).update(created_at=add_months(at, -24))
    assert queries.keys_in_date(at).state is ControlState.FAIL
    assert queries.ages(at)[0].what == "subject"


def test_demand_3_4_looks_at_the_newest_version_of_a_key(keyring, at):
    old = SigningKey.objects.get(name="log")
    SigningKey.objects.update(created_at=add_months(at, -13))
    old.pk, old.epoch, old.created_at = None, 2, at
    old.save(force_insert=True)
    assert queries.keys_in_date(at).state is ControlState.PASS


def test_no_key_is_in_date_without_a_keyring(home, at):
    keyring.lock()
    assert queries.keys_in_date(at).reason == "vault.not_set_up"


def test_ages_name_every_kind_of_key(keyring, people, at):
    keys.create_many(people, DEAL, at)
    signing_keys.store_private_key("per-anna", Ed25519PrivateKey.generate(), at=at)
    found = {one.what for one in queries.ages(at)}
    assert found == {"root", "kek", "deal", "subject", "index", "signing"}


def test_rows_are_named_without_keys(keyring, people, at):
    keys.create_many(people, DEAL, at)
    shown = [str(row.objects.first()) for row in (Kek, CompartmentKey)]
    assert shown == ["subjects/1", "deal-x/1"]
    assert str(Setup.objects.get()) == f"{keyring} (keyfile)"
