"""What is public of incidents now, and what was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from shoumi.base.row_authentication import verification
from shoumi.chapters.incidents.models import Breach, StatusNote
from shoumi.chapters.incidents.rules.words import StatusState

# So many incidents stand on a page.
PAGE = 20


@dataclass(frozen=True, slots=True)
class PublicStatus:
    """``note``  the newest; ``before`` the others that were public, the newest first

    ``is_down``  it was taken down, and nothing of it is shown
    """

    breach: Breach
    note: StatusNote
    before: tuple[StatusNote, ...]

    @property
    def is_down(self) -> bool:
        return self.note.down_at is not None


def public(number: int) -> PublicStatus | None:
    """Of the incident of that number; None where nothing was ever said, or a row is not as the
    house left it."""
    breach = Breach.objects.filter(number=number, is_drill=False).first()
    return _public(breach, _of([breach.ref])[breach.ref]) if breach else None


def current(below: int | None = None) -> tuple[list[PublicStatus], int | None]:
    """Those that are shown of so many incidents as stand on a page, the newest first; and below
    which number there are more, None where there are none.

    ``below``  only of incidents with a lower number
    """
    said = StatusNote.objects.exclude(shown_at=None).values("breach")
    known = Breach.objects.filter(ref__in=said, is_drill=False).order_by("-number")
    known = known if below is None else known.filter(number__lt=below)
    breaches = list(known[: PAGE + 1])
    found = _of([one.ref for one in breaches[:PAGE]])
    shown = [told for one in breaches[:PAGE] if (told := _public(one, found[one.ref]))]
    older = breaches[PAGE - 1].number if len(breaches) > PAGE else None
    return [one for one in shown if not one.is_down], older


def owed() -> list[PublicStatus]:
    """Those whose next word is promised, by when it is."""
    rows = StatusNote.objects.exclude(shown_at=None)
    newer = rows.filter(breach=OuterRef("breach"), number__gt=OuterRef("number"))
    owing = rows.filter(~Exists(newer), next_at__isnull=False, down_at=None).order_by("next_at")
    known = Breach.objects.in_bulk(owing.values_list("breach", flat=True), field_name="ref")
    found = _of(list(known))
    told = [_public(known[one.breach], found[one.breach]) for one in owing]
    return [one for one in told if one and not one.is_down]


def _of(breaches: Sequence[str]) -> Mapping[str, list[StatusNote]]:
    """Every version by incident, the newest first; none of one with a row that is not as the house
    left it."""
    rows = list(StatusNote.objects.filter(breach__in=breaches).order_by("-number"))
    own = {one.ref for one in verification.authentic(rows)}
    altered = {one.breach for one in rows if one.ref not in own}
    found: dict[str, list[StatusNote]] = {ref: [] for ref in breaches}
    for one in rows:
        if one.breach not in altered:
            found[one.breach].append(one)
    return found


def _public(breach: Breach, rows: Sequence[StatusNote]) -> PublicStatus | None:
    """``rows``  every version, the newest first"""
    own = [one for one in rows if one.shown_at is not None]
    if not own:
        return None
    newest, *before = own
    # What was taken down stays away, though a newer one is shown.
    return PublicStatus(breach, newest, tuple(one for one in before if one.down_at is None))


def state(note: StatusNote) -> StatusState:
    if note.down_at is not None:
        return StatusState.TAKEN_DOWN
    if note.shown_at is None:
        return StatusState.AGREED if note.agreed_at else StatusState.WRITTEN
    newer = StatusNote.objects.filter(breach=note.breach, number__gt=note.number)
    is_old = newer.exclude(shown_at=None).exists()
    return StatusState.REPLACED if is_old else StatusState.PUBLIC


def of_breach(breach: str) -> list[StatusNote]:
    return list(StatusNote.objects.filter(breach=breach).order_by("-number"))


def promised(breach: str) -> datetime | None:
    """By when the next word is promised of an incident; None where nothing is public of it."""
    shown = StatusNote.objects.filter(breach=breach).exclude(shown_at=None).order_by("-number")
    newest = shown.first()
    return newest.next_at if newest is not None and newest.down_at is None else None
