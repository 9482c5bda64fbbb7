"""Codes of rows, and whether they hold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts import queries, rules, separation, services
from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.accounts.tests.cast import AT, house_with_keys
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.row_authentication import codes, review, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests import authenticated
from shoumi.base.tests.kept import kept
from shoumi.base.vault import keyring, row_keys
from shoumi.base.vault.errors import NoRowKey
from shoumi.base.vault.models import KeptSecret
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

HOUR = timedelta(hours=1)
pytestmark = [pytest.mark.both(one_in=4), pytest.mark.django_db(databases=["default", "keyring"])]


def house_with_marketing():
    made = house_with_keys()
    made.staff(Role.MKT)
    return made


@pytest.fixture
def house(home, db, request):
    """With somebody of marketing where the test asks for that grant."""
    if "grant" in request.fixturenames:
        return kept("house with marketing", house_with_marketing)
    return kept("house with keys", house_with_keys)


@pytest.fixture
def grant(house):
    return Grant.objects.get(role=Role.MKT)


def test_a_row_as_it_was_stored_holds_in_another_process(grant):
    keyring.lock()
    assert verification.is_authentic(grant)


@pytest.mark.parametrize("column", Grant.coverage.columns)
def test_no_column_that_is_covered_changes_unnoticed(grant, column):
    other = {"is_founding": True, "position": 7, "until": AT, "since": AT.replace(year=2020)}
    setattr(grant, column, other.get(column, "grant-other"))
    assert not codes.matches(grant)


@pytest.mark.long
@pytest.mark.parametrize("bit", range(0, 34 * 8, 7))
def test_no_bit_of_a_code_changes_unnoticed(grant, bit):
    mac = bytearray(grant.mac)
    mac[bit // 8] ^= 1 << bit % 8
    grant.mac = bytes(mac)
    assert not codes.matches(grant)


@pytest.mark.parametrize("mac", [None, b"", b"\0", bytes(34)])
def test_a_row_without_a_code_does_not_hold(grant, mac):
    grant.mac = mac
    assert not codes.matches(grant)


def test_codes_of_an_earlier_key_go_on_holding(house, grant):
    row_keys.make(at=AT, epoch=2)
    assert verification.is_authentic(grant)
    house.staff(Role.OPS)
    newer = Grant.objects.get(role=Role.OPS)
    assert (bytes(grant.mac)[:2], bytes(newer.mac)[:2]) == (b"\0\1", b"\0\2")
    assert verification.is_authentic(newer)


def test_without_its_key_a_home_makes_no_codes_and_believes_none(house, grant):
    KeptSecret.objects.filter(name__startswith="rowkey-").delete()
    keyring.lock()
    assert not verification.is_authentic(grant)
    with pytest.raises(NoRowKey):
        codes.put(grant, 0)


def test_a_newer_entry_about_the_row_makes_it_an_earlier_one(house, grant):
    authenticated.put(grant)
    assert verification.is_authentic(grant)
    grant.entry_position -= 1
    codes.put(grant, grant.entry_position)
    assert not verification.is_authentic(grant)
    with pytest.raises(NotAuthentic):
        verification.require([grant])


def test_the_newest_entry_is_found_by_the_index_of_acts(house, grant):
    from django.db import connection

    statement = latest_entries._NEWEST.format(
        acts=latest_entries._ACTS, tags="%s", refs="%s", below=""
    )
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", ["grant.made", grant.ref])
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {statement}", ["grant.made", grant.ref])
        plan = str(cursor.fetchall())
    assert "ledger_entry_of_acts" in plan


def test_rows_older_than_their_codes_are_taken_in_where_the_ledger_agrees(house, grant):
    for table in (Person, Grant, Ask):
        table.objects.update(mac=None, entry_position=None)
    KeptSecret.objects.filter(name__startswith="rowkey-").delete()
    keyring.lock()
    Grant.objects.filter(role=Role.MKT).update(role=Role.LEG)
    would = review.would_take_in()
    told = review.take_in(at=AT)
    assert told == would
    assert (told.made["accounts_grant"], told.left["accounts_grant"]) == (2, 1)
    assert (told.made["accounts_person"], told.left["accounts_person"]) == (3, 0)
    assert (told.made["accounts_ask"], told.left["accounts_ask"]) == (1, 0)
    forged = Grant.objects.get(role=Role.LEG)
    assert not verification.is_authentic(forged)
    Grant.objects.filter(pk=forged.pk).update(role=Role.MKT)
    assert review.take_in(at=AT) == review.TakenIn({}, {}), "old rows are taken in once"


def test_taking_in_that_was_broken_off_is_done_again(house, grant, monkeypatch):
    Grant.objects.update(mac=None, entry_position=None)
    KeptSecret.objects.filter(name__startswith="rowkey-").delete()
    keyring.lock()
    monkeypatch.setattr(row_keys, "finish", lambda: None)
    assert review.take_in(at=AT).made["accounts_grant"] == 3
    Grant.objects.update(mac=None, entry_position=None)
    assert review.take_in(at=AT).made["accounts_grant"] == 3


def test_every_guarded_table_is_on_a_card(house):
    from shoumi.base.row_authentication.models import AuthenticatedRow

    assert {one.table for one in review.tables()} == set(AuthenticatedRow.__subclasses__())
    assert reader.size()


HIDDEN = {
    "role": lambda rows: rows.update(role=Role.LEG),
    "person": lambda rows: rows.update(person=Person.objects.get(name="吴模拟")),
    "ended": lambda rows: rows.update(until=AT),
    "code": lambda rows: rows.update(mac=None),
    "deleted": lambda rows: rows.delete(),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
@pytest.mark.parametrize("wanted", [Role.OPS, Role.SEC, Role.LEG])
def test_who_has_a_role_hidden_gets_no_other(house, hide, wanted):
    person = house.staff(Role.SEC, name="周模拟")
    other = house.staff(Role.CS, name="吴模拟")
    hide(Grant.objects.filter(person=person))
    with pytest.raises(NotAuthentic):
        services.request_grant(person=person, role=wanted, actor=house.dpo, at=AT + HOUR)
    with pytest.raises(NotAuthentic):
        queries.is_conflicted(person, AT + HOUR)
    if hide is not HIDDEN["person"]:
        assert not queries.is_conflicted(other, AT + HOUR)


def test_a_role_hidden_between_request_and_grant_refuses(house):
    person = house.staff(Role.LEG, name="周模拟")
    ask = services.request_grant(person=person, role=Role.OPS, actor=house.dpo, at=AT)
    Grant.objects.filter(person=person).update(role=Role.MKT)
    with pytest.raises(NotAuthentic):
        services.grant(ask=Ref(ask.ref), actor=house.head, at=AT)
    assert not Grant.objects.filter(person=person, role=Role.OPS).exists()


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN)
def test_a_founding_role_hidden_refuses_too(house, hide):
    house.staff(Role.CS, name="吴模拟")
    hide(Grant.objects.filter(person=house.dpo))
    with pytest.raises(NotAuthentic):
        queries.is_conflicted(house.dpo, AT + HOUR)


def test_a_false_row_of_a_role_that_the_house_ended_is_over(house):
    person = house.staff(Role.SEC, name="周模拟")
    grant = Grant.objects.get(person=person)
    Grant.objects.filter(person=person).update(role=Role.LEG)
    services.revoke(grant=Ref(grant.ref), actor=house.head, at=AT)
    assert not queries.is_conflicted(person, AT + HOUR)


def test_roles_that_do_not_go_together_are_not_hidden_by_an_edit(house, monkeypatch):
    monkeypatch.setattr(rules, "SEPARATED", ())
    person = house.staff(Role.SEC, Role.OPS, name="周模拟")
    monkeypatch.undo()
    assert set(separation.conflicted(AT)) == {person}
    for change in ({"is_active": False}, {"stops_at": AT}):
        Person.objects.filter(ref=person).update(**change)
        assert set(separation.conflicted(AT)) == {person}
        Person.objects.filter(ref=person).update(is_active=True, stops_at=None)
    Grant.objects.filter(person=person, role=Role.OPS).update(role=Role.LEG)
    with pytest.raises(NotAuthentic):
        separation.conflicted(AT)


def test_a_person_is_judged_in_the_statement_that_reads_the_roles(
    house, grant, django_assert_num_queries
):
    with django_assert_num_queries(1):  # roles, person and the newest entries about them
        assert queries.roles(Ref(grant.person_id), AT) == {Role.MKT}
    with django_assert_num_queries(1):
        assert not queries.is_outside(Ref(grant.person_id))
    Person.objects.filter(ref=grant.person_id).update(kind="party")
    with django_assert_num_queries(1):
        assert queries.roles(Ref(grant.person_id), AT) == frozenset()
    assert not queries.is_outside(Ref(grant.person_id))
    assert queries.who(Role.MKT, AT) == []
    with pytest.raises(NotAuthentic):
        queries.outsiders([Ref(grant.person_id)], AT, Ref("deal-1"))


def test_the_founders_hold_by_the_entry_of_the_founding(house):
    assert [one.is_sound for one in review.review()] == [True] * len(review.review())
    assert queries.roles(house.head, AT) == {Role.HEAD}
    Person.objects.filter(ref=house.dpo).update(kind="external")
    assert queries.roles(house.dpo, AT) == frozenset()
