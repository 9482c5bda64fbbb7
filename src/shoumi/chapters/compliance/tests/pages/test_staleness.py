"""An assessment becomes stale by itself: nobody presses anything, and its doors shut."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from shoumi.base import clock
from shoumi.base.attestations import controls, doors
from shoumi.base.deals import queries as deals
from shoumi.base.deals.services import NewSet, add_dataset
from shoumi.base.row_authentication import review
from shoumi.base.subjects import head_count
from shoumi.base.subjects.models import Kind, Subject
from shoumi.base.subjects.models import State as PersonState
from shoumi.base.subjects.services import mark_destroyed
from shoumi.base.subjects.set_aside_rows import set_aside
from shoumi.base.tests import authenticated
from shoumi.base.vault import keys
from shoumi.chapters.compliance import queries, rules
from shoumi.chapters.compliance.chapter import card
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Changed, Phase, Scope
from shoumi.chapters.compliance.tests.pages.test_assessments import do, page, ready
from shoumi.core.gate import Act, Fact, Question
from shoumi.core.handbook import DoorAct
from shoumi.core.instruments import Recipient
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def signed(house, scope="TRANSFER"):
    house.keep_many(20)
    one = ready(house, scope=scope)
    assert do(one, "assessment-approve", house.legal).status_code == 303
    one.refresh_from_db()
    house.at = clock.now()
    return one


def opens(house):
    asked = Question(house.dpo, Act.EXPORT, Ref("task-x"), Purpose.HANDOVER, house.deal, house.at)
    return Fact.PIPIA_UNTIL in queries.facts(asked)


def held(house):
    return card.checks["7.3"](house.at + timedelta(minutes=1))


def test_a_tenth_more_people_shut_the_doors_and_a_new_one_opens_them(house):
    one = signed(house)
    assert one.people == 20
    house.assessed = ()  # nobody assesses anew
    house.keep(person(100))
    assert opens(house)
    assert held(house).holds
    house.keep(person(101))
    assert not opens(house)
    found = held(house)
    assert (found.state, found.reason) == (ControlState.STALE, Changed.PEOPLE)
    assert found.deals == {house.deal}
    shut = doors.lapses([DoorAct.SEAL], deal=house.deal, at=house.at)
    assert "7.3" in {each.demand for lapses in shut.values() for each in lapses}
    assert {each.id: told.state for each, told in controls.survey(house.at)}["7.3"] == "STALE"

    told = page(one, house.dpo)
    assert "人数比签署时多了一成以上。重新评估。" in told
    assert "凭它开的门都关上了" in told
    listed = signed_in(house.dpo).get("/assessments?phase=STALE").content.decode()
    assert str(one) in listed
    assert str(one) not in signed_in(house.dpo).get("/assessments?phase=IN_FORCE").content.decode()

    assert do(one, "assessment-revise", house.dpo).status_code == 303
    anew = Assessment.objects.order_by("-number")[0]
    assert do(anew, "assessment-approve", house.legal).status_code == 303
    assert opens(house)
    assert held(house).holds


def test_people_that_leave_make_nothing_stale(house):
    signed(house)
    gone = Subject.objects.filter(pk__in=Subject.objects.exclude(kind=Kind.PARTY)[:5])
    keys.erase([Ref(one.ref) for one in gone])
    gone.update(state=PersonState.DESTROYED, destroyed_at=house.at)
    house.assessed = ()  # nobody assesses anew
    house.keep(person(100))
    assert held(house).holds


@pytest.mark.parametrize(
    "hide",
    [
        lambda new: new.update(deal="deal-elsewhere"),
        lambda new: new.update(kind=Kind.PARTY),
        lambda new: new.update(state=PersonState.SET_ASIDE),
        lambda new: new.update(state=PersonState.DESTROYED, destroyed_at=clock.now()),
        lambda new: new.delete(),
    ],
    ids=["moved", "a_party", "set_aside", "destroyed", "deleted"],
)
def test_new_people_who_are_hidden_from_outside_still_count(house, hide):
    """Known by the ledger, and by the keys of those who are said to be destroyed."""
    signed(house)
    house.assessed = ()  # nobody assesses anew
    new = house.keep(person(100), person(101))
    hide(Subject.objects.filter(ref__in=new))
    assert not opens(house)
    assert held(house).reason == Changed.PEOPLE
    assert head_count.missing() == 2


def test_rows_that_were_set_aside_and_destroyed_hide_nobody(house):
    signed(house)
    house.assessed = ()  # nobody assesses anew
    until = house.at.date()
    own = set_aside(
        deal=house.deal,
        dataset=house.dataset,
        rows=[{"name": "虚构"}] * 4,
        until=until,
        at=house.at,
    )
    keys.erase(own)
    mark_destroyed(own, house.at)
    new = house.keep(*(person(number) for number in (100, 101)))
    Subject.objects.filter(ref__in=new).delete()
    assert held(house).reason == Changed.PEOPLE


def test_another_recipient_makes_it_stale(house):
    signed(house)
    handler, buyer = parties(house)
    add_dataset(
        deal=house.deal,
        dataset=NewSet("D9", "客户", handler, buyer, Recipient.TARGET),
        actor=house[people.CONSULTANT],
        at=house.at,
    )
    assert held(house).reason == Changed.RECIPIENTS


def parties(house):
    return [Ref(one.ref) for one in deals.parties(house.deal)][:2]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_sensitive": True}, Changed.FIELDS),
        ({"purposes": frozenset({Purpose.HANDOVER, Purpose.KYC})}, Changed.FIELDS),
        ({"purposes": frozenset({Purpose.SERVICE})}, Changed.FIELDS),
        ({"retention_days": 9_999}, None),
        ({"zh": "别的名字"}, None),
    ],
)
def test_a_field_it_covers_that_changed_makes_it_stale(house, monkeypatch, change, reason):
    one = signed(house)
    fields = dict(queries.registry.field_register())
    covered = next(code for code, rule in fields.items() if Purpose.HANDOVER in rule.purposes)
    fields[covered] = replace(fields[covered], **change)
    monkeypatch.setattr(queries.registry, "field_register", lambda: fields)
    assert queries.changed(one) == reason
    assert queries.phase(one, house.at) is (Phase.STALE if reason else Phase.IN_FORCE)
    assert opens(house) is (reason is None)


def test_a_field_that_serves_something_else_leaves_it_alone(house):
    fields = dict(queries.registry.field_register())
    aside = next(
        code
        for code, rule in fields.items()
        if not rule.purposes & {Purpose.HANDOVER, Purpose.NOTICE}
    )
    changed = fields | {aside: replace(fields[aside], is_sensitive=not fields[aside].is_sensitive)}
    assert rules.covered(Scope.TRANSFER, fields) == rules.covered(Scope.TRANSFER, changed)


def test_one_signed_before_this_was_kept_goes_by_its_twelve_months_and_says_so(house):
    one = signed(house)
    authenticated.change(
        Assessment.objects.all(), fields_sha256="", recipients_sha256="", people=None
    )
    house.keep_many(20)
    assert held(house).holds
    one.refresh_from_db()
    assert "事实有变不会自己失效，请人工复核" in page(one, house.dpo)
    # The ledger says what it was signed about, so an emptied row is nobody's old row.
    [ours] = [each for each in card.guarded if each.table is Assessment]
    assert ours.agreed([one]) == [None]


def test_what_was_signed_about_cannot_be_edited(house):
    signed(house)
    Assessment.objects.update(people=10_000)
    [told] = [each for each in review.review() if each.table == Assessment._meta.db_table]
    assert not told.is_sound
