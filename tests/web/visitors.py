"""Who knocks: nobody, one of each role, a party, an auditor, somebody without any role.

And ``elsewhere``: every role of the house, but in another deal alone.  The lock of the front door
lets that one in wherever a role does, and everything of the first deal is a stranger's.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant, Person
from shoumi.base.accounts.rules import STAFF_ROLES, Kind, apart
from shoumi.base.deals import services as deals
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import NewParty
from shoumi.base.signin.models import Session
from shoumi.base.signin.rules import STEP_UP_VALID
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Role
from shoumi.doors.tests.visitors import Visitor, signed_in

NOBODY, NO_ROLE, BUYER, AUDITOR = "nobody", "no-role", "buyer", "auditor"
ELSEWHERE = "elsewhere"


@dataclass(slots=True)
class Knocking:
    """``fresh`` proved who it is a moment ago, ``stale`` an hour ago; nobody proves nothing."""

    name: str
    kind: Kind | None
    roles: frozenset[Role]
    fresh: Visitor
    stale: Visitor
    person: Ref | None = None


def people() -> Iterator[tuple[str, Kind, frozenset[Role], Ref]]:
    """Somebody for each part, enrolled and given the role by the two it takes."""
    deal = Ref(Deal.objects.order_by("number")[0].ref)
    for role in sorted(STAFF_ROLES):
        yield role.value, Kind.STAFF, frozenset({role}), _enrolled(Kind.STAFF, {role})
    yield NO_ROLE, Kind.STAFF, frozenset(), _enrolled(Kind.STAFF, frozenset())
    yield AUDITOR, Kind.EXTERNAL, frozenset({Role.AUD}), _enrolled(Kind.EXTERNAL, {Role.AUD})
    held = Grant.objects.filter(role=Role.TE, until=None, deal=deal).first()
    buyer = Ref(held.person_id) if held else _enrolled(Kind.PARTY, {Role.TE}, deal)
    yield BUYER, Kind.PARTY, frozenset({Role.TE}), buyer
    # All roles that one person may hold: operation and supervision do not go with security.
    roles = STAFF_ROLES - apart(STAFF_ROLES) | {Role.SEC}
    yield ELSEWHERE, Kind.STAFF, roles, _enrolled(Kind.STAFF, roles, _other_deal())


def seller() -> Ref:
    """Who acts for the transferor of the first deal, or somebody who does from now on."""
    deal = Ref(Deal.objects.order_by("number")[0].ref)
    held = Grant.objects.filter(role=Role.TR, until=None, deal=deal).first()
    return Ref(held.person_id) if held else _enrolled(Kind.PARTY, {Role.TR}, deal)


def _enrolled(kind: Kind, roles: Set[Role], deal: Ref | None = None) -> Ref:
    at, head, officer = clock.now(), founder(Role.HEAD), founder(Role.DPO)
    person = Ref(accounts.enrol(name="吴示范", kind=kind, actor=officer, at=at).ref)
    for role in sorted(roles):
        ask = accounts.request_grant(person=person, role=role, deal=deal, actor=officer, at=at)
        accounts.grant(ask=Ref(ask.ref), actor=head, at=at)
    return person


def founder(role: Role) -> Ref:
    return Ref(Grant.objects.filter(role=role, is_founding=True)[0].person_id)


def _other_deal() -> Ref:
    target = NewParty(PartyRole.TARGET, "虚构旁支有限公司", "91990000MA0DEM0213")
    seller = NewParty(PartyRole.TR, "虚构旁支股东", person=_enrolled(Kind.PARTY, frozenset()))
    made = deals.create(
        deal_type=DealType.EQUITY,
        title="旁支转让",
        parties=[target, seller],
        actor=founder(Role.HEAD),
        at=clock.now(),
    )
    return Ref(made.ref)


def knocking() -> list[Knocking]:
    """Everybody with a browser that is signed in."""
    nobody = Knocking(NOBODY, None, frozenset(), _bare(), _bare())
    return [nobody, *(_with_browsers(*one) for one in people())]


def _bare() -> Visitor:
    return Visitor(raise_request_exception=False)


def _with_browsers(name: str, kind: Kind, roles: frozenset[Role], person: Ref) -> Knocking:
    assert Person.objects.filter(ref=person, kind=kind).exists()
    stale = signed_in(person)
    proved = datetime.now(UTC) - STEP_UP_VALID - timedelta(minutes=1)
    Session.objects.filter(person=person).update(proved_at=proved)
    fresh = signed_in(person)
    for one in (stale, fresh):
        one.raise_request_exception = False
    return Knocking(name, kind, roles, fresh, stale, person)


def never_idle() -> None:
    """A sweep takes longer than a proof is good for."""
    far = datetime.now(UTC) + timedelta(hours=2)
    fresh = datetime.now(UTC) - STEP_UP_VALID
    Session.objects.filter(proved_at__gt=fresh).update(proved_at=far)
    Session.objects.update(seen_at=far)
