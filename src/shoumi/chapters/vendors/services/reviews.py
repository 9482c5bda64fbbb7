"""The questionnaire of a vendor: sent, answered by its people through a link, judged by the house.

At a review the vendor sees what it answered last time and says what is different; what it does not
touch stands again, its evidence as long as it counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store, upload_rules
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.base.signin import tokens
from shoumi.base.signin.tokens import Use
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.rules import conditions, questions
from shoumi.chapters.vendors.rules.score import Answer, Scored, Value, enough_until, scored
from shoumi.chapters.vendors.services import register
from shoumi.chapters.vendors.services.digests import digest
from shoumi.chapters.vendors.services.errors import (
    AlreadyAnswered,
    AlreadyAsked,
    AnswersMissing,
    LinkUnknown,
    NotAnswered,
)
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event
from shoumi.core.ledger.leaf import Value as FactValue
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

SENDERS = (Role.PRO, Role.DPO)
JUDGES = (Role.DPO, Role.SEC, Role.LEG)
# A vendor has so long to answer.
TO_ANSWER = timedelta(days=30)
_DUTIES = ("5.1", "5.3")


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as a vendor gives it.

    ``until``  the last day on which ``paper`` counts, or the paper that lies there; where there is
               none yet it is kept for the one that comes
    """

    value: Value
    words: str = ""
    paper: bytes | None = None
    until: date | None = None


@transaction.atomic
def ask(*, vendor: Ref, actor: Ref, at: datetime) -> tuple[Review, str]:
    """Send the questionnaire; the review, and the token of the link by which it is answered, which
    is kept nowhere.

    Raises:
        NotPermitted: the actor is neither procurement nor the protection officer.
        NoSuchVendor, Over, NotAuthentic
        AlreadyAsked: one waits to be answered or judged.
    """
    accounts.require(actor, at, *SENDERS)
    register.held(vendor)
    before = list(Review.objects.filter(vendor=vendor).order_by("id"))
    verification.require(before)
    if any(one.judged_at is None for one in before):
        raise AlreadyAsked(vendor=vendor)
    token = tokens.make()
    last = before[-1] if before else None
    made = Review(
        ref=Ref.new("vendorreview"),
        vendor=vendor,
        version=questions.current().version,
        digest=tokens.digest(token, Use.VENDOR),
        answers=_carried(last.answers) if last else {},
        evidence=_lasting(last, day_in_china(at)) if last else {},
        asked_at=at,
        due=day_in_china(at + TO_ANSWER),
    )
    facts: dict[str, FactValue] = {"vendor": vendor, "due": made.due}
    event = Event(Tag.ASKED, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made, token


def _carried(answers: Mapping[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    known = questions.current().by_code
    return {
        code: {"value": told["value"], "words": told["words"]}
        for code, told in answers.items()
        if code in known
    }


def _lasting(last: Review, today: date) -> dict[str, dict[str, str]]:
    known = questions.current().by_code
    return {
        code: told
        for code, told in last.evidence.items()
        if code in known and date.fromisoformat(told["until"]) >= today
    }


def by_link(token: str, at: datetime) -> Review:
    """The review that a link is for.

    Raises:
        LinkUnknown
    """
    found = (
        Review.objects.filter(digest=tokens.digest(token, Use.VENDOR)).exclude(digest="").first()
    )
    if found is None or found.answered_at is not None or day_in_china(at) > found.due:
        raise LinkUnknown
    return found


def answer(
    *,
    token: str,
    said: Mapping[str, Said],
    is_last: bool,
    form: Ref | None = None,
    at: datetime,
) -> Review:
    """What somebody at the vendor fills in; several may, one after the other, by the same link.

    ``is_last``  nothing is missing any more, and the house may judge
    ``form``     of the house's own, in which it came

    Raises:
        LinkUnknown, PaperTooLarge, NotAPaper, NotAuthentic
        AlreadyAnswered: somebody handed it in meanwhile.
        AnswersMissing: a question has none.
    """
    review = by_link(token, at)
    for one in said.values():
        if one.paper is not None:
            upload_rules.must_fit(one.paper)
    with transaction.atomic():
        found = Review.objects.select_for_update().get(ref=review.ref)
        if found.answered_at is not None:
            raise AlreadyAnswered
        verification.require([found])
        known = questions.current().by_code
        for code, one in said.items():
            if code not in known:
                continue
            found.answers[code] = {"value": one.value.value, "words": one.words.strip()}
            if one.until is None:
                continue
            until = one.until.isoformat()
            if one.paper is not None:
                kept = store.put(one.paper, kind="evidence", deal=None, actor=SYSTEM, at=at)
                found.evidence[code] = {"paper": kept.ref, "until": until}
            elif code in found.evidence:
                found.evidence[code]["until"] = until
            else:
                found.answers[code]["until"] = until
        if is_last:
            if left := len(known.keys() - found.answers.keys()):
                raise AnswersMissing(count=left)
            found.answered_at, found.digest = at, ""
        facts: dict[str, FactValue] = {
            "vendor": Ref(found.vendor),
            "answers": digest([found.answers, found.evidence]),
            "evidence": len(found.evidence),
            "complete": is_last,
            **({"form": form} if form is not None else {}),
        }
        event = Event(Tag.ANSWERED, SYSTEM, Ref(found.ref), at, facts, _DUTIES)
        codes.put(found, writer.record(event).position)
        found.save()
    return found


@transaction.atomic
def judge(*, review: Ref, actor: Ref, at: datetime) -> Review:
    """Take the answers as they are; from now on they count, and the next review has its day.

    Raises:
        NotPermitted: the actor is none of protection officer, security, legal.
        NoSuchReview, NoSuchVendor, Over, NotAuthentic
        NotAnswered: the vendor has not handed it in, or it was judged.
    """
    accounts.require(actor, at, *JUDGES)
    found = Review.objects.select_for_update().filter(ref=review).first()
    if found is None:
        raise queries.NoSuchReview(review=review)
    if found.answered_at is None or found.judged_at is not None:
        raise NotAnswered(review=review)
    verification.require([found])
    vendor = register.held(Ref(found.vendor))
    today = day_in_china(at)
    due = conditions.review_due(today, is_high_risk=vendor.is_high_risk)
    told = answers_of(found)
    answered_on = day_in_china(found.answered_at)
    now = scored(questions.current(), told, answered_on=answered_on, due_on=due, today=today)
    found.judged_at, found.judged_by, found.points, found.next_due = at, actor, now.points, due
    found.enough_until = enough_until(
        questions.current(), told, answered_on=answered_on, due_on=due
    )
    facts: dict[str, FactValue] = {
        "vendor": Ref(found.vendor),
        "points": now.points,
        "due": due,
        "enough": now.is_enough,
    }
    event = Event(Tag.JUDGED, actor, review, at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


def answers_of(found: Review) -> dict[str, Answer]:
    """As ``rules.score`` takes them."""
    shown = {code: date.fromisoformat(told["until"]) for code, told in found.evidence.items()}
    return {
        code: Answer(Value(told["value"]), shown.get(code)) for code, told in found.answers.items()
    }


def score_of(found: Review, today: date) -> Scored:
    """What it is worth today."""
    answered = found.answered_at or found.asked_at
    due = found.next_due or day_in_china(answered + timedelta(days=365))
    on = day_in_china(answered)
    return scored(questions.current(), answers_of(found), answered_on=on, due_on=due, today=today)
