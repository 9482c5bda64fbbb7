"""The live check of 11.2.  It looks at the scan, so it brings the array library with it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Min

from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.collaboration.queries.shared_tasks import every
from shoumi.chapters.collaboration.rules import findings
from shoumi.chapters.collaboration.rules.threads import LOOKED_AT_WITHIN
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core.calendar import day_in_china
from shoumi.core.scan.labels import Label
from shoumi.core.terms import ControlState

# Made-up numbers that the scan has to find: where it does not, no message is taken.
_SAMPLE = "证件号990000199001010009，手机 15400001111，邮箱 jia@people.example"
_SEEN = {Label.RESIDENT_ID, Label.MOBILE, Label.EMAIL}


@shared
def scan_sees(today: date) -> bool:
    """Whether the scan finds what it has to find."""
    return {one.label for one in findings.of_text(_SAMPLE, today=today)} >= _SEEN


def check_messages(at: datetime) -> Holding:
    """Demand 11.2: the scan sees, every message was looked at before it was kept and within days
    again, and what was found since is removed.

    A home that never opened a thread states where its departments talk.
    """
    try:
        threads, told = every(Thread), every(ThreadMessage)
    except NotAuthentic:
        return Holding(ControlState.FAIL, reason=NotAuthentic.code)
    if not threads:
        return Holding(ControlState.NOT_BUILT)
    position = (told or threads)[-1].entry_position
    if not scan_sees(day_in_china(at)):
        return Holding(ControlState.FAIL, position, reason="thread.scan_blind")
    if any(one.found_at and one.removed_at is None for one in told):
        return Holding(ControlState.FAIL, position, reason="thread.found")
    kept = ThreadMessage.objects.filter(removed_at=None)
    oldest = kept.aggregate(first=Min("scanned_at"))["first"]
    due = oldest + LOOKED_AT_WITHIN if oldest else None
    if due is not None and at >= due:
        return Holding(ControlState.STALE, position, reason="thread.not_looked_at")
    return Holding(ControlState.PASS, position, turns=due)
