"""Once certificates are asked for, whoever has none is kept away alone, in the same minute."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from shoumi.base.attestations import controls, staff_qualification
from shoumi.base.attestations.services import Enforced, attest
from shoumi.base.attestations.staff_qualification import NotQualified
from shoumi.base.attestations.tests.statements import given
from shoumi.base.gate import decisions
from shoumi.base.messages import refusals
from shoumi.base.rooms import page_views
from shoumi.base.rooms.models import Paper
from shoumi.base.subjects import customer_lists
from shoumi.chapters.learning.models import Certificate
from shoumi.core.gate import Fact
from shoumi.core.gate.policy import Code
from shoumi.core.terms import ControlState
from shoumi.doors.demo import cast
from shoumi.doors.tests import trained
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import put

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
DEMANDS = ("4.1", "14.1", "14.2", "14.3", "19.1", "19.2", "19.3")


@pytest.fixture
def taught(house):
    """It begins in ten days; the protection officer and the consultant are certified."""
    course = trained.teach(
        house[cast.PERSONNEL], house.legal, house.at + timedelta(days=10), house.at
    )
    people = [house.dpo, house[cast.CONSULTANT]]
    trained.certify(course, people, house.legal, house[cast.PERSONNEL], house.at)
    return course


def codes(house, subject, actor):
    asked = house.asked(house.task(actors=[actor], days=6), subject, actor=actor)
    return {reason.code for reason in decisions.ask(asked).reasons}


def both(house, subject):
    """What keeps the protection officer, who learned, and customer service, who did not."""
    return [
        Code.UNTRAINED in codes(house, subject, actor) for actor in (house.dpo, house[cast.SERVICE])
    ]


def test_until_the_first_course_begins_what_is_stated_counts(house, found, taught):
    assert both(house, found[0]) == [False, False]
    for demand in DEMANDS:
        assert controls.checked(demand, house.at).state is ControlState.NOT_BUILT


def test_from_that_moment_on_who_has_no_certificate_is_kept_away_alone(house, found, taught):
    house.go(days=10)
    assert both(house, found[0]) == [False, True]


def test_who_has_no_certificate_lists_nobody_and_takes_no_list_away(house, found, taught):
    asked = {"deal": house.deal, "at": house.at}
    assert customer_lists.listed(actor=house[cast.SERVICE], **asked).exists()
    house.go(days=10)
    asked = {"deal": house.deal, "at": house.at}
    assert customer_lists.listed(actor=house.dpo, **asked).exists()
    for list_ in (
        customer_lists.listed,
        partial(customer_lists.listed, is_file=True),
        customer_lists.require_listable,
    ):
        with pytest.raises(NotQualified):
            list_(actor=house[cast.SERVICE], **asked)


def test_who_has_no_certificate_looks_at_no_page_of_a_room_that_gets_ready(house, taught):
    """No gate is asked there: nobody goes in yet."""
    house.agree()
    house.assess()
    house.reach(ROWS.level)
    paper = put(house, house.prepared(ROWS))
    house.go(days=10)
    paper = Paper.objects.select_related("room").get(pk=paper.pk)
    look = partial(page_views.check, paper=paper, page=1, at=house.at)
    look(actor=house[cast.CONSULTANT])
    with pytest.raises(NotQualified):
        look(actor=house.legal)


def test_what_is_lacking_is_named_where_a_refusal_is_told_later():
    """A job keeps it as text."""
    told = refusals.tell(NotQualified(lack="learning.unread"), "zh")
    assert "有意识教育内容逾期未读" in told.what


def test_the_last_certificate_opens_it_in_the_same_minute(house, found, taught):
    house.go(days=10)
    clerk = house[cast.SERVICE]
    trained.certify(taught, [clerk], house.legal, house[cast.PERSONNEL], house.at)
    assert both(house, found[0]) == [False, False]


def test_a_certificate_ends_by_the_clock_alone(house, found, taught):
    until = Certificate.objects.get(person=house.dpo).until
    task = house.task()
    asked = house.asked(task, found[0], at=until - timedelta(microseconds=1))
    assert Code.UNTRAINED not in {one.code for one in decisions.ask(asked).reasons}
    later = house.asked(task, found[0], at=until)
    assert Code.UNTRAINED in {one.code for one in decisions.ask(later).reasons}


def test_what_is_remembered_of_a_question_turns_at_the_same_moment(house, taught):
    """Facts for many are taken from memory while the ledger has as many acts."""
    begins = house.at + timedelta(days=10)
    clerk = house[cast.SERVICE]
    asked = house.asked(house.task(actors=[clerk]), actor=clerk)
    before = replace(asked, at=begins - timedelta(microseconds=1))
    assert decisions.facts_for_many(before)[Fact.TRAINED_UNTIL] is not None
    assert decisions.facts_for_many(replace(asked, at=begins))[Fact.TRAINED_UNTIL] is None


def test_acts_that_ask_no_gate_for_their_actor_ask_it_too(house, taught):
    clerk = house[cast.SERVICE]
    staff_qualification.require(clerk, house.at)
    house.go(days=10)
    with pytest.raises(NotQualified) as refused:
        staff_qualification.require(clerk, house.at)
    assert refused.value.facts == {"lack": "learning.no_certificate"}
    staff_qualification.require(house.dpo, house.at)


def test_a_side_of_a_deal_is_bound_by_its_agreement_and_takes_no_course(house, taught):
    house.go(days=10)
    staff_qualification.require(house.buyer, house.at)


def test_from_then_on_nobody_states_it(house, taught):
    personnel = house[cast.PERSONNEL]
    said = given("19.3", until=house.at + timedelta(days=30), persons=[house[cast.SERVICE]])
    attest(duty="19.3", said=said, actor=personnel, at=house.at)
    house.go(days=10)
    with pytest.raises(Enforced):
        attest(duty="19.3", said=said, actor=personnel, at=house.at)


def test_a_certificate_that_was_edited_opens_nothing(house, found, taught):
    house.go(days=10)
    Certificate.objects.filter(person=house.dpo).update(person=house[cast.SERVICE])
    assert both(house, found[0]) == [True, True]


def test_the_demands_hold_whole_once_everything_is_there(house, taught):
    house.go(days=10)
    for demand in DEMANDS:
        held = controls.checked(demand, house.at)
        assert (held.state, held.reason) == (ControlState.PASS, ""), demand
