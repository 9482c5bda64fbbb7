"""Attendances that a teacher entered from a sheet of paper, and which of them their own person
confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.file_models import SheetConfirmation
from shoumi.chapters.learning.models import Attendance, Session
from shoumi.chapters.learning.rules import CERTIFICATE_DAYS
from shoumi.core.refs import Ref


@shared
def entered() -> frozenset[str]:
    """The attendances that came from a sheet, as the ledger says."""
    found = latest_entries.all_of([Tag.ENTERED])
    return frozenset(str(one.line().about) for one in reader.some(found)) if found else frozenset()


def counted(rows: Sequence[Attendance]) -> list[Attendance]:
    """Those a person signed for: by the code on the wall, or by confirming what stands on a sheet.

    Raises:
        NotAuthentic
    """
    own = {one.ref for one in rows} & entered()
    if not own:
        return list(rows)
    found = SheetConfirmation.objects.filter(attendance__in=own)
    confirmed = {(one.attendance, one.person) for one in verification.authentic(found)}
    return [one for one in rows if one.ref not in own or (one.ref, one.person) in confirmed]


def unconfirmed() -> frozenset[str]:
    """The attendances from sheets that nobody confirmed of her- or himself.

    Raises:
        NotAuthentic
    """
    confirmed = {(one.attendance, one.person) for one in queries.every(SheetConfirmation)}
    rows = Attendance.objects.filter(ref__in=entered())
    return frozenset(one.ref for one in rows if (one.ref, one.person) not in confirmed)


def waiting(person: Ref, at: datetime) -> list[tuple[Session, Attendance]]:
    """What this person has to confirm yet, while it can still count, the oldest first."""
    since = at - timedelta(days=CERTIFICATE_DAYS)
    own = Attendance.objects.filter(person=person, signed_at__gt=since, ref__in=entered())
    done = SheetConfirmation.objects.filter(attendance__in=[one.ref for one in own])
    left = [
        one
        for one in own.order_by("signed_at")
        if one.ref not in set(done.values_list("attendance", flat=True))
    ]
    of = {one.ref: one for one in Session.objects.filter(ref__in=[one.session for one in left])}
    return [(of[one.session], one) for one in left if one.session in of]
