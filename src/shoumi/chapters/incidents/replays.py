"""After a restore: what was called for, reported and graded since the copy stands again, so that
nothing opens that was shut; who was relieved and whose contact failed is known again.

Texts are lost with the home.  Plans, who was named, notices, causes and decisions are made anew: a
house without them is shut until they are.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any

from shoumi.base.registry.replays import Replay, Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import (
    Breach,
    BreachOrigin,
    DutyContact,
    DutyPost,
    PlanChange,
    StatusNote,
)
from shoumi.chapters.incidents.queries import kept_texts
from shoumi.chapters.incidents.rules.words import Cause, Kind, Source
from shoumi.chapters.incidents.services import erasure
from shoumi.core.incident_clock import Level, Operator, Severity

_WORDS_LOST = "（恢复前写的，文字没有留下 / written before the restore; its words are lost）"


def _post_left(told: Told) -> bool:
    def change(post: Any) -> None:
        post.left_at, post.left_by = told.line.at, told.line.actor

    return changed(told, DutyPost, change)


def _contact_tried(told: Told) -> bool:
    def change(contact: Any) -> None:
        contact.tried_at, contact.tried_by = told.line.at, told.line.actor
        contact.is_reached = bool(told.line.facts["reached"])

    return changed(told, DutyContact, change)


def _forgotten(told: Told) -> bool:
    """The copy has the texts; what it does not have is gone anyway."""
    for table in kept_texts.TABLES:
        for row in table._default_manager.filter(ref=told.line.about):
            erasure.destroy_texts(row)
    return True


def changed(told: Told, table: type[Any], change: Callable[[Any], None]) -> bool:
    """Whether the row is here.  One that was false in the copy already stays so."""
    found = table._default_manager.filter(ref=told.line.about).first()
    if found is None:
        told.lose(told.line.about)
        return True
    is_own = codes.matches(found)
    change(found)
    if is_own:
        codes.put(found, told.position)
    found.save()
    return True


def _reported(told: Told) -> bool:
    """It stands again without what was said of it."""
    facts = told.line.facts
    if facts["drill"]:
        told.lose(told.line.about)  # it is begun anew
        return True
    made = Breach(
        ref=told.line.about,
        number=int(str(facts["number"])),
        kind=Kind(str(facts["kind"])),
        source=Source(str(facts["source"])),
        found_at=datetime.fromisoformat(str(facts["found"])),
        operator=Operator(str(facts["operator"])),
        reported_by=told.line.actor,
        reported_at=told.line.at,
        account="",
    )
    _put_grade(made, told)
    codes.put(made, told.position)
    made.save(force_insert=True)
    return True


def _taken_in(told: Told) -> bool:
    """So that what it came from is not reported a second time."""
    facts = told.line.facts
    made = BreachOrigin(
        ref=told.line.about,
        breach=str(facts["breach"]),
        origin=str(facts["origin"]),
        source=Source(str(facts["source"])),
        by=told.line.actor,
        at=told.line.at,
    )
    codes.put(made, told.position)
    made.save(force_insert=True)
    return True


def _status_taken_down(told: Told) -> bool:
    """Why is lost with the home."""

    def change(note: Any) -> None:
        note.down_at, note.down_by = told.line.at, told.line.actor
        note.why = _WORDS_LOST

    return changed(told, StatusNote, change)


def _put_grade(one: Any, told: Told) -> None:
    facts = told.line.facts
    one.persons, one.loss = int(str(facts["persons"])), int(str(facts["loss"]))
    one.is_leak = bool(facts["leak"])
    one.judged, one.raised = Severity(str(facts["judged"])), Level(str(facts["raised"]))
    one.severity, one.level = Severity(str(facts["severity"])), Level(str(facts["level"]))
    one.deals = sorted(str(row["deal"]) for row in told.rows())


def _graded(told: Told) -> bool:
    return changed(told, Breach, lambda one: _put_grade(one, told))


def _change_raised(told: Told) -> bool:
    """Its words are lost with the home: whoever decides reads them in the incident or drill."""
    facts = told.line.facts
    if not facts.get("of"):
        told.lose(told.line.about)  # somebody calls for it again
        return True
    said = "（恢复前提出，文字没有留下 / called for before the restore; its words are lost）"
    made = PlanChange(
        ref=told.line.about,
        number=int(str(facts["number"])),
        cause=Cause(str(facts["cause"])),
        of=str(facts["of"]),
        missed=str(facts.get("missed", "")),
        what=said,
        raised_by=told.line.actor,
        raised_at=told.line.at,
        due_at=datetime.fromisoformat(str(facts["due"])),
    )
    codes.put(made, told.position)
    made.save(force_insert=True)
    return True


_NARROWS: dict[StrEnum, Replay] = {
    Tag.POST_LEFT: _post_left,
    Tag.CONTACT_TRIED: _contact_tried,
    Tag.FORGOTTEN: _forgotten,
    Tag.REPORTED: _reported,
    Tag.TAKEN_IN: _taken_in,
    Tag.GRADED: _graded,
    Tag.CHANGE_RAISED: _change_raised,
    Tag.STATUS_TAKEN_DOWN: _status_taken_down,
}


def of_events() -> Replays:
    return replays(widens=[one for one in Tag if one not in _NARROWS], narrows=_NARROWS)
