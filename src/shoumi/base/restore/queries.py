"""How a restore stands.  Nothing here writes, and no record of a person is opened."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shoumi.base.approvals import queries as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.ledger import home_seal, reader
from shoumi.base.ledger.home_seal import Stage
from shoumi.base.ledger.reader import Recorded
from shoumi.base.restore.entries import People
from shoumi.base.restore.events import How, Tag
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the entry says that was written when all was done again; ``tags`` by what became of
    them, with counts."""

    position: int
    size: int
    caught_up: int
    missing: int
    proved: str
    done: int
    lost: int
    blocked: int
    tags: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Counted:
    """What the entry says that was written when everything was held against the ledger.

    ``differ``  how much is not as the ledger says, and of that what and by which of its names
    """

    position: int
    people: int
    records: int
    rows: int
    sampled: int
    opened: int
    differ: int
    differences: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """``stage`` empty: the home is open."""

    stage: str
    restore: str
    copy: str
    size: int | None
    entries: int
    replayed: Replayed | None
    counted: Counted | None = None
    approval: str = ""
    asked_by: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


def replayed(restore: Ref) -> Replayed | None:
    """None: it was not done yet."""
    found = _newest(restore, Tag.REPLAYED)
    if found is None:
        return None
    facts = found.line().facts
    counts = {name: int(facts[name]) for name in ("size", "caught_up", "missing", *How)}
    tags: dict[str, dict[str, int]] = {str(how): {} for how in How}
    for content in reader.rows(found.position):
        row = json.loads(content)
        tags[row["how"]][row["tag"]] = int(row["count"])
    return Replayed(position=found.position, proved=str(facts["proved"]), tags=tags, **counts)


def counted(restore: Ref) -> Counted | None:
    """None: nobody has counted yet."""
    found = _newest(restore, Tag.COUNTED)
    if found is None:
        return None
    facts = found.line().facts
    told = [json.loads(content) for content in reader.rows(found.position)]
    people = People() if any("subject" in one for one in told) else None
    named = tuple((one["what"], _named(one, people)) for one in told)
    names = ("people", "records", "rows", "sampled", "opened", "differ")
    counts = {name: int(facts[name]) for name in names}
    return Counted(position=found.position, differences=named, **counts)


def _named(told: Mapping[str, str], people: People | None) -> str:
    """A row, or a person: by the reference here where the key is, else by the ledger's name."""
    if "subject" in told and people is not None:
        return str(people.get(told["subject"]) or told["subject"])
    return told.get("name") or told["reference"]


def opened(restore: Ref) -> int | None:
    """The position of the entry that says so; None: it is not."""
    found = _newest(restore, Tag.OPENED)
    return found.position if found else None


def _newest(restore: Ref, tag: Tag) -> Recorded | None:
    found = reader.latest(1, about=restore, tag=tag)
    return found[0] if found else None


def report() -> Report:
    seal = home_seal.read()
    if seal is None:
        return Report("", "", "", None, reader.size(), None)
    restore = Ref(seal.restore) if seal.restore else None
    told = replayed(restore) if restore else None
    waiting = _waiting() if seal.stage is Stage.CAUGHT_UP else None
    return Report(
        seal.stage,
        seal.restore,
        seal.manifest,
        seal.size,
        reader.size(),
        told,
        counted(restore) if restore else None,
        waiting.ref if waiting else "",
        waiting.requested_by.name if waiting else "",
    )


def _waiting() -> Approval | None:
    """The newest request to open the house."""
    return approvals.listed().filter(action=Action.RESTORE, deal="").first()
