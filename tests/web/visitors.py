"""Who knocks: nobody, one of each role, a party, an auditor, somebody without any role."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.models import Grant, Person
from shoumi.base.accounts.rules import DEAL_ROLES, STAFF_ROLES, Kind
from shoumi.base.deals.models import Deal
from shoumi.base.signin.models import Session
from shoumi.base.signin.rules import STEP_UP_VALID
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.tests.visitors import Visitor, signed_in

NOBODY, NO_ROLE, BUYER, AUDITOR = "nobody", "no-role", "buyer", "auditor"


@dataclass(slots=True)
class Knocking:
    """``fresh`` proved who it is a moment ago, ``stale`` an hour ago; nobody proves nothing."""

    name: str
    kind: Kind | None
    roles: frozenset[Role]
    fresh: Visitor
    stale: Visitor


def people() -> Iterator[tuple[str, Kind, frozenset[Role], Ref]]:
    """Somebody for each part, enrolled and given the role by the two it takes."""
    deal = Ref(Deal.objects.order_by("pk")[0].ref)
    for role in sorted(STAFF_ROLES - DEAL_ROLES):
        yield role.value, Kind.STAFF, frozenset({role}), _enrolled(Kind.STAFF, role)
    yield NO_ROLE, Kind.STAFF, frozenset(), _enrolled(Kind.STAFF, None)
    yield AUDITOR, Kind.EXTERNAL, frozenset({Role.AUD}), _enrolled(Kind.EXTERNAL, Role.AUD)
    held = Grant.objects.filter(role=Role.TE, until=None, deal=deal).first()
    buyer = Ref(held.person_id) if held else _enrolled(Kind.PARTY, Role.TE, deal)
    yield BUYER, Kind.PARTY, frozenset({Role.TE}), buyer


def _enrolled(kind: Kind, role: Role | None, deal: Ref | None = None) -> Ref:
    at = clock.now()
    head, officer = (
        Ref(Grant.objects.filter(role=role, until=None, is_founding=True)[0].person_id)
        for role in (Role.HEAD, Role.DPO)
    )
    person = Ref(accounts.enrol(name="吴示范", kind=kind, actor=officer, at=at).ref)
    if role is not None:
        ask = accounts.request_grant(person=person, role=role, deal=deal, actor=officer, at=at)
        accounts.grant(ask=Ref(ask.ref), actor=head, at=at)
    return person


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
    return Knocking(name, kind, roles, fresh, stale)


def never_idle() -> None:
    """A sweep takes longer than a proof is good for."""
    far = datetime.now(UTC) + timedelta(hours=2)
    fresh = datetime.now(UTC) - STEP_UP_VALID
    Session.objects.filter(proved_at__gt=fresh).update(proved_at=far)
    Session.objects.update(seen_at=far)
