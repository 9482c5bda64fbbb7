"""Who administers security, who operates on data and who audits are separate persons (1.5)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from shoumi.base.accounts import queries, rules
from shoumi.base.accounts.models import Grant
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import verification
from shoumi.core.errors import Conflict
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class RolesApart(Conflict):
    """Facts: ``role`` that was asked for, ``held`` that does not go with it."""

    code = "accounts.roles_apart"


def require(person: Ref, role: Role, at: datetime) -> None:
    """
    Raises:
        RolesApart: the person holds a role that nobody holds together with ``role``.
        NotInTransaction: a bug.
    """
    writer.hold()  # of two grants to one person the second sees the first
    held = queries.all_roles(person, at)
    if apart := rules.apart(held | {role}) - rules.apart(held):
        raise RolesApart(role=role, held=tuple(sorted(apart - {role})))


def conflicted(at: datetime) -> dict[Ref, tuple[frozenset[Role], datetime | None]]:
    """Who holds roles at ``at`` that nobody holds together, which, and when that is over by the
    time alone."""
    bound = frozenset().union(*rules.SEPARATED)
    found: dict[Ref, list[Grant]] = defaultdict(list)
    for grant in queries.live_anywhere(at).filter(role__in=[role.value for role in bound]):
        found[Ref(grant.person_id)].append(grant)
    told = {}
    for person, grants in found.items():
        if not rules.apart(frozenset(Role(one.role) for one in grants)):
            continue
        authentic = verification.authentic(grants)
        if roles := rules.apart(frozenset(Role(one.role) for one in authentic)):
            ends = [one.until for one in authentic if one.until is not None]
            told[person] = roles, min(ends, default=None)
    return told
