"""A home that was put back is sealed: until two persons open it, nothing is read and written there.

The file ``home.sealed`` in the home, JSON, mode 0600.  It is written before any database is put in
place, so a restore that is killed leaves a sealed house.  It has nothing to do with the seal of the
ledger (``seal``): that says that a ledger does not hold, this that a house is older than it was.

Stages.  ``put_back``: the ledger ends where the copy was made; whatever were added to it now would
be another ledger than the one that went on elsewhere, so nothing is, but by the restore itself.
``caught_up``: the ledger is as long as it ever was and what narrows was done again; people may sign
in and answer for the opening, and nothing else.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from shoumi.base.ledger import atomic_files
from shoumi.base.ledger.errors import HomeSealed
from shoumi.core.ledger.leaf import Event

NAME = "home.sealed"
FORMAT = "shoumi.home-seal/v1"
# First parts of the tags that may be written once the ledger is caught up: who signs in, who
# approves, and the restore's own.
WHILE_CAUGHT_UP = frozenset({"signin", "factor", "token", "approval", "restore"})


class Stage(StrEnum):
    PUT_BACK = "put_back"
    CAUGHT_UP = "caught_up"


@dataclass(frozen=True, slots=True)
class HomeSeal:
    """``restore``   reference of the restore, which its entries are about
    ``manifest``  SHA-256 of the copy's manifest, hex; empty where a home was put back by hand
    ``size``      entries of the ledger as it was put back; None: nobody has looked yet
    ``known``     entries that it is known to have had; what the home itself has not is a gap
    """

    restore: str
    stage: Stage
    manifest: str = ""
    size: int | None = None
    known: int = 0


_restoring: ContextVar[bool] = ContextVar("restoring", default=False)


def path(home: Path | None = None) -> Path:
    return _in(home or settings.SHOUMI_HOME)


def files(home: Path) -> frozenset[str]:
    """Names of the seal, and of what somebody leaves who is killed as she seals an empty folder."""
    file = path(home)
    return frozenset({file.name, atomic_files.fresh(file).name})


@lru_cache(maxsize=8)
def _in(home: str | Path) -> Path:
    return Path(home) / NAME


def is_sealed() -> bool:
    return os.access(path(), os.F_OK)  # each act asks: no exception is made for it


def read(home: Path | None = None) -> HomeSeal | None:
    """The seal of the home; None where there is none.  One that cannot be read seals as well."""
    try:
        told = json.loads(path(home).read_text("utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return HomeSeal("", Stage.PUT_BACK)
    try:
        return _seal(told)
    except (KeyError, TypeError, ValueError, AttributeError):
        return HomeSeal("", Stage.PUT_BACK)


def _seal(told: Mapping[str, Any]) -> HomeSeal:
    if told["format"] != FORMAT:
        raise ValueError(told["format"])
    size = told["size"]
    if size is not None and not isinstance(size, int):
        raise TypeError
    return HomeSeal(
        str(told["restore"]), Stage(told["stage"]), str(told["manifest"]), size, int(told["known"])
    )


def write(seal: HomeSeal, home: Path | None = None) -> None:
    """Put it in place, or the next stage of it; the folder is there."""
    told = {"format": FORMAT, **asdict(seal)}
    atomic_files.replace(path(home), json.dumps(told, sort_keys=True).encode() + b"\n")


def lift() -> None:
    """Take it away.  Its entry is committed: nothing else may call this."""
    path().unlink(missing_ok=True)
    atomic_files.sync(path().parent)


@contextmanager
def restoring() -> Iterator[None]:
    """For the restore itself, which alone may write while the house is sealed."""
    before = _restoring.set(True)
    try:
        yield
    finally:
        _restoring.reset(before)


def require_open() -> None:
    """
    Raises:
        HomeSealed
    """
    if (found := read()) is not None and not _restoring.get():
        raise HomeSealed(stage=found.stage)


def may_hold() -> Stage | None:
    """The stage of a home that is not open; None in one that is.  Before the head is taken: in a
    house that is not caught up nobody may.

    Raises:
        HomeSealed
    """
    if not is_sealed():
        return None
    found = read()
    if found is not None and found.stage is Stage.PUT_BACK and not _restoring.get():
        raise HomeSealed(stage=found.stage)
    return None if found is None else found.stage


def may_append(events: Iterable[Event], stage: Stage | None) -> None:
    """
    ``stage``  what ``may_hold`` gave in this transaction

    Raises:
        HomeSealed
    """
    if stage is None or _restoring.get():
        return
    tags = {str(event.tag).partition(".")[0] for event in events}
    if stage is Stage.PUT_BACK or not tags <= WHILE_CAUGHT_UP:
        raise HomeSealed(stage=stage)
