"""Own incidents and the cases they become: which wait to be told, and which to be read."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

from django.db.models import QuerySet

from shoumi.base.ledger import latest_entries
from shoumi.base.registry.incident_card import incident_desk
from shoumi.base.registry.incident_desk import OwnIncident
from shoumi.base.row_authentication import verification
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case, CaseClearance, CaseSource
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.rules import CASE_DAYS
from shoumi.core.calendar import day_in_china, end_of_day


def text_digest(case: Case) -> str:
    """Over what is read, in both languages."""
    parts = (case.title_zh, case.title_en, case.text_zh, case.text_en)
    return hashlib.sha256("\x00".join(parts).encode()).hexdigest()


def last_day(case: Case) -> datetime:
    """The moment at which it is overdue."""
    return end_of_day(case.happened_on + timedelta(days=CASE_DAYS))


def overdue_at(incident: OwnIncident) -> datetime:
    return end_of_day(day_in_china(incident.found_at) + timedelta(days=CASE_DAYS))


def readable() -> QuerySet[Case]:
    """Those that another than their teller read as they stand, so that everybody may."""
    read = verification.authentic(CaseClearance.objects.all())
    as_read = {(one.case, one.text_sha256) for one in read}
    told = verification.authentic(Case.objects.filter(ref__in=[one.case for one in read]))
    refs = [one.ref for one in told if (one.ref, text_digest(one)) in as_read]
    return Case.objects.filter(ref__in=refs)


def is_read_here() -> bool:
    """Whether the house has cases read by another: from the first on."""
    return bool(latest_entries.all_of([Tag.CASE_CLEARED]))


def unraised(at: datetime) -> list[OwnIncident]:
    """The incidents that are no case yet, of those whose time was not over when the house began to
    teach.

    Raises:
        NotAuthentic
    """
    begins = queries.begins_at()
    if begins is None or begins > at:
        return []
    raised = {one.incident for one in queries.every(CaseSource)}
    since = begins - timedelta(days=CASE_DAYS)
    return [one for one in incident_desk().own(since) if one.ref not in raised]


def unread() -> list[Case]:
    """Those that were told and that no other than their teller read as they stand.

    Raises:
        NotAuthentic
    """
    read = {(one.case, one.text_sha256): one.cleared_by for one in queries.every(CaseClearance)}
    return [
        one
        for one in queries.every(Case)
        if one.told_at is not None
        and read.get((one.ref, text_digest(one)), one.told_by) == one.told_by
    ]
