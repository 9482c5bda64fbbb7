from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.rules import Kind
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import controls, queries, services
from shoumi.base.attestations.models import Attestation, Statement
from shoumi.base.attestations.tests.statements import given, paper
from shoumi.base.ledger import reader
from shoumi.base.registry import Card, Holding
from shoumi.base.tests import authenticated
from shoumi.core.handbook import UnknownDuty, demand, demands
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
DAY = timedelta(days=1)
PROOF = paper().digest
DEAL, OTHER = Ref("deal-1"), Ref("deal-2")
GENERATED = ("15.1", "S1", "S2", "S3", "S4", "P")
_ROW = {
    "ref": "att-1",
    "duty": "12.1",
    "statement": Statement.IN_PLACE,
    "evidence": PROOF,
    "attested_by": "person-1",
    "role": Role.SEC,
    "attested_at": AT,
    "until": AT + DAY,
    "position": 1,
}


@pytest.fixture
def house():
    return House()


@pytest.fixture
def claim(monkeypatch):
    """Claim a demand for the length of one test."""

    def claimed(duty, check):
        monkeypatch.setattr(registry, "check", lambda wanted: check if wanted == duty else None)

    claimed("none", None)
    return claimed


@pytest.fixture
def sec(house, claim):
    return house.staff(Role.SEC, name="李测试")


def attest(actor, duty="12.1", at=AT, **changes):
    deal = changes.pop("deal", None)
    if demand(duty).names_persons:
        changes.setdefault("persons", [actor])
    said = given(duty, **changes)
    return services.attest(duty=duty, said=said, actor=actor, at=at, deal=deal)


def test_a_demand_nobody_keeps_is_not_built(claim):
    assert controls.holding("12.1", None, AT) == Holding(
        ControlState.NOT_BUILT, reason="attestation.none"
    )


def test_what_is_attested_shows_as_attested_until_a_date(sec):
    said = attest(sec)
    assert controls.holding("12.1", None, AT) == Holding(
        ControlState.ATTESTED, said.position, AT + 183 * DAY
    )
    entry = reader.entry(said.position)
    assert entry.line().tag == "attestation.given"
    assert PROOF.hex().encode() in entry.body


def test_a_statement_of_an_earlier_version_ends_with_the_longest_term_of_its_demand(sec):
    said = attest(sec)
    authenticated.change(Attestation.objects.filter(ref=said.ref), until=AT + 400 * DAY)
    ends = AT + demand("12.1").valid_days * DAY
    assert controls.holding("12.1", None, AT).until == ends
    assert controls.holding("12.1", None, ends).state is ControlState.STALE
    before = ends - timedelta(seconds=1)
    assert not Attestation.objects.filter(queries.lapsed(before))
    assert Attestation.objects.filter(queries.lapsed(ends)).count() == 1


def test_an_expired_statement_is_stale(sec):
    said = attest(sec, until=AT + DAY)
    assert controls.holding("12.1", None, AT + DAY - timedelta(seconds=1)).holds
    assert controls.holding("12.1", None, AT + DAY) == Holding(
        ControlState.STALE, said.position, AT + DAY, "attestation.expired"
    )


def test_a_statement_of_tomorrow_is_not_known_today(sec):
    attest(sec, at=AT + DAY)
    assert controls.holding("12.1", None, AT).state is ControlState.NOT_BUILT


def test_a_revoked_statement_counts_as_none_and_uncovers_no_older_one(sec):
    attest(sec)
    newer = attest(sec, at=AT + DAY)
    services.revoke(attestation=Ref(newer.ref), actor=sec, at=AT + 2 * DAY)
    assert controls.holding("12.1", None, AT + 2 * DAY) == Holding(
        ControlState.NOT_BUILT, newer.position, reason="attestation.revoked"
    )
    with pytest.raises(services.AlreadyRevoked):
        services.revoke(attestation=Ref(newer.ref), actor=sec, at=AT + 2 * DAY)


def test_a_statement_about_one_deal_holds_in_that_deal_only(sec):
    attest(sec, deal=DEAL)
    assert controls.holding("12.1", DEAL, AT).state is ControlState.ATTESTED
    assert controls.holding("12.1", OTHER, AT).state is ControlState.NOT_BUILT
    assert controls.holding("12.1", None, AT).state is ControlState.NOT_BUILT


def test_a_statement_about_the_house_holds_in_every_deal_that_has_none_of_its_own(sec):
    attest(sec)
    own = attest(sec, deal=DEAL)
    services.revoke(attestation=Ref(own.ref), actor=sec, at=AT)
    assert controls.holding("12.1", OTHER, AT).state is ControlState.ATTESTED
    assert controls.holding("12.1", DEAL, AT).state is ControlState.NOT_BUILT


@pytest.mark.parametrize(
    ("duty", "role"), [(d.id, d.accountable) for d in demands() if d.id.endswith(".2")]
)
def test_only_the_accountable_role_attests(house, claim, duty, role):
    wrong = Role.CS if role is not Role.CS else Role.CON
    kind = Kind.EXTERNAL if role is Role.SUP else Kind.STAFF
    right = {Role.HEAD: house.head, Role.DPO: house.dpo}.get(role) or house.staff(role, kind=kind)
    with pytest.raises(services.NotAccountable):
        attest(house.staff(wrong, name="王样本"), duty)
    assert attest(right, duty).role == role


def test_a_conflicted_supervisor_attests_nothing_of_supervision(house, claim):
    person = house.staff(Role.SUP, Role.LEG, name="周模拟")
    with pytest.raises(services.Conflicted):
        attest(person, "18.1")
    assert attest(person, "7.1").role == Role.LEG


@pytest.mark.parametrize(
    ("duty", "most"),
    [("12.3", 31), ("13.1", 31), ("9.2", 92), ("10.2", 92), ("12.1", 183), ("7.2", 365)],
)
def test_no_statement_stands_longer_than_the_demands_own_clock(house, claim, duty, most):
    role = demand(duty).accountable
    who = {Role.HEAD: house.head, Role.DPO: house.dpo}.get(role) or house.staff(role)
    assert attest(who, duty).until == AT + most * DAY
    for days in (1, most):
        assert attest(who, duty, until=AT + days * DAY).until == AT + days * DAY
    for days in (-1, 0, most + 1, 365 * 2):
        with pytest.raises(services.TooLong) as refused:
            attest(who, duty, until=AT + days * DAY)
        assert refused.value.facts == {"days": most}


@pytest.mark.parametrize("duty", GENERATED)
def test_what_is_rendered_from_indicators_is_stated_by_nobody(house, claim, duty):
    with pytest.raises(services.Generated):
        attest(house.head, duty)
    # One that an earlier version took says nothing either.
    Attestation.objects.create(**_ROW | {"duty": duty})
    unsaid = Holding(ControlState.NOT_BUILT, reason="attestation.generated")
    assert controls.holding(duty, None, AT) == unsaid
    assert dict(_by_id(AT))[duty] == unsaid


def _by_id(at):
    return ((each.id, held) for each, held in controls.survey(at))


def test_an_unknown_demand_is_missing(sec):
    with pytest.raises(UnknownDuty):
        services.attest(duty="21.1", said=given("12.1"), actor=sec, at=AT)
    with pytest.raises(UnknownDuty):
        controls.holding("21.1", None, AT)


@pytest.mark.parametrize("state", [s for s in ControlState if s is not ControlState.NOT_BUILT])
def test_what_the_house_checks_itself_is_not_attested_away(house, sec, claim, state):
    attest(sec)
    claim("12.1", lambda at: Holding(state, 7))
    assert controls.holding("12.1", None, AT) == Holding(state, 7)
    with pytest.raises(services.Enforced):
        attest(sec)


def test_a_check_that_says_not_built_leaves_the_word_to_the_statement(sec, claim):
    claim("12.1", lambda at: Holding(ControlState.NOT_BUILT))
    attest(sec)
    assert controls.holding("12.1", None, AT).state is ControlState.ATTESTED


def test_a_check_that_breaks_has_failed(sec, claim):
    def breaks(at):
        raise RuntimeError("a name that must not be logged")

    attest(sec)
    claim("12.1", breaks)
    assert controls.holding("12.1", None, AT) == Holding(
        ControlState.FAIL, reason="control.check_failed"
    )


def test_a_statement_never_shows_as_pass(house, claim):
    people = {Role.HEAD: house.head, Role.DPO: house.dpo}
    for duty in demands():
        role = duty.accountable
        if role not in people:
            people[role] = house.staff(role, kind=Kind.EXTERNAL if role is Role.SUP else Kind.STAFF)
        if not duty.is_generated:
            attest(people[role], duty.id)
    states = {holding.state for one, holding in controls.survey(AT) if not one.is_generated}
    assert states == {ControlState.ATTESTED}
    assert len(controls.survey(AT)) == 68


def test_the_survey_says_of_each_demand_what_is_said_when_it_is_asked_alone(
    house, sec, claim, django_assert_num_queries
):
    over, taken_back, of_a_deal, live, later = [
        each.id for each in demands() if each.accountable is Role.SEC
    ][:5]
    claim(live, lambda at: Holding(ControlState.PASS))
    attest(sec, over)
    taken = attest(sec, taken_back)
    attest(sec, of_a_deal, deal=DEAL)  # says nothing about the house
    attest(sec, over, at=AT + DAY, until=AT + 2 * DAY)  # the newest counts, though it is over
    services.revoke(attestation=Ref(taken.ref), actor=house.dpo, at=AT + DAY)
    attest(sec, later, at=AT + 9 * DAY)  # not yet
    at = AT + 3 * DAY
    # The head of the ledger, every statement with the keys and entries that it is held against,
    # and the graces.
    with django_assert_num_queries(5):
        found = dict(_by_id(at))
    assert found == {each.id: controls.holding(each.id, None, at) for each in demands()}
    reasons = [found[duty].reason for duty in (over, taken_back, of_a_deal, live, later)]
    assert reasons == [
        *(queries.EXPIRED, queries.REVOKED, queries.NONE),
        *("", queries.NONE),
    ]


def test_who_takes_a_statement_back(house, sec):
    said = attest(sec)
    with pytest.raises(NotPermitted):
        services.revoke(attestation=Ref(said.ref), actor=house.staff(Role.CS, name="王样本"), at=AT)
    services.revoke(attestation=Ref(said.ref), actor=house.dpo, at=AT)
    with pytest.raises(services.NoSuchAttestation):
        services.revoke(attestation=Ref("att-none"), actor=house.dpo, at=AT)


def test_statements_are_listed_newest_first(sec):
    first, second = attest(sec), attest(sec, "12.2", deal=DEAL)
    assert list(queries.made()) == [second, first]
    assert list(queries.made(duty="12.1")) == [first]
    assert list(queries.made(deal=DEAL)) == [second]


@pytest.mark.both
@pytest.mark.parametrize("changes", [{"until": AT}, {"revoked_at": AT}, {"revoked_by": "person-1"}])
def test_the_database_itself_refuses_half_a_statement(changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attestation.objects.create(**_ROW | changes)


def test_a_card_claims_a_demand_by_checking_it(monkeypatch):
    monkeypatch.setattr(registry, "_cards", {})
    registry.register(Card("x", "x", "x", checks={"12.1": lambda at: Holding(ControlState.PASS)}))
    assert controls.holding("12.1", None, AT).state is ControlState.PASS
