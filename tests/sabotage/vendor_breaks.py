"""Promises about vendors: what one gets is assessed, agreed and reviewed; no incident is open.

It is whichever vendor has a token in the home; how its people answer is by its own page.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from tests.sabotage.break_case import cast
from tests.sabotage.place import Place, Refusal

_SUB = "虚构云机房"
_RISK = {
    "what_1": "号码发错人",
    "impact_1": "中",
    "likely_1": "中",
    "measure_1": "逐条核对回执码",
    "after_1": "中",
    "likely_after_1": "低",
}


def _vendor() -> Any:
    """The one that has, or had last, a token."""
    from shoumi.chapters.vendors.models import Token, Vendor

    return Vendor.objects.get(ref=Token.objects.order_by("-id")[0].vendor)


def _page() -> str:
    return f"/vendors/{_vendor().ref}"


def is_there() -> bool:
    from shoumi.chapters.vendors.models import Token

    return Token.objects.exists()


# -- 5.1: more than was assessed; a score that ran out ------------------------------------------


def another_purpose(place: Place) -> None:
    """Procurement adds what nobody has assessed."""
    from shoumi.chapters.vendors.rules import Service
    from shoumi.chapters.vendors.services import register
    from shoumi.chapters.vendors.services.register import Told
    from shoumi.core.entrustment import Way
    from shoumi.core.refs import Ref
    from shoumi.core.terms import Purpose

    one = _vendor()
    told = Told(
        name=one.name,
        code=one.code,
        service=Service(one.service),
        place=one.place,
        mail="",
        ways=[Way(way) for way in one.ways],
        purposes=[*(Purpose(why) for why in one.purposes), Purpose.INVENTORY],
        fields=one.fields,
        is_high_risk=one.is_high_risk,
    )
    buyer = place[cast().PURCHASING]
    register.change(vendor=Ref(one.ref), told=told, actor=buyer, at=place.at)


def assess_again(place: Place) -> None:
    from shoumi.chapters.vendors.rules.impact import Passage

    people = cast()
    passages = {one.value: f"写明：{one.value}" for one in Passage}
    place.page(people.DPO, f"{_page()}/do/vendor-assess", **passages, **_RISK)
    place.page(people.LEGAL, f"{_page()}/do/vendor-approve")


def score_ran_out(place: Place) -> None:
    _of_last_review(enough_until=_yesterday(place))
    place.a_minute_later()


# -- 5.2: nobody agreed to a sub-processor; the agreement is ended ---------------------------------


def another_sub(place: Place) -> None:
    """Procurement lists a sub-processor that nobody has agreed to."""
    from shoumi.chapters.vendors.services import register
    from shoumi.core.refs import Ref

    subs = [{"name": _SUB, "does": "存储", "place": "虚构市"}]
    buyer = place[cast().PURCHASING]
    register.list_subs(vendor=Ref(_vendor().ref), subs=subs, actor=buyer, at=place.at)


def agree_to_sub(place: Place) -> None:
    """By somebody else, and reviewed anew: the answers of before say nothing of it."""
    place.page(cast().DPO, f"{_page()}/do/vendor-agree", names=[_SUB])
    review_again(place)


def agreement_ended(place: Place) -> None:
    from shoumi.chapters.vendors.services import agreements
    from shoumi.core.refs import Ref

    legal = place[cast().LEGAL]
    agreements.end(agreement=Ref(_signed().ref), actor=legal, at=place.at)


def sign_again(place: Place) -> None:
    """Drawn up by legal, signed by the same two, and another token for each way."""
    from shoumi.chapters.vendors.models import ProcessingAgreement
    from shoumi.chapters.vendors.rules.agreement import MANDATORY

    last = ProcessingAgreement.objects.filter(vendor=_vendor().ref).order_by("-id")[0]
    place.page(
        cast().LEGAL,
        f"{_page()}/do/vendor-draft",
        persons=last.persons,
        purpose=last.terms["purpose"],
        method=last.terms["method"],
        protection=last.terms["protection"],
        until=f"{place.at + timedelta(days=360):%Y-%m-%d}",
        help_days=3,
        notice_hours=2,
        clauses=sorted(MANDATORY),
    )
    new = ProcessingAgreement.objects.order_by("-id")[0]
    for person in new.persons:
        _signs(person, f"/processing/{new.ref}/do/processing-sign")
    issue_again(place)


def _signs(person: str, address: str) -> None:
    """At an own browser: who signs for the vendor has no part in the story."""
    from shoumi.core.refs import Ref
    from shoumi.doors.tests.visitors import signed_in

    answer = signed_in(Ref(person)).act(address, is_sure="on")
    if answer.status_code >= 400:
        raise Refusal(answer.content.decode())


def issue_again(place: Place) -> None:
    for way in _vendor().ways:
        place.page(cast().DPO, f"{_page()}/do/vendor-token", way=way)


# -- 5.3: a review is overdue; something went wrong there -----------------------------------------


def review_overdue(place: Place) -> None:
    _of_last_review(next_due=_yesterday(place))
    place.a_minute_later()


def review_again(place: Place) -> None:
    """Asked by procurement, answered by the vendor's own page, judged by security."""
    from shoumi.chapters.vendors.rules import questions

    people = cast()
    shown = place.page(people.PURCHASING, f"{_page()}/do/vendor-ask")
    found = re.search(r"/vendor#([\w-]+)", shown)
    if found is None:
        raise Refusal(f"no link to answer by: {shown}")
    given: dict[str, Any] = {"token": found[1], "hand_in": "1"}
    until = f"{place.at + timedelta(days=900):%Y-%m-%d}"
    for one in questions.current().questions:
        given |= {f"value_{one.code}": "yes", f"words_{one.code}": "有", f"until_{one.code}": until}
        given[f"paper_{one.code}"] = _evidence()
    _hands_in(given)
    place.page(people.SECURITY, f"{_page()}/do/vendor-judge")


def _hands_in(given: dict[str, Any]) -> None:
    """Without an account."""
    from django.test import Client

    host = "localhost"
    answer = Client(HTTP_HOST=host).post("/vendor/answers", given, secure=True)
    if answer.status_code >= 400:
        raise Refusal(answer.content.decode())


def _evidence() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("evidence.pdf", b"%PDF-1.7\n% made up\n")


def incident(place: Place) -> None:
    """It sent names to a wrong address; the token is over at once."""
    from shoumi.chapters.vendors.services import incidents
    from shoumi.core.refs import Ref

    told = {"known_at": place.at - timedelta(hours=1), "actor": place[cast().SECURITY]}
    incidents.record(vendor=Ref(_vendor().ref), at=place.at, **told)
    place.a_minute_later()


def settle(place: Place) -> None:
    """Recalled with proof, reviewed anew, and another token for each way."""
    from shoumi.chapters.vendors.models import Incident

    found = Incident.objects.order_by("-id")[0].ref
    address = f"/vendor-incidents/{found}/do/vendor-incident-settle"
    place.page(cast().DPO, address, proof=_evidence())
    review_again(place)
    issue_again(place)


# ----------------------------------------------------------------------------------------------


def _signed() -> Any:
    from shoumi.chapters.vendors.models import ProcessingAgreement

    return ProcessingAgreement.objects.filter(vendor=_vendor().ref, stage="SIGNED")[0]


def _of_last_review(**columns: object) -> None:
    """With the house's own code: as time alone would leave it, and nothing else has aged."""
    from shoumi.base.tests import authenticated
    from shoumi.chapters.vendors.models import Review

    last = Review.objects.filter(vendor=_vendor().ref).order_by("-id")[0]
    assert authenticated.change(Review.objects.filter(pk=last.pk), **columns)


def _yesterday(place: Place) -> Any:
    from shoumi.core.calendar import day_in_china

    return day_in_china(place.at) - timedelta(days=1)
