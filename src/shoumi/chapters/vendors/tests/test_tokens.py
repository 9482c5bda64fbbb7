"""Data reach a vendor by its token alone, and not a moment longer than nothing lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.correspondence.rules import Part
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.tests.memories import forget
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.events import Why
from shoumi.chapters.vendors.models import Impact, Review, Token, Vendor
from shoumi.chapters.vendors.rules import questions
from shoumi.chapters.vendors.rules.conditions import Lack
from shoumi.chapters.vendors.rules.impact import Risk
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import (
    agreements,
    impacts,
    incidents,
    register,
    reviews,
)
from shoumi.chapters.vendors.services.errors import (
    AgreementLacks,
    AlreadyAsked,
    AlreadyThere,
    AnswersMissing,
    ImpactTooHigh,
    LinkUnknown,
    NotASigner,
    NotEntrusted,
    NothingListed,
    NothingToApprove,
    NotInForce,
    NoToken,
    NotYetKnown,
    Over,
    ProofMissing,
    SamePerson,
    SignersMissing,
    TextMissing,
    UnknownField,
)
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.chapters.vendors.tests.vendor_house import PROOF, TERMS, TOLD, WRITTEN, YES
from shoumi.core.entrustment import Way
from shoumi.core.refs import Ref
from shoumi.core.risk import Impact as Bad
from shoumi.core.risk import Likelihood
from shoumi.core.terms import ControlState, Purpose

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
NO = Said(Value.NO, "没有")
BARE = Said(Value.YES, "有")


def refused(act, refusal=NoToken):
    with pytest.raises(refusal) as found:
        act()
    return found.value.facts


@pytest.mark.both
def test_each_step_is_asked_for_in_turn_until_a_token_stands(desk):
    vendor = Ref(desk.registered().ref)
    assert desk.lacks(vendor) == (Lack.IMPACT, Lack.ANSWERS, Lack.AGREEMENT)
    refused(lambda: desk.issued(vendor))
    desk.assessed(vendor)
    assert desk.lacks(vendor) == (Lack.ANSWERS, Lack.AGREEMENT)
    desk.answered(vendor)
    assert desk.lacks(vendor) == (Lack.JUDGED, Lack.AGREEMENT)
    review = Review.objects.get()
    reviews.judge(review=Ref(review.ref), actor=desk.officer, at=desk.at)
    assert desk.lacks(vendor) == (Lack.AGREEMENT,)
    desk.agreed(vendor)
    assert desk.lacks(vendor) == ()
    lacks_ = refused(desk.passes, NotEntrusted)
    assert (lacks_["way"], lacks_["fields"]) == (Way.TEXT_MESSAGES, (Part.MOBILE,))
    desk.issued(vendor)
    assert desk.passes().vendor.ref == vendor


def test_a_token_is_of_its_way_purpose_and_fields_alone(desk):
    desk.whole()
    for other in (
        lambda: desk.passes("mobile", "name"),
        lambda: desk.passes(way=Way.MAIL),
        lambda: desk.passes(purpose=Purpose.TAX),
    ):
        refused(other, NotEntrusted)


def test_one_flipped_answer_keeps_the_next_call_from_the_vendor(desk):
    vendor = desk.whole()
    desk.passes()
    desk.go(days=200)
    desk.answered(vendor, purpose=NO)
    desk.passes()  # what nobody judged does not count yet
    newest = Review.objects.order_by("-id").first()
    reviews.judge(review=Ref(newest.ref), actor=desk.officer, at=desk.at)
    assert refused(desk.passes)["lack"] is Lack.SCORE


def test_answers_without_evidence_are_not_enough_and_decay(desk):
    vendor = Ref(desk.registered().ref)
    desk.assessed(vendor)
    bare = {one.code: BARE for one in questions.current().questions}
    assert desk.judged(vendor, **bare).points == 50
    desk.agreed(vendor)
    assert desk.lacks(vendor) == (Lack.SCORE,)


def test_evidence_that_runs_out_shuts_the_day_after(desk):
    vendor = Ref(desk.registered().ref)
    desk.assessed(vendor)
    last = date(2026, 12, 31)
    shown = {one.code: replace(YES, until=last) for one in questions.current().questions}
    found = desk.judged(vendor, **shown)
    assert found.enough_until == last
    desk.agreed(vendor)
    desk.issued(vendor)
    desk.at = desk.at.replace(year=2026, month=12, day=31, hour=15, minute=59)
    desk.passes()
    desk.go(minutes=1)  # midnight in Shanghai
    assert refused(desk.passes)["lack"] is Lack.SCORE


@pytest.mark.parametrize(("is_high_risk", "days"), [(False, 365), (True, 184)])
def test_a_review_that_is_overdue_shuts_at_midnight_in_shanghai(desk, is_high_risk, days):
    vendor = desk.whole(is_high_risk=is_high_risk)
    desk.assessed(vendor)
    due = Review.objects.get().next_due
    assert (due - desk.at.date()).days == days
    desk.at = desk.at.replace(year=due.year, month=due.month, day=due.day, hour=15, minute=59)
    lacking = desk.lacks(vendor)
    assert Lack.REVIEW not in lacking
    desk.go(minutes=1)
    assert Lack.REVIEW in desk.lacks(vendor)
    refused(desk.passes)


def test_an_incident_takes_the_token_and_proof_and_another_review_let_one_be_issued(desk):
    vendor = desk.whole()
    desk.go(days=1)
    made = incidents.record(vendor=vendor, known_at=desk.at, actor=desk.security, at=desk.at)
    assert Token.objects.get().why == Why.INCIDENT
    refused(desk.passes, NotEntrusted)
    refused(lambda: desk.issued(vendor))
    assert Lack.INCIDENT in desk.lacks(vendor)
    incident = {"incident": Ref(made.ref), "actor": desk.officer, "at": desk.at}
    refused(lambda: incidents.settle(**incident, proof=b""), ProofMissing)
    incidents.settle(**incident, proof=PROOF)
    assert desk.lacks(vendor) == (Lack.ANSWERS,)
    desk.judged(vendor)
    desk.issued(vendor)
    desk.passes()


def test_more_fields_ask_for_assessment_agreement_and_token_anew(desk):
    vendor = desk.whole()
    more = replace(TOLD, fields=("mobile", "name"))
    register.change(vendor=vendor, told=more, actor=desk.buyer, at=desk.at)
    assert desk.lacks(vendor) == (Lack.IMPACT, Lack.AGREEMENT)
    refused(desk.passes)
    desk.assessed(vendor)
    desk.agreed(vendor, fields=("mobile", "name"))
    desk.passes()
    refused(lambda: desk.passes("name"), NotEntrusted)
    desk.issued(vendor)
    desk.passes("name", "mobile")


def test_an_agreement_that_ends_takes_the_token_and_returning_ends_the_vendor(desk):
    vendor = desk.whole()
    agreement = {"agreement": Ref(queries.papers(vendor).agreements[0].ref), "at": desk.at}
    agreements.end(**agreement, actor=desk.legal)
    refused(desk.passes, NotEntrusted)
    assert desk.lacks(vendor) == (Lack.AGREEMENT, Lack.RETURN)
    refused(lambda: agreements.end(**agreement, actor=desk.legal), NotInForce)
    ending = {"vendor": vendor, "actor": desk.officer, "at": desk.at}
    refused(lambda: incidents.returned(**ending, proof=b""), ProofMissing)
    incidents.returned(**ending, proof=PROOF)
    assert desk.lacks(vendor) == (Lack.OVER,)
    refused(lambda: desk.assessed(vendor), Over)
    assert desk.registered().number == 2, "the same company may come again"


def test_a_vendor_is_registered_once_with_all_that_it_may_get(desk):
    desk.registered()
    refused(desk.registered, AlreadyThere)
    for part in ("ways", "purposes", "fields"):
        empty = {part: (), "code": "91990000MA0000001B"}
        refused(lambda empty=empty: desk.registered(**empty), NothingListed)
    refused(lambda: desk.registered(fields=("nobody",)), UnknownField)
    refused(lambda: desk.registered(place=" "), TextMissing)
    told = {"told": TOLD, "actor": desk.other, "at": desk.at}
    refused(lambda: register.register(**told), NotPermitted)
    assert Vendor.objects.count() == 1


def test_who_wrote_an_assessment_does_not_approve_it_and_a_high_risk_is_refused(desk):
    vendor = Ref(desk.registered().ref)
    paper = {"vendor": vendor, "paper": lambda _: PROOF, "at": desk.at}
    refused(lambda: impacts.approve(**paper, actor=desk.legal), NothingToApprove)
    given = {"vendor": vendor, "actor": desk.officer, "at": desk.at}
    impacts.write(**given, written=WRITTEN)
    refused(lambda: impacts.approve(**paper, actor=desk.officer), SamePerson)
    grave = Risk("泄露", Bad.SEVERE, Likelihood.HIGH, "加密", Bad.SEVERE, Likelihood.MEDIUM)
    impacts.write(**given, written=replace(WRITTEN, risks=[grave]))
    refused(lambda: impacts.approve(**paper, actor=desk.legal), ImpactTooHigh)
    refused(lambda: impacts.write(**given, written=replace(WRITTEN, risks=[])), TextMissing)


def test_an_assessment_lasts_a_year(desk):
    vendor = desk.whole()
    until = Impact.objects.get().until
    assert until == date(2027, 8, 26)
    desk.at = desk.at.replace(year=2027) + timedelta(days=1)
    assert Lack.IMPACT in desk.lacks(vendor)


def test_a_link_is_spent_when_answers_are_handed_in_and_several_may_fill_it_in(desk):
    vendor = Ref(desk.registered().ref)
    _, token = reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.at)
    refused(lambda: reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.at), AlreadyAsked)
    known = [one.code for one in questions.current().questions]
    half = dict.fromkeys(known[:5], YES)
    reviews.answer(token=token, said=half, is_last=False, at=desk.at)
    rest = dict.fromkeys(known[5:], YES)
    last = {"token": token, "is_last": True, "at": desk.at}
    assert refused(lambda: reviews.answer(**last, said={}), AnswersMissing) == {
        "count": len(known) - 5
    }
    found = reviews.answer(**last, said=rest)
    assert set(found.answers) == set(known)
    refused(lambda: reviews.answer(**last, said=rest), LinkUnknown)
    refused(lambda: reviews.by_link("nobody's", desk.at), LinkUnknown)


def test_a_review_begins_with_what_was_answered_last_time(desk):
    vendor = desk.whole()
    desk.go(days=100)
    again, token = reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.at)
    assert again.answers == Review.objects.order_by("id").first().answers
    handed = reviews.answer(token=token, said={"officer": NO}, is_last=True, at=desk.at)
    assert handed.answers["officer"]["value"] == "no"
    assert handed.answers["rules"]["value"] == "yes"


def test_an_agreement_needs_all_that_the_law_asks_for_and_both_to_sign(desk):
    vendor = Ref(desk.registered().ref)
    refused(lambda: desk.drafted(vendor, clauses=frozenset()), AgreementLacks)
    desk.names = {desk.head: "郑样板"}
    refused(lambda: desk.drafted(vendor), SignersMissing)
    desk.names = {desk.head: "郑样板", desk.outside: "许虚设"}
    found = desk.drafted(vendor)
    sign = {"agreement": Ref(found.ref), "name": "冯虚拟", "at": desk.at}
    refused(lambda: agreements.sign(**sign, person=desk.other), NotASigner)
    assert TERMS.until == date(2027, 8, 26)


def test_a_row_that_was_changed_from_outside_gets_nothing(desk):
    desk.whole()
    Review.objects.update(points=99, enough_until=date(2030, 1, 1))
    forget()
    refused(desk.passes, NotAuthentic)
    for check in queries.CHECKS.values():
        assert check(desk.at).state is ControlState.FAIL


def test_nobody_knew_of_an_incident_before_it_was(desk):
    vendor = desk.whole()
    late = desk.at + timedelta(minutes=1)
    told = {"vendor": vendor, "known_at": late, "actor": desk.security}
    refused(lambda: incidents.record(**told, at=desk.at), NotYetKnown)
    assert desk.passes("mobile")
    incidents.record(**told, at=late)
    refused(desk.passes, NotEntrusted)
