"""What may lapse between the making of a file and its fetch, for tests of both."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.test import Client

from shoumi.base import clock
from shoumi.base.accounts.models import Grant
from shoumi.base.attestations import queries as statements
from shoumi.base.attestations import services as attestations
from shoumi.base.deals import services as deals
from shoumi.base.deals.rules import SuspendReason, TerminateReason
from shoumi.base.transport import server_address
from shoumi.base.transport.services import attempt_all
from shoumi.core.refs import SYSTEM, Ref
from shoumi.doors.tests.house import House


def revoke(house: House, demand: str) -> None:
    said = statements.newest(demand, None, clock.now())
    assert said is not None
    attestations.revoke(attestation=Ref(said.ref), actor=house.dpo, at=clock.now())


def suspend(house: House) -> None:
    reason = SuspendReason.INCIDENT
    deals.suspend(deal=house.deal, reason=reason, actor=house.dpo, at=clock.now())


def terminate(house: House) -> None:
    reason = TerminateReason.PARTIES_AGREED
    deals.terminate(deal=house.deal, reason=reason, actor=house.dpo, at=clock.now())


def end_roles(person: Ref) -> None:
    """Every role of a person is over, as a restore or a hand may leave it."""
    Grant.objects.filter(person=person).delete()


def serve_in_clear() -> None:
    server_address.write_down("0.0.0.0", [])  # noqa: S104 - that is what is wrong
    attempt_all(actor=SYSTEM, at=clock.now())


def from_afar(visitor: Client) -> Client:
    """The same browser, from another machine and without TLS."""
    visitor.request = partial(_called, visitor)  # type: ignore[method-assign]
    return visitor


def _called(visitor: Client, **given: Any) -> Any:
    changed = {"REMOTE_ADDR": "203.0.113.7", "wsgi.url_scheme": "http"}
    return Client.request(visitor, **{**given, **changed})
