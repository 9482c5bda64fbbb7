"""Who administers security, who operates on data and who audits are separate persons (1.5)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from shoumi.base.accounts import queries, rules
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.core.errors import Conflict
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class RolesApart(Conflict):
    """Facts: ``role`` that was asked for, ``held`` that does not go with it."""

    code = "accounts.roles_apart"
    keeps = ("1.5",)


def require(person: Ref, role: Role, at: datetime) -> None:
    """
    Raises:
        NotAuthentic: a role of the person was changed or taken away from outside.
        RolesApart: the person holds a role that nobody holds together with ``role``.
        NotInTransaction: a bug.
    """
    writer.hold()  # of two grants to one person the second sees the first
    queries.require_known(person)
    held = queries.all_roles(person, at)
    if apart := rules.apart(held | {role}) - rules.apart(held):
        raise RolesApart(role=role, held=tuple(sorted(apart - {role})))


def conflicted(at: datetime) -> dict[Ref, tuple[frozenset[Role], datetime | None]]:
    """Who holds roles at ``at`` that nobody holds together, which, and when that is over by the
    time alone."""
    bound = frozenset().union(*rules.SEPARATED)
    bearing = queries.live_anywhere(at).filter(role__in=[role.value for role in bound])
    found: dict[str, set[Role]] = defaultdict(set)
    for person, role in bearing.values_list("person_id", "role"):
        found[person].add(Role(role))
    told = {}
    for person in [Ref(one) for one, held in found.items() if rules.apart(frozenset(held))]:
        authentic = verification.authentic(bearing.filter(person=person))
        if roles := rules.apart(frozenset(Role(one.role) for one in authentic)):
            ends = [one.until for one in authentic if one.until is not None]
            told[person] = roles, min(ends, default=None)
    return told
