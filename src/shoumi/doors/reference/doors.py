"""The doors: which acts pass each, which demands shut it, what stands unguarded, what waits."""

from __future__ import annotations

from shoumi.base.messages import names
from shoumi.core import handbook
from shoumi.core.handbook import NoGrace, no_grace
from shoumi.core.handbook.graces import most_days
from shoumi.doors.reference.markdown import table, words

TOLD = """\
Every act asks the doors it passes when it happens, also where they stood open before. A door is
shut by a demand that lapsed, fails, was taken back or was never stated; by one that nobody checks
or states yet it is *unguarded* and passes. `shoumi doors`, the page Doors and `GET /doors` say how
each stands now."""


def doors() -> str:
    """The table, then the demands that are unguarded, then those that may have no grace."""
    head = ("door", "门", "what it is", "acts that ask it", "shut by")
    rows = (
        (
            f"`{door.name}`",
            door.zh,
            door.en + (" (by what lapsed, not by what was never stated)" * door.only_lapses),
            words(sorted(door.acts)) or "none yet",
            " ".join(one.id for one in handbook.demands() if door in one.closes),
        )
        for door in handbook.doors().values()
    )
    return f"{table(head, rows)}\n\n{_unguarded()}\n\n{_graces()}\n"


def _in_order(wanted: frozenset[str]) -> str:
    return " ".join(one.id for one in handbook.demands() if one.id in wanted)


def _unguarded() -> str:
    told = "No chapter checks these yet and nobody may state them; the list only gets shorter."
    return f"## Unguarded\n\n{told}\n\n{_in_order(handbook.unguarded())}"


def _graces() -> str:
    told = (
        "Two persons may let the doors of a lapsed demand stand open, once in twelve months and"
        f" for {most_days()} days at most. These may have none, and neither may what was never"
        " stated, taken back or changed from outside."
    )
    kept = {one.id: why for one in handbook.demands() if (why := no_grace(one.id))}
    rows = (
        (*names.pair(why), _in_order(frozenset(one for one, held in kept.items() if held is why)))
        for why in NoGrace
    )
    return f"## No grace\n\n{told}\n\n{table(('因为', 'because', 'demands'), rows)}"
