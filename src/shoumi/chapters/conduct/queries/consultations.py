"""Whether a version of the rule book was made with the staff, as they themselves say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shoumi.base.accounts.events import Tag as Left
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.row_authentication import verification
from shoumi.chapters.conduct.consultation_models import ConsultationVoice
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.models import RuleBook
from shoumi.chapters.conduct.rules.words import Consulted, Voice
from shoumi.core import constants

# How many represent the staff at least; a house with fewer talks it over with all of them.
CONGRESS_LEAST = constants.get("training_and_drill.staff_congress_least").number


@dataclass(frozen=True, slots=True)
class Consultation:
    """``wanted``  how many voices it takes: more than half of the staff, or of those who represent
    it where that many are said to have taken part, without who wrote or approved it
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
    refs = set(staff.values_list("ref", flat=True))
    left = latest_entries.newest([Left.RETIRED], refs)
    is_draft, published = book.published_at is None, book.entry_position or 0
    there = len(refs) - sum(is_draft or position < published for position in left.values())
    if book.consulted != Consulted.ALL_STAFF:
        there = min(there, max(book.people, CONGRESS_LEAST))
    return there // 2 + 1 if there else 0


def is_asked(at: datetime) -> bool:
    """Whether the house asks its staff: from the first of them who said anything on."""
    found = latest_entries.all_of([Tag.CONSULTED])
    return bool(found) and reader.entry(min(found)).line().at <= at


def said_by(book: RuleBook, person: str) -> ConsultationVoice | None:
    return ConsultationVoice.objects.filter(book=book.ref, person=person).first()
