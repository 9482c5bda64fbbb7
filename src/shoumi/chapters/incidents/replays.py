"""After a restore: what was called for, reported and graded since the copy stands again, so that
nothing opens that was shut; who was relieved and whose contact failed is known again.

Texts are lost with the home.  Plans, who was named, notices, causes and decisions are made anew: a
house without them is shut until they are.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from shoumi.base.registry.replays import Replay, Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import DutyContact, DutyPost
from shoumi.chapters.incidents.queries import kept_texts
from shoumi.chapters.incidents.services import erasure


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


_NARROWS: dict[StrEnum, Replay] = {
    Tag.POST_LEFT: _post_left,
    Tag.CONTACT_TRIED: _contact_tried,
    Tag.FORGOTTEN: _forgotten,
}


def of_events() -> Replays:
    return replays(widens=[one for one in Tag if one not in _NARROWS], narrows=_NARROWS)
