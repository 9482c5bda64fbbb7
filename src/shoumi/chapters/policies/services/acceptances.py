"""Staff say that they have read the policy in force and keep it."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import ROLES_OF, Kind
from shoumi.chapters.policies import queries
from shoumi.chapters.policies.acceptance_models import PolicyAcceptance
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.services.errors import AlreadyAccepted, NotInForce
from shoumi.chapters.policies.services.group import DUTIES, put
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref

ACCEPTERS = tuple(sorted(ROLES_OF[Kind.STAFF]))


def accept(*, version: Ref, actor: Ref, at: datetime) -> PolicyAcceptance:
    """
    Raises:
        NotPermitted: the actor is none of the staff.
        NotInForce: the version is not, or no more.
        AlreadyAccepted
    """
    accounts.require(actor, at, *ACCEPTERS)
    found = queries.in_force()
    if found is None or found.ref != version:
        raise NotInForce
    made = PolicyAcceptance(ref=Ref.new("accepted"), version=version, person=actor, at=at)
    facts: dict[str, Value] = {"version": version}
    try:
        with transaction.atomic():
            put(made, Event(Tag.ACCEPTED, actor, Ref(made.ref), at, facts, DUTIES))
    except IntegrityError as error:
        raise AlreadyAccepted from error
    return made
