"""The reference pages, written from the code: ``python -m shoumi.doors.reference FOLDER``.

Each page is one function from nothing to Markdown, so a test can compare what is committed with
what the code says.  Needs Django set up; no home and no database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from shoumi.doors.reference.access import access
from shoumi.doors.reference.api import TOLD as _API
from shoumi.doors.reference.api import api, openapi
from shoumi.doors.reference.codes import errors, events
from shoumi.doors.reference.commands import commands
from shoumi.doors.reference.demands import demands, milestones
from shoumi.doors.reference.doors import TOLD as _DOORS
from shoumi.doors.reference.doors import doors
from shoumi.doors.reference.numbers import environment, numbers
from shoumi.doors.reference.rules import gate


@dataclass(frozen=True, slots=True)
class Page:
    """One file: what it is called, what a reader has to know first, and who writes the rest."""

    file: str
    title: str
    told: str
    write: Callable[[], str]

    def text(self) -> str:
        mark = "<!-- Written by `make docs` from the code. -->"
        return f"{mark}\n\n# {self.title}\n\n{self.told}\n\n{self.write()}".rstrip() + "\n"


@dataclass(frozen=True, slots=True)
class Whole:
    """A file that is for programs, written whole."""

    file: str
    write: Callable[[], str]

    def text(self) -> str:
        return self.write()


_DEMANDS = """\
*Checked* is a live check in code. *Attested* is a signed, expiring statement of the role that
answers for it; until it is made the demand stands at `NOT_BUILT` and opens nothing."""
_NUMBERS = """\
V: read in the text of the law. S: second-hand. M: from memory, to be checked. P: a choice of the
house, where no law gives a number. Not legal advice."""
_ACCESS = """\
Any of the roles opens the page; services and the gate decide what it shows. Who is not let in is
led to the door (nobody yet), told that there is nothing (a party of a deal, on staff's pages), or
refused with the roles it takes. `make access` asks every address by every method as everybody."""
_COMMANDS = """\
Exit 0 yes, 1 no, 2 wrong use. What is refused says so on standard error: what, how to mend it, and
the demands of the handbook that stand against it; with `--json` as one document with `code` (one of
[these](errors.md)), `what`, `mend`, `demands` and `reasons` as in an answer of the API."""

PAGES: tuple[Page | Whole, ...] = (
    Page("commands.md", "Commands", _COMMANDS, commands),
    Page("demands.md", "Demands of the handbook", _DEMANDS, demands),
    Page("doors.md", "Doors", _DOORS, doors),
    Page(
        "milestones.md",
        "Milestones",
        "A full arrow: done first. A dotted one: open is enough.",
        milestones,
    ),
    Page(
        "gate.md",
        "Rules of the gate",
        "Every rule that applies is asked. A fact nobody states counts against the actor.",
        gate,
    ),
    Page("access.md", "Addresses of the web doors", _ACCESS, access),
    Page("api.md", "The API", _API, api),
    Whole("openapi.json", openapi),
    Page("events.md", "Ledger events", "Every entry has actor, time and demands besides.", events),
    Page(
        "errors.md",
        "Codes and their words",
        "`{…}` is a fact of the refusal: references, numbers, closed words.",
        errors,
    ),
    Page(
        "environment.md",
        "Environment",
        "Secrets are in files of mode 0600, never in a variable.",
        environment,
    ),
    Page("constants.md", "Numbers", _NUMBERS, numbers),
)


def write(folder: Path) -> None:
    """Write every page into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for page in PAGES:
        (folder / page.file).write_text(page.text(), encoding="utf-8")
