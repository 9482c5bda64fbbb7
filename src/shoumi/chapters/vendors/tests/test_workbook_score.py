"""What a workbook's answers are worth is what is reckoned by hand from what was entered."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest

from shoumi.chapters.vendors.documents import questionnaire_workbook
from shoumi.chapters.vendors.models import Review
from shoumi.chapters.vendors.rules import questions, workbook
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import returned_workbook, reviews
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.chapters.vendors.tests.vendor_house import PROOF
from shoumi.chapters.vendors.tests.workbooks import FIRST, SAVED_BY, filled
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.tests import portion

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
ASKED = questions.current().questions
WORTH = {Value.YES: Fraction(1), Value.PARTLY: Fraction(1, 2), Value.NO: Fraction(0)}
# Every other question has a paper, so that its last day counts.
SHOWN = {one.code for one in ASKED[::2]}


def drawn(number, today):
    """For each question an answer, and a last day of its evidence or none."""
    chance = random.Random(number)
    values, days = list(Value), [-1, 0, 1, 200, 400]
    return {
        one.code: (
            chance.choice(values),
            today + timedelta(days=chance.choice(days)) if chance.random() < 0.7 else None,
        )
        for one in ASKED
    }


def by_hand(vector, kept, today, later):
    """``kept`` the last days that stood before; one that was not entered stays."""
    total = points = Fraction(0)
    failed = []
    for one in ASKED:
        value, until = vector[one.code]
        if one.is_must and value in (Value.NO, Value.NOT_APPLICABLE):
            failed.append(one.code)
        if value is Value.NOT_APPLICABLE:
            continue
        total += one.weight
        last = (until or kept[one.code]) if one.code in SHOWN else None
        counts = 1 if last and today <= last else Fraction(max(365 - later, 0), 365) / 2
        points += one.weight * WORTH[value] * counts
    return int(points * 100 / total) if total else 0, tuple(failed)


def enter(vector):
    def change(sheet):
        for line, one in enumerate(ASKED, FIRST):
            value, until = vector[one.code]
            sheet[f"D{line}"], sheet[f"F{line}"] = workbook.CHOICES[value], until

    return change


def test_a_score_after_a_workbook_is_what_is_reckoned_by_hand(desk):
    vendor = Ref(desk.registered().ref)
    review, token = reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.at)
    start = date(2028, 1, 1)
    first = {code: Said(Value.YES, "", PROOF, start) for code in SHOWN}
    reviews.answer(token=token, said=first, is_last=False, at=desk.at)
    content = questionnaire_workbook.made(review, None)
    kept = dict.fromkeys(SHOWN, start)
    for number in portion.drawn(range(200), what="scores of workbooks"):
        later = number * 2
        today = day_in_china(desk.at) + timedelta(days=later)
        vector = drawn(number, today)
        back = SAVED_BY[number % len(SAVED_BY)](filled(content, enter(vector)))
        said = returned_workbook.said(review, back)
        found = reviews.answer(token=token, said=said, is_last=False, at=desk.at)
        score = reviews.score_of(found, today)
        assert (score.points, score.failed) == by_hand(vector, kept, today, later), number
        assert score.missing == ()
        kept |= {code: vector[code][1] for code in SHOWN if vector[code][1]}


def test_a_day_without_a_paper_waits_for_the_paper_and_shows_nothing(desk):
    vendor = Ref(desk.registered().ref)
    review, token = reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.at)
    one, day = ASKED[0].code, date(2028, 1, 1)
    vector = {asked.code: (Value.YES, day) for asked in ASKED}
    content = filled(questionnaire_workbook.made(review, None), enter(vector))
    said = returned_workbook.said(review, content)
    found = reviews.answer(token=token, said=said, is_last=False, at=desk.at)
    assert not found.evidence
    assert found.answered_at is None, "an upload hands nothing in"
    assert returned_workbook.said(found, questionnaire_workbook.made(found, None)) == said
    found = reviews.answer(
        token=token, said={one: Said(Value.YES, "", PROOF, day)}, is_last=True, at=desk.at
    )
    assert found.evidence[one]["until"] == day.isoformat()
    reviews.judge(review=Ref(found.ref), actor=desk.security, at=desk.go(days=1))
    again, _ = reviews.ask(vendor=vendor, actor=desk.buyer, at=desk.go(days=300))
    assert all("until" not in given for given in again.answers.values())
    assert Review.objects.count() == 2
