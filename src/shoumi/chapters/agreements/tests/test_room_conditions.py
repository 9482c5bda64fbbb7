"""What an agreement opens, and that it shuts again the same moment."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.tests import authenticated
from shoumi.chapters.agreements import queries, services
from shoumi.chapters.agreements.chapter import card
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import MANDATORY, Clause, Kind, State
from shoumi.chapters.agreements.tests.agreement_house import DEAL, OTHER_DEAL
from shoumi.core.gate import Act, Fact, Policy, Question, decide
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, DisclosureLevel, Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
L1, L2, L3 = DisclosureLevel.L1, DisclosureLevel.L2, DisclosureLevel.L3
OURS = Policy(rule for rule in RULES if rule.code in (Code.NO_AGREEMENT, Code.AGREEMENT_LEVEL))


def asked(desk, who, level=L1, deal=DEAL):
    return Question(
        who, Act.ENTER, Ref("task-x"), Purpose.DUE_DILIGENCE, deal, desk.at, level=level
    )


def may_enter(desk, who, level=L1, deal=DEAL):
    question = asked(desk, who, level, deal)
    return decide(question, queries.facts(question), OURS).allowed


@pytest.mark.both
@pytest.mark.parametrize(
    ("who", "opens"),
    [("anna", True), ("bert", False), ("chen", True), ("dora", False), ("legal", False)],
)
def test_the_room_is_open_to_those_named_and_nobody_else(desk, who, opens):
    assert not may_enter(desk, getattr(desk, who))
    desk.signed()
    assert may_enter(desk, getattr(desk, who)) is opens


@pytest.mark.both
def test_a_draft_opens_nothing_for_who_has_signed_it(desk):
    desk.sign(desk.draft(), desk.anna)
    assert not may_enter(desk, desk.anna)


@pytest.mark.both
def test_no_other_deal_is_opened(desk):
    desk.signed()
    assert not may_enter(desk, desk.anna, deal=OTHER_DEAL)


@pytest.mark.both
def test_only_the_levels_it_names_are_opened(desk):
    desk.signed(levels=[L1, L2])
    rooms = [L1, L2, L3, DisclosureLevel.L4]
    assert [level for level in rooms if may_enter(desk, desk.anna, level)] == [L1, L2]


@pytest.mark.both
def test_it_opens_nothing_before_it_was_signed(desk):
    desk.signed()
    desk.go(microseconds=-1)
    assert not may_enter(desk, desk.anna)


@pytest.mark.both
def test_the_room_is_shut_the_moment_the_term_is_over(desk):
    found = desk.signed()
    desk.at = found.until - timedelta(microseconds=1)
    assert may_enter(desk, desk.anna)
    desk.go(microseconds=1)
    assert not may_enter(desk, desk.anna)
    assert Agreement.objects.get().state == State.SIGNED


@pytest.mark.both
@pytest.mark.parametrize(("end", "state"), [("breach", State.BREACHED), ("revoke", State.REVOKED)])
def test_the_room_is_shut_the_moment_the_agreement_ends(desk, end, state):
    found = desk.signed()
    before = reader.size()
    getattr(services, end)(agreement=Ref(found.ref), actor=desk.legal, at=desk.at)
    assert not may_enter(desk, desk.anna)
    assert not may_enter(desk, desk.chen)
    kept = Agreement.objects.get()
    assert (kept.state, kept.ended_at) == (state, desk.at)
    assert reader.size() == before + 1


@pytest.mark.both
@pytest.mark.parametrize("end", ["breach", "revoke"])
def test_what_is_not_in_force_does_not_end(desk, end):
    drafted = desk.draft()
    for _ in range(2):
        with pytest.raises(services.NotInForce):
            getattr(services, end)(agreement=Ref(drafted.ref), actor=desk.legal, at=desk.at)
        drafted = desk.signed()
        getattr(services, end)(agreement=Ref(drafted.ref), actor=desk.legal, at=desk.at)
    with pytest.raises(queries.NoSuchAgreement):
        getattr(services, end)(agreement=Ref("nda-none"), actor=desk.legal, at=desk.at)


@pytest.mark.parametrize(
    ("end", "who", "may"),
    [
        ("breach", "legal", True),
        ("breach", "dpo", True),
        ("breach", "dora", False),
        ("breach", "anna", False),
        ("revoke", "legal", True),
        ("revoke", "dpo", False),
        ("revoke", "dora", False),
    ],
)
def test_who_may_end_it(desk, end, who, may):
    found = desk.signed()
    actor = desk.house.dpo if who == "dpo" else getattr(desk, who)
    if may:
        getattr(services, end)(agreement=Ref(found.ref), actor=actor, at=desk.at)
        return
    with pytest.raises(NotPermitted):
        getattr(services, end)(agreement=Ref(found.ref), actor=actor, at=desk.at)
    assert may_enter(desk, desk.anna)


@pytest.mark.both
def test_a_breach_is_not_got_round_with_another_paper(desk):
    broken = desk.signed()
    desk.signed(kind=Kind.REVIEWER, persons=[desk.anna])
    desk.go(days=1)
    services.breach(agreement=Ref(broken.ref), actor=desk.legal, at=desk.at)
    assert not may_enter(desk, desk.anna)
    desk.go(days=1)
    desk.signed(until=date(2030, 9, 2))
    assert may_enter(desk, desk.anna)


@pytest.mark.both
def test_a_breach_by_others_shuts_nobody_else_out(desk):
    desk.signed()
    other = desk.signed(kind=Kind.REVIEWER, persons=[desk.bert])
    services.breach(agreement=Ref(other.ref), actor=desk.legal, at=desk.go(days=1))
    assert may_enter(desk, desk.anna)
    assert not may_enter(desk, desk.bert)


@pytest.mark.both
def test_the_end_by_will_of_one_paper_leaves_the_other(desk):
    first = desk.signed()
    desk.signed()
    services.revoke(agreement=Ref(first.ref), actor=desk.legal, at=desk.go(days=1))
    assert may_enter(desk, desk.anna)


@pytest.mark.both
def test_of_two_papers_the_one_that_covers_the_level_counts(desk):
    desk.signed(levels=[L1], until=date(2030, 9, 2))
    deep = desk.signed(levels=[L1, L2, L3], until=date(2028, 9, 2))
    assert may_enter(desk, desk.anna, L3)
    assert queries.facts(asked(desk, desk.anna, L3))[Fact.NDA_UNTIL] == deep.until
    desk.at = deep.until
    assert not may_enter(desk, desk.anna, L3)
    assert may_enter(desk, desk.anna, L1)


@pytest.mark.both
def test_both_sides_must_be_bound_for_the_milestone(desk):
    effective = card.conditions["nda.effective"]
    assert effective(DEAL, desk.at).reason == "agreement.none_in_force"
    desk.signed(kind=Kind.REVIEWER, persons=[desk.anna])
    desk.signed(kind=Kind.EMPLOYEE, damages=0, persons=[desk.bert])
    assert not effective(DEAL, desk.at).holds
    found = desk.signed()
    held = effective(DEAL, desk.at)
    assert (held.state, held.position, held.until) == (
        ControlState.PASS,
        found.position,
        found.until,
    )
    assert not effective(DEAL, found.until).holds
    assert not effective(OTHER_DEAL, desk.at).holds


@pytest.mark.both
def test_rows_may_be_shown_only_where_putting_names_to_them_is_forbidden(desk):
    condition = card.conditions["nda.no_reidentification"]
    desk.signed()
    assert not condition(DEAL, desk.at).holds
    desk.signed(clauses=MANDATORY | {Clause.NO_REIDENTIFICATION})
    assert condition(DEAL, desk.at).holds


@pytest.mark.parametrize("duty", ["2.1", "2.2", "2.3"])
def test_the_demands_of_the_chapter(desk, duty):
    check = card.checks[duty]
    assert check(desk.at).state is ControlState.NOT_APPLICABLE
    desk.draft()
    assert check(desk.at).state is ControlState.NOT_APPLICABLE
    found = desk.signed()
    assert (check(desk.at).state, check(desk.at).position) == (ControlState.PASS, found.position)
    broken = {"clauses": []} if duty in ("2.1", "2.2") else {"damages": 0}
    authenticated.change(Agreement.objects.filter(ref=found.ref), **broken)
    assert check(desk.at).state is ControlState.FAIL
    last = check(found.until)
    if duty == "2.1":
        assert (last.state, last.reason) == (ControlState.FAIL, "agreement.lapsed")
    else:
        assert last.state is ControlState.NOT_APPLICABLE


def test_an_agreement_that_ran_out_shuts_the_rooms_of_its_deal_until_another_is_signed(desk):
    found = desk.signed()
    desk.at = found.until
    held = card.checks["2.1"](desk.at)
    assert (held.state, held.reason, held.deals) == (ControlState.FAIL, "agreement.lapsed", {DEAL})
    desk.signed(until=date(2031, 12, 1))
    assert card.checks["2.1"](desk.at).state is ControlState.PASS


def test_a_breach_shuts_the_rooms_of_its_deal_until_another_is_signed(desk):
    found = desk.signed()
    services.breach(agreement=Ref(found.ref), actor=desk.legal, at=desk.at)
    held = card.checks["2.2"](desk.at)
    assert (held.state, held.reason, held.deals) == (ControlState.FAIL, "agreement.broken", {DEAL})
    assert card.checks["2.1"](desk.at).state is ControlState.NOT_APPLICABLE
    desk.go(minutes=1)
    desk.signed()
    assert card.checks["2.2"](desk.at).state is ControlState.PASS


def test_sides_that_end_their_agreement_break_nothing(desk):
    found = desk.signed()
    services.revoke(agreement=Ref(found.ref), actor=desk.legal, at=desk.at)
    states = {card.checks[duty](desk.at).state for duty in ("2.1", "2.2", "2.3")}
    assert states == {ControlState.NOT_APPLICABLE}


def test_a_bad_agreement_of_one_deal_and_a_breach_in_another_are_both_told(desk):
    services.breach(agreement=Ref(desk.signed().ref), actor=desk.legal, at=desk.at)
    other = desk.signed(deal=OTHER_DEAL)
    authenticated.change(Agreement.objects.filter(ref=other.ref), clauses=[])
    assert card.checks["2.2"](desk.at).deals == {DEAL, OTHER_DEAL}


def test_compensation_is_not_asked_of_an_employee(desk):
    desk.signed(kind=Kind.EMPLOYEE, damages=0, persons=[desk.bert])
    assert card.checks["2.3"](desk.at).state is ControlState.PASS


def test_the_chapter_states_what_its_card_says(desk):
    desk.signed()
    assert queries.facts(asked(desk, desk.anna)).keys() == card.states
