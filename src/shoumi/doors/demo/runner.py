"""Tell the whole story, and say what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from shoumi.base.intake.plan import Plan
from shoumi.core.errors import Missing
from shoumi.core.messages import Message
from shoumi.core.vault.suites import INTL
from shoumi.doors.demo import closing, consent_campaign, diligence, dossier, preparation, signature
from shoumi.doors.demo.story import Show, Step, Story

# About how many steps a telling has: what the progress bar counts against.
STEPS = 62


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


class Enough(Exception):  # noqa: N818 - not an error: the telling was asked to stop here
    """The step to stop after was told."""


class _Stopping:
    """Passes the steps on and stops the telling after the named one."""

    def __init__(self, inner: Show, until: str) -> None:
        self.inner, self.until = inner, until

    def begin(self, words: Message, on: date) -> None:
        self.inner.begin(words, on)

    def told(self, step: Step) -> None:
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
        for chapter in (preparation, diligence, signature, consent_campaign, closing):
            chapter.tell(story)
        folder, trust = dossier.tell(story)
    except Enough:
        return Outcome(story, None, None)
    return Outcome(story, folder, trust)


def as_json(told: Outcome) -> dict[str, object]:
    """The one JSON document of ``shoumi demo --json``."""
    story = told.story
    return {
        "variant": story.variant,
        "counts": story.counts,
        "deadlines": story.deadlines,
        "steps": [
            {"name": step.name, "state": step.state.value, "seconds": step.seconds}
            for step in story.steps
        ],
        "dossier": str(told.dossier),
        "trust": str(told.trust),
    }
