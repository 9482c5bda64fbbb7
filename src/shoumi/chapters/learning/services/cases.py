"""Own incidents become cases: noted by the house itself, told by one person, read by another who
says that nobody can be recognised."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.ledger import writer
from shoumi.base.registry.incident_desk import OwnIncident
from shoumi.chapters.learning.case_models import Case, CaseClearance, CaseSource
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.queries import cases as queries
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.services.case_errors import (
    AlreadyCleared,
    NotTold,
    PersonNamed,
)
from shoumi.chapters.learning.services.courses import PUBLISHERS
from shoumi.chapters.learning.services.errors import AlreadyTold, NotYetHappened, OwnDraft
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

NOTERS = (Role.DPO, Role.SEC, Role.HR)
READERS = tuple(sorted({*NOTERS, *PUBLISHERS}))
DUTIES = ("14.2",)
# A name of one character stands in half of all words.
_SHORTEST_NAME = 2
_LETTER = "A-Za-z\u00c0-\u024f"
_LATIN = re.compile(f"[{_LETTER}]")


def note(*, happened_on: date, actor: Ref, at: datetime) -> Case:
    """An own incident happened that is not kept as one here: it is told within thirty days.

    Raises:
        NotPermitted, NotYetHappened
    """
    accounts.require(actor, at, *NOTERS)
    if happened_on > day_in_china(at):
        raise NotYetHappened
    with transaction.atomic():
        return _noted(happened_on, actor, at)


def _noted(happened_on: date, actor: Ref, at: datetime) -> Case:
    made = Case(ref=Ref.new("case"), happened_on=happened_on, noted_by=actor, noted_at=at)
    return rows.keep(made, Tag.CASE_NOTED, {"happened": happened_on}, DUTIES, actor, at)


def raise_from_incidents(at: datetime) -> int:
    """Each incident of the house that is no case yet becomes one to be told; how many did.

    Raises:
        NotAuthentic
    """
    return sum(_raised(one, at) for one in queries.unraised(at))


@transaction.atomic
def _raised(incident: OwnIncident, at: datetime) -> bool:
    writer.hold()
    if CaseSource.objects.filter(incident=incident.ref).exists():
        return False
    case = _noted(day_in_china(incident.found_at), SYSTEM, at)
    made = CaseSource(ref=Ref.new("casesource"), case=case.ref, incident=incident.ref, raised_at=at)
    facts: dict[str, Value] = {"case": Ref(case.ref), "incident": incident.ref}
    rows.keep(made, Tag.CASE_RAISED, facts, DUTIES, SYSTEM, at)
    return True


@transaction.atomic
def tell(*, case: Ref, title: Both, text: Both, actor: Ref, at: datetime) -> Case:
    """What happened, what harm it did and how it is avoided, without anybody's data.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic, AlreadyTold, TextLacks, PersonalDataInText
        PersonNamed: somebody of the house is named.
    """
    accounts.require(actor, at, *NOTERS)
    found = rows.held(Case, case)
    if found.told_at is not None:
        raise AlreadyTold
    rows.require_texts(title, text, day_in_china(at))
    _require_nameless((*title, *text))
    found.title_zh, found.title_en = (one.strip() for one in title)
    found.text_zh, found.text_en = text
    found.told_by, found.told_at = actor, at
    return _keep(found, Tag.CASE_TOLD, actor, at)


def _keep(case: Case, tag: Tag, actor: Ref, at: datetime) -> Case:
    return rows.keep(case, tag, {"happened": case.happened_on}, DUTIES, actor, at)


def _require_nameless(texts: tuple[str, ...]) -> None:
    """
    Raises:
        PersonNamed
    """
    whole = "\n".join(texts)
    names = set(Person.objects.values_list("name", flat=True))
    count = sum(_is_named(name, whole) for name in names)
    if count:
        raise PersonNamed(count=count)


def _is_named(name: str, whole: str) -> bool:
    """In letters as a word of its own, small or large; in characters whatever stands between."""
    parts = name.split()
    if len("".join(parts)) < _SHORTEST_NAME:
        return False
    if _LATIN.search(name):
        words = r"\s+".join(map(re.escape, parts))
        alone = f"(?<![{_LETTER}]){words}(?![{_LETTER}])"
        return re.search(alone, whole, re.IGNORECASE) is not None
    return "".join(parts) in "".join(whole.split())


@transaction.atomic
def clear(*, case: Ref, actor: Ref, at: datetime) -> CaseClearance:
    """Another than who told it read it and recognises nobody; from now on everybody reads it.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic, NotTold, OwnDraft, AlreadyCleared
    """
    found = _read_by(case, actor, at)
    made = CaseClearance(
        ref=Ref.new("cleared"),
        case=case,
        text_sha256=queries.text_digest(found),
        cleared_by=actor,
        cleared_at=at,
    )
    return rows.keep(made, Tag.CASE_CLEARED, {"case": case}, DUTIES, actor, at)


@transaction.atomic
def give_back(*, case: Ref, actor: Ref, at: datetime) -> Case:
    """Somebody can be recognised: its text goes, and it is told anew within its time.

    Raises:
        NotPermitted, NoSuchCase, NotAuthentic, NotTold, OwnDraft, AlreadyCleared
    """
    found = _read_by(case, actor, at)
    found.title_zh = found.title_en = found.text_zh = found.text_en = ""
    found.told_by, found.told_at = "", None
    return _keep(found, Tag.CASE_RETURNED, actor, at)


def _read_by(case: Ref, actor: Ref, at: datetime) -> Case:
    accounts.require(actor, at, *READERS)
    found = rows.held(Case, case)
    if found.told_at is None:
        raise NotTold
    if found.told_by == actor:
        raise OwnDraft
    if CaseClearance.objects.filter(case=case).exists():
        raise AlreadyCleared
    return found
