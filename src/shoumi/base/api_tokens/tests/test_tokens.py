"""A token acts for its person as long as nothing says otherwise."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shoumi.base import registry
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT
from shoumi.base.api_tokens import queries, rules, services
from shoumi.base.api_tokens.errors import (
    LastsTooLong,
    NameMalformed,
    NoScope,
    NoSuchToken,
    NotForParties,
    TooMany,
)
from shoumi.base.api_tokens.events import Tag
from shoumi.base.api_tokens.models import Token
from shoumi.base.api_tokens.rules import Scope, Standing
from shoumi.base.ledger import reader
from shoumi.base.signin import sessions
from shoumi.base.signin.models import Account
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
MOMENT = timedelta(seconds=1)


def made(person, *scopes, real_at=NOW, **more):
    return services.make(
        name="对接",
        scopes=scopes or [Scope.DEALS_READ],
        actor=person,
        at=AT,
        real_at=real_at,
        **more,
    )


def bearer(text, real_at=NOW):
    return queries.bearer(token=text, at=AT, real_at=real_at)


def test_a_token_acts_for_its_person_with_the_roles_of_now_and_its_scopes(person):
    row, text = made(person, Scope.DEALS_READ, Scope.DUTIES_READ)
    found = bearer(text)
    assert (found.person, found.token) == (person, row.ref)
    assert found.roles == {Role.CON}
    assert found.scopes == {Scope.DEALS_READ, Scope.DUTIES_READ}


def test_its_text_is_stored_nowhere_and_stands_in_no_entry(person):
    row, text = made(person)
    held = [str(value) for value in Token.objects.values().get(ref=row.ref).values()]
    assert not any(text in one or text[7:] in one for one in held)
    assert text.encode() not in b"".join(one.body for one in reader.entries())


def test_scanners_know_a_token_by_prefix_and_checksum(person):
    _, text = made(person)
    assert text.startswith("shoumi_")
    assert rules.is_shaped(text)
    for place in range(len(text)):
        other = "x" if text[place] != "x" else "y"
        assert not rules.is_shaped(text[:place] + other + text[place + 1 :])
    assert len({rules.make() for _ in range(100)}) == 100


def test_what_is_not_of_its_form_is_not_even_looked_up(person, django_assert_num_queries):
    with django_assert_num_queries(0):
        for text in ("", "shoumi_", "shoumi_" + "0" * 49, "a\ud800b", "shoumi_" + "9" * 4000):
            assert bearer(text) is None
    assert bearer(rules.make()) is None


def test_a_token_is_looked_up_in_few_queries(person, django_assert_max_num_queries):
    _, text = made(person)
    with django_assert_max_num_queries(6):  # one to tell authentic grants
        assert bearer(text)


def test_a_token_is_over_at_its_time_and_not_before(person):
    _, text = made(person)
    end = NOW + timedelta(days=90)
    assert bearer(text, end - MOMENT)
    assert bearer(text, end) is None


def test_a_token_for_acts_that_take_a_fresh_proof_lasts_a_day(person):
    _, text = made(person, Scope.DEALS_READ, Scope.CUSTOMERS_REVEAL)
    end = NOW + timedelta(hours=24)
    assert bearer(text, end - MOMENT)
    assert bearer(text, end) is None


@pytest.mark.parametrize(
    ("scopes", "longest"),
    [((Scope.DEALS_READ,), timedelta(days=90)), (sorted(rules.STRONG), timedelta(hours=24))],
)
def test_no_token_is_made_to_last_longer(person, scopes, longest):
    made(person, *scopes, lasts=longest)
    for lasts in (longest + MOMENT, timedelta(0), -MOMENT):
        with pytest.raises(LastsTooLong):
            made(person, *scopes, lasts=lasts)


def test_a_scope_of_an_app_that_was_taken_out_opens_nothing(person, monkeypatch):
    _, text = made(person, Scope.DEALS_READ, Scope.DUTIES_READ)
    left = {scope: False for scope in Scope if scope is not Scope.DUTIES_READ}
    monkeypatch.setattr(registry, "scopes", lambda: left)
    assert bearer(text).scopes == {Scope.DEALS_READ}


def test_a_revoked_token_is_dead_at_once_and_says_so_once(person):
    row, text = made(person)
    for _ in range(2):
        services.revoke(token=Ref(row.ref), actor=person, at=AT)
    assert bearer(text) is None
    assert len(list(reader.entries(tag=Tag.REVOKED))) == 1


def test_a_stranger_learns_nothing_of_a_token_and_who_may_lock_out_ends_it(house, person):
    row, text = made(person)
    stranger = house.staff(Role.MKT, name="吴示范")
    for ref in (row.ref, "token-0000000000000000"):
        with pytest.raises(NoSuchToken):
            services.revoke(token=Ref(ref), actor=stranger, at=AT)
    assert bearer(text)
    services.revoke(token=Ref(row.ref), actor=house.dpo, at=AT)
    assert bearer(text) is None


def test_a_role_that_was_withdrawn_takes_the_token_with_it(house, person):
    _, text = made(person)
    grant = Grant.objects.get(person=person, role=Role.CON)
    accounts.revoke(grant=Ref(grant.ref), actor=house.head, at=AT)
    assert bearer(text) is None


def test_a_role_that_came_later_counts_and_may_go_again(house, person):
    _, text = made(person)
    house.give(person, Role.LEG)
    assert bearer(text).roles == {Role.CON, Role.LEG}
    grant = Grant.objects.get(person=person, role=Role.LEG)
    accounts.revoke(grant=Ref(grant.ref), actor=house.head, at=AT)
    assert bearer(text).roles == {Role.CON}


def test_who_left_calls_no_more(house, person):
    row, text = made(person)
    accounts.retire(person=person, actor=house.head, at=AT)
    assert bearer(text) is None
    row.person.refresh_from_db()
    assert queries.standing(row, frozenset({Role.CON}), NOW) is Standing.LEFT


def test_a_lock_down_ends_every_token_made_before_it(person):
    Account.objects.create(person_id=person, handle=b"h")
    _, before = made(person)
    sessions.lock_down(person=person, actor=person, at=AT)
    _, since = made(person)
    assert bearer(before) is None
    assert bearer(since)


def test_a_lock_down_of_somebody_else_ends_nothing(house, person):
    _, text = made(person)
    sessions.lock_down(person=house.dpo, actor=house.dpo, at=AT)
    assert bearer(text)


@pytest.mark.parametrize(
    "change",
    [
        {"scopes": "customers:reveal deals:read"},
        {"until": NOW + timedelta(days=900)},
        {"roles": ""},
        {"digest": "0" * 64},
        {"position": 0},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_row_that_says_otherwise_than_the_ledger_lets_nobody_in(person, change):
    row, text = made(person)
    Token.objects.filter(ref=row.ref).update(**change)
    found = Token.objects.select_related("person").get(ref=row.ref)
    assert queries.standing(found, frozenset({Role.CON}), NOW) is Standing.ALTERED
    assert bearer(text) is None


def test_a_row_moved_to_another_person_lets_nobody_in(house, person):
    row, text = made(person)
    Token.objects.filter(ref=row.ref).update(person=house.dpo, roles="")
    assert bearer(text) is None


def test_a_party_of_a_deal_makes_no_token(house):
    party = accounts.enrol(name="买方示例", kind=Kind.PARTY, actor=house.dpo, at=AT)
    with pytest.raises(NotForParties):
        made(Ref(party.ref))


@pytest.mark.parametrize("name", ["", "  ", "一" * 41, "a\nb", "a\u202eb"])
def test_a_token_is_called_something_people_can_read(person, name):
    with pytest.raises(NameMalformed):
        services.make(name=name, scopes=[Scope.DEALS_READ], actor=person, at=AT, real_at=NOW)


def test_a_token_for_nothing_is_none(person):
    with pytest.raises(NoScope):
        services.make(name="对接", scopes=[], actor=person, at=AT, real_at=NOW)


def test_nobody_has_more_than_twenty_that_live(person):
    for _ in range(rules.MOST_TOKENS):
        row, _ = made(person)
    with pytest.raises(TooMany):
        made(person)
    services.revoke(token=Ref(row.ref), actor=person, at=AT)
    made(person)


def test_the_list_says_what_each_is_worth(person):
    first, _ = made(person, real_at=NOW - timedelta(days=91))
    second, _ = made(person)
    services.revoke(token=Ref(second.ref), actor=person, at=AT)
    third, _ = made(person)
    told = [(row.ref, standing) for row, standing in queries.of(person, AT, NOW)]
    assert told == [
        (third.ref, Standing.LIVING),
        (second.ref, Standing.REVOKED),
        (first.ref, Standing.OVER),
    ]


def test_use_is_noted_once_a_minute(person):
    row, _ = made(person)
    for later in (0, 59, 60):
        services.touch(Ref(row.ref), NOW + timedelta(seconds=later))
        seen = Token.objects.get(ref=row.ref).used_at
        assert seen == NOW + timedelta(seconds=0 if later < 60 else 60)


def test_a_token_for_everything_fits_into_its_row():
    """PostgreSQL holds to the length of the column, SQLite does not."""
    everything = " ".join(registry.scopes())
    assert len(everything) < Token._meta.get_field("scopes").max_length
