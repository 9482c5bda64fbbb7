"""Who may hold which role, and who may ask for, approve and end a grant."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

from shoumi.core.handbook import accountable_chapters
from shoumi.core.terms import Role


class Kind(StrEnum):
    """Where a person stands: on our payroll, a side of a deal, or neither."""

    STAFF = "staff"
    PARTY = "party"
    EXTERNAL = "external"


ROLES_OF: dict[Kind, frozenset[Role]] = {
    Kind.STAFF: frozenset(Role) - {Role.TR, Role.TE, Role.VEN, Role.AUD, Role.SUBJ},
    Kind.PARTY: frozenset({Role.TR, Role.TE, Role.VEN, Role.SUBJ}),
    # Outside counsel, accountants and auditors; the supervisory body has an external member.
    Kind.EXTERNAL: frozenset({Role.LEG, Role.FIN, Role.AUD, Role.SUP, Role.VEN}),
}
DEAL_ROLES = frozenset({Role.TR, Role.TE})
STAFF_ROLES = ROLES_OF[Kind.STAFF]

# Of them, who may be put on a task: counsel and accountants.  Oversight reads no content, and a
# vendor gets what is sent to it.
ADVISERS = frozenset({Role.LEG, Role.FIN})
# Whoever holds one can read customers in a task; oversight reads no content.
DATA_ROLES = STAFF_ROLES - {Role.SUP}
APPROVERS = frozenset({Role.HEAD, Role.DPO})
# The supervisory body may order the end of a grant (handbook 18.2), never make one.
ENDERS = frozenset({Role.HEAD, Role.DPO, Role.HR, Role.SEC, Role.SUP})

# Who administers security, who operates on the data, who audits: nobody holds two of these (1.5).
SEPARATED = (
    frozenset({Role.SEC}),
    frozenset({Role.OPS}),
    frozenset({Role.SUP, Role.AUD}),
)

REQUEST_VALID = timedelta(hours=24)
# Requests that one press of a button answers: what one person reads through before saying yes.
MOST_TOGETHER = 50


def double_duty(roles: frozenset[Role]) -> frozenset[int]:
    """Chapters that a holder of ``roles`` both answers for and supervises (handbook 18.1)."""
    if Role.SUP not in roles:
        return frozenset()
    return frozenset().union(*(accountable_chapters(role) for role in roles))


def apart(roles: frozenset[Role]) -> frozenset[Role]:
    """Those of ``roles`` that nobody holds together; none where all go together."""
    kinds = [kind & roles for kind in SEPARATED if kind & roles]
    return frozenset().union(*kinds) if len(kinds) > 1 else frozenset()
