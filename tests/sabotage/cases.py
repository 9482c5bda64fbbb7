"""Which break is tried at which moment of the story, and with which acts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.sabotage import table
from tests.sabotage.act import Act
from tests.sabotage.acts import ACTS
from tests.sabotage.breaks import Break, every
from tests.sabotage.told import MOMENTS

# Acts that can be done at most moments: one moment for each demand will do.
GENERAL = frozenset(
    {
        "grant",
        "other_deal",
        "reveal",
        "list",
        "enter_l1",
        "enter_l2",
        "look_l1",
        "look_l2",
        "answer",
        "duties_list_file",
        "evidence_list_file",
        "statements_list_file",
        "register_list_file",
        "deadlines_list_file",
        "rooms_list_file",
        "campaigns_list_file",
        "terminate",
        "replace_buyer",
    }
)


@dataclass(frozen=True, slots=True)
class Case:
    """One break at one moment.  ``is_chosen``: here the general acts and the mending are tried."""

    what: Break
    moment: str
    is_chosen: bool = False


def is_shut(what: Break, act: Act) -> bool:
    if what.of_one and act.name not in table.OF_ONE_PERSON:
        return False
    if what.only and act.name not in what.only:
        return False
    if what.of_one and any(act.name in table.ON_ONE_PERSON.get(one, ()) for one in what.demands):
        return True
    return any(table.shuts(one, act.name) for one in what.demands)


def acts_at(moment: str) -> list[Act]:
    return [act for act in ACTS if moment in act.moments or "*" in act.moments]


def cases(
    told: Sequence[str] = MOMENTS, is_possible: Callable[[Break], bool] = lambda what: True
) -> list[Case]:
    """Every break at every moment at which it can be done, moment by moment.

    At one moment of each the general acts and the mending are tried too; the second way to break a
    demand is tried there alone.  ``told`` are the moments there are, in order.
    """
    found: list[Case] = []
    breaks = [what for what in every() if is_possible(what)]
    for number, what in enumerate(breaks):
        begins = MOMENTS.index(what.since)
        moments = tuple(one for one in told if MOMENTS.index(one) >= begins)
        if not moments:
            continue
        chosen = what.at if what.at in moments else _chosen(what, moments, number)
        same = any(other.demands == what.demands for other in breaks[:number])
        is_second = same or what.of_one or what.scene is not None
        found += [
            Case(what, one, one == chosen) for one in moments if one == chosen or not is_second
        ]
    return sorted(found, key=lambda case: MOMENTS.index(case.moment))


def _chosen(what: Break, moments: tuple[str, ...], number: int) -> str:
    """A moment at which something is done that the demand shuts, another for each demand."""
    own = [moment for moment in moments if any(is_shut(what, act) for act in acts_at(moment))]
    return own[-1 - number % min(3, len(own))] if own else moments[-1]
