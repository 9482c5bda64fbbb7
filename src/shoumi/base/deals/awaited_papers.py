"""Which papers a deal waits for: those that milestones lack which are open, or could be next."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shoumi.base.deals import conditions, queries, rules
from shoumi.core.milestones import FilingKind, Standing, milestones, of_sole_owner
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Role

_FILING = "filing:"


def awaited(ref: Ref, roles: Collection[Role], at: datetime) -> list[FilingKind]:
    """Each kind once, in the order of the milestones; those that one of ``roles`` may file.

    A paper about one holder of several is not among them: which one has to be said with it.

    Raises:
        NoSuchDeal
    """
    of = queries.deal(ref)
    states = {stage: row.state for stage, row in queries.milestones(ref).items()}
    instead = of_sole_owner() if conditions.has_sole_owner(ref) else {}
    found: dict[FilingKind, None] = {}
    for goal in milestones():
        needs = goal.finishes
        if states[goal.code] == Standing.WAITING:
            if not rules.is_near(goal, DealType(of.deal_type), states):
                continue
            needs = (*goal.opens, *needs)
        elif states[goal.code] != Standing.OPEN:
            continue
        for lack in queries.weigh(of, needs, at)[0]:
            if lack.condition.startswith(_FILING):
                name = lack.condition.removeprefix(_FILING)
                found[FilingKind(instead.get(name, name))] = None
    return [kind for kind in found if _may(kind, roles)]


def _may(kind: FilingKind, roles: Collection[Role]) -> bool:
    is_by_hand = kind in rules.BY_HAND and kind not in rules.ABOUT_HOLDERS
    return is_by_hand and not set(rules.filers(kind)).isdisjoint(roles)
