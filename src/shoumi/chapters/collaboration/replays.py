"""After a restore: a shared task that was ended since is ended again, a message that was removed is
removed again, and so is the reading of a thread that was closed.

What was opened, granted or handed on since is lost and is asked for again; so is who answers for
which chapter.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db import transaction

from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.row_authentication import codes
from shoumi.base.row_authentication.models import AuthenticatedRow
from shoumi.chapters.collaboration.connector_models import Connector
from shoumi.chapters.collaboration.duty_models import Absence, Interest
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.models import SharedTask
from shoumi.chapters.collaboration.queries import threads as queries
from shoumi.chapters.collaboration.rules.words import End, Why
from shoumi.chapters.collaboration.services import texts
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage

Row = TypeVar("Row", bound=AuthenticatedRow)


def of_events() -> Replays:
    return replays(
        tells=[Tag.STOPPED, Tag.REFERRED],
        widens=[
            *(Tag.OPENED, Tag.GRANTED, Tag.HANDED, Tag.ASSIGNED),
            *(Tag.THREAD_OPENED, Tag.JOINED, Tag.SAID),
            *(Tag.ABSENT, Tag.CLEARED, Tag.CONNECTED),
        ],
        narrows={
            Tag.ENDED: _ended,
            Tag.RETURNED: _returned,
            Tag.DECLARED: _declared,
            Tag.DISCONNECTED: _disconnected,
            Tag.THREAD_CLOSED: _closed,
            Tag.FOUND: _found,
            Tag.REMOVED: _removed,
            Tag.FORGOTTEN: _forgotten,
        },
    )


def _ended(told: Told) -> bool:
    end = End(str(told.line.facts["end"]))
    known = {"closed_at": told.line.at, "closed_by": str(told.line.actor), "end": end}
    return _changed(told, SharedTask, known)


def _returned(told: Told) -> bool:
    known = {"returned_at": told.line.at, "returned_by": str(told.line.actor)}
    return _changed(told, Absence, known)


@transaction.atomic
def _declared(told: Told) -> bool:
    """Made anew from its entry; the tasks that it ended have entries of their own."""
    made = Interest(
        ref=told.line.about,
        person=str(told.line.facts["person"]),
        deal=str(told.line.deal),
        why=Why(str(told.line.facts["why"])),
        declared_by=str(told.line.actor),
        declared_at=told.line.at,
    )
    codes.put(made, told.position)
    made.save(force_insert=True)
    return True


def _disconnected(told: Told) -> bool:
    known = {"ended_at": told.line.at, "ended_by": str(told.line.actor)}
    return _changed(told, Connector, known)


def _closed(told: Told) -> bool:
    known = {"closed_at": told.line.at, "closed_by": str(told.line.actor)}
    return _changed(told, Thread, known)


def _found(told: Told) -> bool:
    return _changed(told, ThreadMessage, {"found_at": told.line.at})


def _removed(told: Told) -> bool:
    """The copy has the text; what it does not have is gone anyway."""
    for row in ThreadMessage.objects.filter(ref=told.line.about):
        texts.forget(queries.contents_of(row))
    known = {"removed_at": told.line.at, "removed_by": str(told.line.actor)}
    return _changed(told, ThreadMessage, known)


def _forgotten(told: Told) -> bool:
    """What the copy brought back of a thread whose term is over goes again."""
    found = queries.messages(told.line.about)
    texts.forget(name for one in found for name in queries.contents_of(one))
    return True


@transaction.atomic
def _changed(told: Told, table: type[Row], known: Mapping[str, object]) -> bool:
    """Whether the row is here.  One that was false in the copy already stays so."""
    found = table._default_manager.select_for_update().filter(ref=told.line.about).first()
    if found is None:
        told.lose(told.line.about)
        return True
    is_own = codes.matches(found)
    for name, value in known.items():
        setattr(found, name, value)
    if is_own:
        codes.put(found, told.position)
    found.save()
    return True
