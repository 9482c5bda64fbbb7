"""The question bank: one adds, another checks, weak ones are withdrawn by what answers tell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Question
from shoumi.chapters.learning.queries import NoSuchQuestion
from shoumi.chapters.learning.rules import Topic, Withdrawal, gift, item_statistics, moodle_xml
from shoumi.chapters.learning.rules.gift import LEAST_OPTIONS, MOST_OPTIONS, GiftUnreadable
from shoumi.chapters.learning.rules.moodle_xml import MoodleUnreadable
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.services.courses import KEEPERS, PUBLISHERS
from shoumi.chapters.learning.services.errors import (
    AlreadyChecked,
    AlreadyWithdrawn,
    NoGift,
    NoMoodle,
    OwnDraft,
    QuestionUnfit,
)
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

DUTIES = ("14.3",)
CHECKERS: tuple[Role, ...] = PUBLISHERS


def add(*, questions: Sequence[gift.Question], actor: Ref, at: datetime) -> list[Question]:
    """They are asked once another person checked them.

    Raises:
        NotPermitted, QuestionUnfit
    """
    accounts.require(actor, at, *KEEPERS)
    if not questions:
        raise QuestionUnfit
    for one in questions:
        _require(one)
    batch = Ref.new("qbatch")
    with transaction.atomic():
        return [_added(one, batch, actor, at) for one in questions]


def _require(one: gift.Question) -> None:
    is_sound = (
        LEAST_OPTIONS <= len(one.options) <= MOST_OPTIONS
        and 0 < len(one.right) < len(one.options)
        and all(0 <= place < len(one.options) for place in one.right)
        and all(zh.strip() for zh, _ in (one.stem, *one.options))
        and len(set(one.options)) == len(one.options)
        and one.basis.strip()
    )
    if not is_sound:
        raise QuestionUnfit


def _added(one: gift.Question, batch: Ref, actor: Ref, at: datetime) -> Question:
    made = Question(
        ref=Ref.new("question"),
        batch=batch,
        topic=one.topic,
        stem_zh=one.stem[0].strip(),
        stem_en=one.stem[1].strip(),
        options=[list(words) for words in one.options],
        right=sorted(one.right),
        basis=one.basis.strip(),
        added_by=actor,
        added_at=at,
    )
    return rows.keep(made, Tag.ADDED, _facts(made), DUTIES, actor, at)


def _facts(row: Question) -> dict[str, Value]:
    return {"topic": Topic(row.topic)}


def add_gift(*, content: bytes, actor: Ref, at: datetime) -> list[Question]:
    """
    Raises:
        NotPermitted, QuestionUnfit
        NoGift: a question cannot be read, or the file is not UTF-8.
    """
    accounts.require(actor, at, *KEEPERS)
    try:
        found = gift.read(content.decode("utf-8-sig"))
    except GiftUnreadable as error:
        raise NoGift(line=error.line) from error
    except UnicodeDecodeError as error:
        raise NoGift(line=1) from error
    return add(questions=found, actor=actor, at=at)


def add_moodle(*, content: bytes, actor: Ref, at: datetime) -> list[Question]:
    """
    Raises:
        NotPermitted, QuestionUnfit
        NoMoodle: it is no XML of Moodle, a hostile one, or a question cannot be read.
    """
    accounts.require(actor, at, *KEEPERS)
    try:
        found = moodle_xml.read(content)
    except MoodleUnreadable as error:
        raise NoMoodle(number=error.number) from error
    return add(questions=found, actor=actor, at=at)


def add_file(*, content: bytes, actor: Ref, at: datetime) -> list[Question]:
    """GIFT, or the XML of Moodle where it begins like XML.

    Raises: as ``add_gift`` and ``add_moodle``.
    """
    is_xml = content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return (add_moodle if is_xml else add_gift)(content=content, actor=actor, at=at)


def as_gift(found: Sequence[Question]) -> str:
    return gift.write(_as_written(found))


def as_moodle(found: Sequence[Question]) -> str:
    return moodle_xml.write(_as_written(found))


def _as_written(found: Sequence[Question]) -> Iterator[gift.Question]:
    for one in sorted(found, key=lambda one: (one.topic, one.pk)):
        yield gift.Question(
            one.ref,
            queries.as_asked(one).topic,
            (one.stem_zh, one.stem_en),
            tuple((zh, en) for zh, en in one.options),
            frozenset(one.right),
            one.basis,
        )


@transaction.atomic
def check(*, batch: Ref, actor: Ref, at: datetime) -> list[Question]:
    """Another person read each of them, its answer and its basis.

    Raises:
        NotPermitted, NoSuchQuestion, NotAuthentic
        OwnDraft: the actor added them.
        AlreadyChecked
    """
    accounts.require(actor, at, *CHECKERS)
    every = Question.objects.select_for_update().filter(batch=batch, withdrawn_at=None)
    found = verification.require(every.order_by("id"))
    if not found:
        raise NoSuchQuestion(ref=batch)
    waiting = [one for one in found if one.checked_at is None]
    if not waiting:
        raise AlreadyChecked
    if any(one.added_by == actor for one in waiting):
        raise OwnDraft
    for one in waiting:
        one.checked_by, one.checked_at = actor, at
        rows.keep(one, Tag.CHECKED, _facts(one), DUTIES, actor, at)
    return waiting


@transaction.atomic
def withdraw(*, question: Ref, reason: Withdrawal, actor: Ref, at: datetime) -> Question:
    """
    Raises:
        NotPermitted, NoSuchQuestion, NotAuthentic, AlreadyWithdrawn
    """
    accounts.require(actor, at, *KEEPERS, *CHECKERS)
    found = rows.held(Question, question)
    if found.withdrawn_at is not None:
        raise AlreadyWithdrawn
    found.withdrawn_by, found.withdrawn_at, found.reason = actor, at, reason
    return rows.keep(found, Tag.WITHDRAWN, {**_facts(found), "reason": reason}, DUTIES, actor, at)


def withdraw_weak(at: datetime) -> int:
    """Those that do not tell who knows from who does not, at 30 answers or more; how many went."""
    papers = queries.marked_papers()
    count = 0
    for one in Question.objects.filter(withdrawn_at=None).exclude(checked_at=None):
        told = item_statistics.of_question(one.ref, papers)
        if told is None or not told.is_weak:
            continue
        with transaction.atomic():
            found = rows.held(Question, one.ref)
            if found.withdrawn_at is not None:
                continue
            found.withdrawn_by, found.withdrawn_at = SYSTEM, at
            found.reason = Withdrawal.WEAK
            facts: dict[str, Value] = {
                **_facts(found),
                "reason": Withdrawal.WEAK,
                "asked": told.asked,
                "discrimination": round((told.discrimination or 0.0) * 1000),
            }
            rows.keep(found, Tag.WITHDRAWN, facts, DUTIES, SYSTEM, at)
            count += 1
    return count
