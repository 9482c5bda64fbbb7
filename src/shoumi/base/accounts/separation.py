"""Who administers security, who operates on data and who audits are separate persons (1.5)."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from shoumi.base.accounts import person_rows, queries, rules
from shoumi.base.accounts.models import Grant
from shoumi.base.ledger import writer
from shoumi.base.row_authentication.errors import NotAuthentic
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
    time alone.  Whose own row was changed from outside counts as one who acts.

    Raises:
        NotAuthentic: a role of somebody was changed or taken away from outside, so nobody can tell.
    """
    if queries.untrue():
        raise NotAuthentic(what=Grant._meta.db_table)
    bound = frozenset().union(*rules.SEPARATED)
    bearing = queries.given(at).filter(role__in=[role.value for role in bound])
    found: dict[Ref, list[Grant]] = defaultdict(list)
    for grant, person in person_rows.with_person(bearing):
        if person is None or (person.is_active and not queries.is_stopped(person, at)):
            found[Ref(grant.person_id)].append(grant)
    told = {}
    for one, grants in found.items():
        if roles := rules.apart(frozenset(Role(grant.role) for grant in grants)):
            ends = [grant.until for grant in grants if grant.until is not None]
            told[one] = roles, min(ends, default=None)
    return told
