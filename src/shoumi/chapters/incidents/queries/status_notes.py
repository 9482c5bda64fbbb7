"""What is public of incidents now, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.incidents.models import Breach, StatusNote
from shoumi.chapters.incidents.rules.words import StatusState


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
    return _public(breach) if breach else None


def current() -> list[PublicStatus]:
    """All that are shown, the newest incident first."""
    said = StatusNote.objects.exclude(shown_at=None).values_list("breach", flat=True)
    known = Breach.objects.filter(ref__in=set(said), is_drill=False).order_by("-number")
    found = [one for breach in known if (one := _public(breach))]
    return [one for one in found if not one.is_down]


def _public(breach: Breach) -> PublicStatus | None:
    rows = StatusNote.objects.filter(breach=breach.ref).order_by("-number")
    try:
        own = [one for one in verification.require(rows) if one.shown_at is not None]
    except NotAuthentic:
        return None
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
