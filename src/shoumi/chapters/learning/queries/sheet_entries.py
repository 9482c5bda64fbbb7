"""Attendances that a teacher entered from a sheet of paper, and which of them their own person
confirmed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from shoumi.base.ledger import latest_entries
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.file_models import SheetConfirmation
from shoumi.chapters.learning.models import Attendance, Session
from shoumi.chapters.learning.rules import CERTIFICATE_DAYS
from shoumi.core.refs import Ref


def entered(attendances: Iterable[str]) -> frozenset[str]:
    """Those of them that came from a sheet, as the ledger says."""
    return frozenset(latest_entries.newest([Tag.ENTERED], list(attendances)))


def counted(rows: Sequence[Attendance]) -> list[Attendance]:
    """Those a person signed for: by the code on the wall, or by confirming what stands on a sheet.

    Raises:
        NotAuthentic
    """
    own = entered(one.ref for one in rows)
    if not own:
        return list(rows)
    found = SheetConfirmation.objects.filter(attendance__in=own)
    confirmed = {(one.attendance, one.person) for one in verification.authentic(found)}
    return [one for one in rows if one.ref not in own or (one.ref, one.person) in confirmed]


def unconfirmed(attendances: Collection[str]) -> frozenset[str]:
    """Those of them that came from a sheet and that nobody confirmed of her- or himself.

    Raises:
        NotAuthentic
    """
    confirmed = {(one.attendance, one.person) for one in queries.every(SheetConfirmation)}
    rows = Attendance.objects.filter(ref__in=entered(attendances))
    return frozenset(one.ref for one in rows if (one.ref, one.person) not in confirmed)


def waiting(person: Ref, at: datetime) -> list[tuple[Session, Attendance]]:
    """What this person has to confirm yet, while it can still count, the oldest first."""
    since = at - timedelta(days=CERTIFICATE_DAYS)
    own = list(Attendance.objects.filter(person=person, signed_at__gt=since).order_by("signed_at"))
    refs = entered(one.ref for one in own)
    done = SheetConfirmation.objects.filter(attendance__in=refs)
    open_ones = refs.difference(done.values_list("attendance", flat=True))
    left = [one for one in own if one.ref in open_ones]
    of = {one.ref: one for one in Session.objects.filter(ref__in=[one.session for one in left])}
    return [(of[one.session], one) for one in left if one.session in of]
