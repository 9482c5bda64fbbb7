"""Files that long acts made: fetched by who asked for them, judged anew at each fetch.

A file waits sealed while the world goes on: a promise lapses, a deal stops, a task is closed.  So
handing it out asks what making it asked, and leaves an entry before it is opened.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction

from shoumi.base import registry
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.jobs import background_operations, sealed_staging
from shoumi.base.jobs.events import Tag
from shoumi.base.jobs.models import End, Errand
from shoumi.base.jobs.sealed_staging import NoSuchSlip
from shoumi.base.ledger import writer
from shoumi.core.errors import Conflict
from shoumi.core.ledger.leaf import Event
from shoumi.core.refs import Ref


class SomeoneInFile(Conflict):
    """Facts: ``count``.  People in the file whose data nobody may have any more."""

    code = "operations.someone_in_file"


@dataclass(frozen=True, slots=True)
class Fetch:
    """A wish for a file.

    ``people``  whose data is in it, in its order; nobody where it names none
    """

    errand: Errand
    people: Sequence[Ref]
    at: datetime

    @property
    def actor(self) -> Ref:
        return Ref(self.errand.actor)

    @property
    def deal(self) -> Ref:
        return Ref(self.errand.deal)

    @property
    def about(self) -> Ref:
        return Ref(self.errand.about)

    @property
    def task(self) -> Ref:
        """The task that it was made for.

        Raises:
            NoSuchSlip: nobody wrote that down, so nobody can be asked.
        """
        task = (self.errand.result or {}).get("task", "")
        if not task:
            raise NoSuchSlip
        return Ref(task)


@dataclass(frozen=True, slots=True)
class Fetched:
    name: str
    content: bytes


def fetch(*, work: str, actor: Ref, at: datetime) -> Fetched:
    """The file that a long act of ``actor`` made, if it may still be handed out.

    Raises:
        NoSuchErrand, NoSuchSlip, NoSuchDeal
        SomeoneInFile: it holds data of people that nobody may have any more.
        and what the act itself refuses (``registry.MadeFile.ask``).
    """
    found = background_operations.own(work, actor)
    file = registry.operation(found.kind).file
    made = found.result or {}
    if file is None or found.end != End.DONE or not waits(made):
        raise NoSuchSlip
    if not deals.is_member(actor, Ref(found.deal), at):
        raise NoSuchDeal
    people, digest = _people(made) if file.is_data else ([], "")
    let = frozenset(file.ask(Fetch(found, people, at)))
    left = [number for number, ref in enumerate(people) if ref not in let]
    if left and file.without is None:
        raise SomeoneInFile(count=len(left))
    # What is not recorded is not opened.
    with transaction.atomic(durable=True):
        facts = {"kind": registry.operation(found.kind).kind}
        deal = background_operations.deal_of(found)
        writer.record(Event(Tag.FETCHED, actor, Ref(found.ref), at, facts, (), deal))
    content = sealed_staging.get(made["slip"])
    if digest and digest != _digest(content):
        raise NoSuchSlip  # those who were judged are not those in it
    if left and file.without is not None:
        content = file.without(content, left)
    name, suffix = made.get("name", file.name), made.get("suffix", file.suffix)
    return Fetched(f"{name}-{found.ref}.{suffix}", content)


def waits(made: Mapping[str, Any]) -> bool:
    """Whether the file is kept still."""
    return bool(made.get("slip")) and sealed_staging.is_there(made["slip"])


def _people(made: Mapping[str, Any]) -> tuple[list[Ref], str]:
    """Whose data a file holds, and the digest of that very file.

    Raises:
        NoSuchSlip: the list does not wait any more, or is of no file.
    """
    told = sealed_staging.read(made.get("people_slip", ""))
    if not told.get("of"):
        raise NoSuchSlip
    return [Ref(ref) for ref in told["people"]], told["of"]


def keep(content: bytes, people: Collection[Ref], deal: Ref, at: datetime) -> dict[str, str]:
    """Seal a file and, beside it, whose data it holds; answers under which names they wait."""
    told = {"people": list(people), "of": _digest(content)}
    people_slip = sealed_staging.write(told, deal, at)
    return {"slip": sealed_staging.put(content, deal, at), "people_slip": people_slip}


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
