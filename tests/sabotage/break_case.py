"""What a break is: which demands, how, and how the people of the house mend it by their pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.sabotage.place import Place
from tests.sabotage.told import MOMENTS

SERVICE, CLOCK, SQL = "service", "clock", "sql"


@dataclass(frozen=True, slots=True)
class Break:
    """``demands`` that are broken by it, the first is what the case is about; ``how`` it is done;
    ``since`` which moment of the story it can be done.  ``mend`` is by page; None where only
    who edited the rows can put them back.  ``of_one``: it is about the first of the people, so what
    is about others goes on.  ``stays``: that person is still there once it is mended.
    ``in_clear``: shut for who comes from another machine without TLS, and for nobody else."""

    def __post_init__(self) -> None:
        assert (self.how == SQL) == bool(self.why), self.name

    demands: tuple[str, ...]
    how: str
    do: Callable[[Place], Any]
    mend: Callable[[Place], None] | None = None
    since: str = MOMENTS[0]
    of_one: bool = False
    stays: bool = False
    in_clear: bool = False
    taken_back: bool = False  # by who stated it: no grace goes against that
    # Where it is SQL: what is forged by it, or why nothing that people or time do brings it about.
    why: str = ""
    # It takes longer than the picture of a page waits to be fetched (``page_views.FETCH_WITHIN``).
    is_slow: bool = False
    # What has to be so first, before anything is got ready; and the one moment it can be so at.
    scene: Callable[[Place], None] | None = None
    at: str = ""
    # All that is shut, where it is less than the table says: other ways to break it shut the rest.
    only: frozenset[str] = frozenset()
    # What stays shut once it is mended, since something else has to be done first.
    not_yet: frozenset[str] = frozenset()

    # Act and way by which nobody says who does it, so what one person lacks shuts nothing there.
    nameless: frozenset[str] = frozenset()
    # What a page may say in the place of the number: what one person lacks is told in words.
    said: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{self.demands[0]} by {self.how}"


def cast() -> Any:
    from shoumi.doors.demo import cast as people

    return people
