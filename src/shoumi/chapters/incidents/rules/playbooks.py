"""What is done, by which post and how soon, for each kind of incident: ``data/playbooks.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources

from shoumi.chapters.incidents.rules.words import Kind, Post
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

# How its steps name a task.
REF = "play"


@dataclass(frozen=True, slots=True)
class PlaybookTask:
    """``within``  counted from when the incident was found"""

    key: str
    post: Post
    within: timedelta
    words: Both

    @property
    def ref(self) -> Ref:
        return Ref(f"{REF}-{self.key}")

    def due(self, found_at: datetime) -> datetime:
        return found_at + self.within


@cache
def playbooks() -> Mapping[Kind, Sequence[PlaybookTask]]:
    raw = (resources.files("shoumi.chapters.incidents") / "data/playbooks.toml").read_text("utf-8")
    told = tomllib.loads(raw)
    return {kind: [_task(one) for one in told.get(kind.value, ())] for kind in Kind}


def _task(raw: Mapping[str, object]) -> PlaybookTask:
    return PlaybookTask(
        str(raw["key"]),
        Post(str(raw["post"])),
        timedelta(minutes=int(str(raw["within"]))),
        (str(raw["zh"]), str(raw["en"])),
    )


@cache
def words() -> Mapping[str, Both]:
    """Reference of a task -> what it asks for."""
    return {one.ref: one.words for tasks in playbooks().values() for one in tasks}


def of(kind: Kind) -> Sequence[PlaybookTask]:
    """In the order in which they are due; none for what fits no kind."""
    return sorted(playbooks()[kind], key=lambda one: one.within)
