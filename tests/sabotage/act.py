"""What an act is here: how it is got ready, and each way to do it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.sabotage.place import Place

Way = Callable[[Place, Any], object]


@dataclass(frozen=True, slots=True)
class Act:
    """``moments`` of the story at which it can be done ("*": any).

    ``prepare`` gets ready what needs nobody's leave (a task, a request) and gives what the ways are
    told.  ``ways`` do the same by service, command, page and operation; what is refused raises.
    ``apart``  what it gets ready is itself an act that another is about to do (a package is
               released before it is fetched), so it is tried in a home of its own, or in one with
               those that name the same
    ``within``  the scenes of the cases it is tried in, where a told home has nothing it could be
                about; in others it is not tried
    """

    name: str
    moments: tuple[str, ...]
    prepare: Callable[[Place], Any]
    ways: Mapping[str, Way]
    apart: str = ""
    within: tuple[Callable[[Place], None], ...] = ()


def cast() -> Any:
    from shoumi.doors.demo import cast as people

    return people


def nothing(place: Place) -> None:
    return None


def ref_of(text: str) -> Any:
    from shoumi.core.refs import Ref

    return Ref(text)
