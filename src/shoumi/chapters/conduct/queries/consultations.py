"""Whether a version of the rule book was made with the staff, as they themselves say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.row_authentication import verification
from shoumi.chapters.conduct.consultation_models import ConsultationVoice
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import RuleBook
from shoumi.chapters.conduct.rules.words import Voice


@dataclass(frozen=True, slots=True)
class Consultation:
    """``wanted``  how many voices it takes: more than half of those who are said to have taken part
    (of all, where fewer have accounts), without who wrote or approved it
    """

    said: int
    unheard: int
    wanted: int

    @property
    def is_proven(self) -> bool:
        return self.said >= self.wanted


def of(book: RuleBook) -> Consultation:
    """
    Raises:
        NotAuthentic
    """
    makers = {book.written_by, book.first_approver, book.second_approver}
    own = [
        one
        for one in verification.require_all(ConsultationVoice)
        if one.book == book.ref
        and one.person not in makers
        and (book.published_at is None or one.at <= book.published_at)
    ]
    unheard = sum(one.says == Voice.NOT_HEARD for one in own)
    return Consultation(len(own) - unheard, unheard, _wanted(book, makers))


def _wanted(book: RuleBook, makers: set[str]) -> int:
    staff = Person.objects.filter(kind=PersonKind.STAFF).exclude(ref__in=makers - {""})
    if book.published_at is not None:
        staff = staff.filter(enrolled_at__lte=book.published_at)
    there = min(book.people, staff.count())
    return there // 2 + 1 if there else 0


def is_asked(at: datetime) -> bool:
    """Whether the house asks its staff: from the first of them who said anything on."""
    found = latest_entries.all_of([Tag.CONSULTED])
    return bool(found) and reader.entry(min(found)).line().at <= at


def said_by(book: RuleBook, person: str) -> ConsultationVoice | None:
    return ConsultationVoice.objects.filter(book=book.ref, person=person).first()
