"""Tell the whole story, and say what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from shoumi.base import registry
from shoumi.base.intake.plan import Plan
from shoumi.base.registry import StoryStep
from shoumi.core.errors import Missing
from shoumi.core.messages import Message
from shoumi.core.vault.suites import INTL
from shoumi.doors.demo import (
    closing,
    diligence,
    dossier,
    handover,
    inventory,
    preparation,
    registration,
    signature,
)
from shoumi.doors.demo.story import Show, Story, Told

# About how many steps a telling has: what the progress bar counts against.
STEPS = 70


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked for on the command line; ``until`` names the step to stop after."""

    home: Path
    variant: str
    customers: int
    data: Path | None = None
    maps: Mapping[str, str] = field(default_factory=dict)
    accept: tuple[str, ...] = ()
    until: str = ""
    suite: str = INTL.name


@dataclass(frozen=True, slots=True)
class Outcome:
    story: Story
    dossier: Path | None
    trust: Path | None


class NoFiles(Missing):
    """The reader's folder has no file in it."""

    code = "demo.no_files"


class SameMoment(RuntimeError):
    """Two steps of one story have the same moment, so nothing says which comes first: a defect."""


class Enough(Exception):  # noqa: N818 - not an error: the telling was asked to stop here
    """The step to stop after was told."""


class _Stopping:
    """Passes the steps on and stops the telling after the named one."""

    def __init__(self, inner: Show, until: str) -> None:
        self.inner, self.until = inner, until

    def begin(self, words: Message, on: date) -> None:
        self.inner.begin(words, on)

    def told(self, step: Told) -> None:
        self.inner.told(step)
        if step.name == self.until:
            raise Enough

    def explain(self, plan: Plan) -> None:
        self.inner.explain(plan)


def tell(request: Request, show: Show) -> Outcome:
    """From the first day to the dossier."""
    story = Story(
        request.home,
        request.variant,
        request.customers,
        _Stopping(show, request.until) if request.until else show,
        overrides=dict(request.maps),
        accepted=request.accept,
        suite=request.suite,
    )
    if request.data is not None:
        story.is_own_data = True
        story.files = sorted(path for path in request.data.iterdir() if path.is_file())
        if not story.files:
            raise NoFiles(folder=str(request.data))
    try:
        tell_in_order(story, in_order(story))
    except Enough:
        return Outcome(story, None, None)
    return Outcome(story, story.dossier, story.trust)


def in_order(story: Story) -> list[StoryStep[Story]]:
    """The steps of this story, the demo's own and those of the cards, by their moments.

    Raises:
        SameMoment
    """
    every: list[StoryStep[Story]] = [*registry.story()]
    for part in (
        preparation,
        inventory,
        diligence,
        signature,
        registration,
        handover,
        closing,
        dossier,
    ):
        every += part.STEPS
    found = sorted(
        (step for step in every if not step.types or story.deal_type in step.types),
        key=lambda step: step.when,
    )
    for one, other in pairwise(found):
        if one.when == other.when:
            raise SameMoment(f"{one.name}, {other.name}")
    return found


def tell_in_order(story: Story, steps: Iterable[StoryStep[Story]]) -> None:
    """Tell step after step, each with those that go on with it."""
    waiting = list(steps)
    while waiting:
        first = waiting.pop(0)
        parts = [first]
        while waiting and waiting[0].words is None and waiting[0].name == first.name:
            parts.append(waiting.pop(0))
        story.go(first)
        if first.words is not None and first.applies is not None and not first.applies(story):
            parts = parts[1:]  # what goes on with a step that is not told is done all the same
        if parts:
            story.tell(parts)


def as_json(told: Outcome) -> dict[str, object]:
    """The one JSON document of ``shoumi demo --json``."""
    story = told.story
    return {
        "variant": story.variant,
        "counts": story.counts,
        **({"rows": story.rows} if story.is_own_data else {}),
        "deadlines": story.deadlines,
        "steps": [
            {"name": step.name, "state": step.state.value, "seconds": step.seconds}
            for step in story.steps
        ],
        "dossier": str(told.dossier),
        "trust": str(told.trust),
    }
