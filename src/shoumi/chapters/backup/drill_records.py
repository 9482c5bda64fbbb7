"""What the ledger says of drills, and the recovery plan that is filed.  Nothing here writes."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.documents.models import Document
from shoumi.base.ledger import latest_entries, reader
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.rules import KeyForm
from shoumi.core.errors import Missing
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref


class NoPlan(Missing):
    """No recovery plan is filed."""

    code = "backup.no_plan"


def drills_told() -> list[Line]:
    """What the ledger says of the drills that came to their end, the oldest first."""
    found = reader.some(latest_entries.all_of([Tag.RESTORE_TESTED]))
    return [one.line() for one in found]


def drilled_by() -> frozenset[Ref]:
    """Who has drilled before."""
    return frozenset(one.actor for one in drills_told())


def rehearsed() -> datetime | None:
    """When somebody new last put a copy back with printed sheets, and it passed."""
    found = [
        one.at
        for one in drills_told()
        if one.facts["passed"] and one.facts.get("new") and one.facts.get("key") == KeyForm.SHEETS
    ]
    return max(found, default=None)


def plan() -> Ref | None:
    """The recovery plan in force; None: none was filed, or a restore has lost the one that was."""
    last = latest_entries.last([Tag.PLAN_FILED])
    if last is None:
        return None
    about = reader.entry(last).line().about
    return about if Document.objects.filter(ref=about).exists() else None


def plan_digest(plan: Ref) -> str:
    return Document.objects.get(ref=plan).sha256
