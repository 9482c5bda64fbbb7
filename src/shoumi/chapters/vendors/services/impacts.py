"""The impact of an entrustment: written by one, approved by another, in force for a year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import Impact
from shoumi.chapters.vendors.rules import impact as rules
from shoumi.chapters.vendors.rules.impact import Written
from shoumi.chapters.vendors.services import register
from shoumi.chapters.vendors.services.digests import digest
from shoumi.chapters.vendors.services.errors import (
    ImpactTooHigh,
    NothingToApprove,
    SamePerson,
    TextMissing,
)
from shoumi.core import risk
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import RiskGrade, Role

WRITERS = (Role.DPO, Role.PRO)
APPROVERS = (Role.HEAD, Role.LEG, Role.DPO)
_DUTIES = ("5.1", "7.3")


@transaction.atomic
def write(*, vendor: Ref, written: Written, actor: Ref, at: datetime) -> Impact:
    """Say what entrusting this vendor with what it gets now means.

    Raises:
        NotPermitted: the actor is neither the protection officer nor procurement.
        NoSuchVendor, Over, NotAuthentic
        TextMissing: a passage or a risk that nobody wrote.
    """
    accounts.require(actor, at, *WRITERS)
    if lacking := rules.missing(written):
        raise TextMissing(part=lacking[0])
    found = register.held(vendor)
    told = rules.row(written)
    made = Impact(
        ref=Ref.new("impact"),
        vendor=vendor,
        written=told,
        of_fields=found.fields,
        of_purposes=found.purposes,
        residual=written.residual,
        assessor=actor,
        written_at=at,
    )
    facts: dict[str, Value] = {"residual": RiskGrade(made.residual), "impact": digest(told)}
    event = Event(Tag.ASSESSED, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def approve(*, vendor: Ref, paper: Callable[[Impact], bytes], actor: Ref, at: datetime) -> Impact:
    """Put the newest in force for twelve months; its report is kept.

    Raises:
        NotPermitted, NoSuchVendor, Over, NotAuthentic
        NothingToApprove: nothing waits for it.
        SamePerson: the actor wrote it.
        ImpactTooHigh: what is left is 高 or 严重.
    """
    accounts.require(actor, at, *APPROVERS)
    with transaction.atomic():
        found = _waiting(vendor, actor)
    found.approver, found.approved_at = actor, at
    found.until = risk.stale_after(day_in_china(at))
    content = paper(found)
    with transaction.atomic():
        document = store.put(content, kind="pipia_report", deal=None, actor=actor, at=at)
        again = _waiting(vendor, actor)
        if again.ref != found.ref:
            raise NothingToApprove
        found.document = document.ref
        facts: dict[str, Value] = {
            "residual": RiskGrade(found.residual),
            "until": found.until,
            "assessor": Ref(found.assessor),
        }
        event = Event(Tag.APPROVED, actor, Ref(found.ref), at, facts, _DUTIES)
        codes.put(found, writer.record(event).position)
        found.save()
    return found


def _waiting(vendor: Ref, actor: Ref) -> Impact:
    register.held(vendor)
    found = Impact.objects.select_for_update().filter(vendor=vendor).order_by("-id").first()
    if found is None or found.approved_at is not None:
        raise NothingToApprove
    verification.require([found])
    if found.assessor == actor:
        raise SamePerson
    if risk.blocks(RiskGrade(found.residual)):
        raise ImpactTooHigh(grade=found.residual)
    return found
