"""What there is in a home that an act could have brought about."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path


def world(home: Path) -> dict[str, object]:
    """Everything but the evidence of trying."""
    from django.apps import apps

    from shoumi.base.correspondence.models import Letter
    from shoumi.base.deals.models import MilestoneState
    from shoumi.base.handover.models import Package
    from shoumi.base.ledger.models import Entry
    from shoumi.base.rooms.models import Room

    rows = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.label not in _TRYING and model._meta.app_label != "vault"
    }
    states = {
        "milestones": sorted(MilestoneState.objects.values_list("deal", "code", "state")),
        "rooms": sorted(Room.objects.values_list("ref", "state")),
        "letters": sorted(Letter.objects.values_list("ref", "way", "state")),
        "packages": sorted(Package.objects.values_list("ref", "state")),
    }
    entries = Entry.objects.order_by("position").values_list("tag", "body")
    told = [tag for tag, body in entries if not _is_of_a_try(tag, bytes(body))]
    files = sorted(
        str(path.relative_to(home))
        for path in home.rglob("*")
        if path.is_file() and not _OWN_FILE.search(str(path.relative_to(home)))
    )
    return {**rows, **states, "entries": told, "files": files}


# Rows that a try itself leaves: its entry, what was answered, the job that was asked for.
_TRYING = frozenset(
    {
        "ledger.RowChunk",
        # Of a real home a worker does what is due, too.
        "backup.Verification",
        "jobs.Errand",
        "jobs.Job",
        "jobs.Plan",
        "outbox.Message",  # mails to staff about what is due; letters to customers are compared
        "ledger.Entry",
        "deals.Refusal",
        "signin.Session",
        "bearers.Answer",
        "intake.Upload",
    }
)
_TRIED = re.compile(r"refused|denied|^job\.|session|^approval\.|^letters\.held")
# Databases and the ledger's own; what was brought and waits sealed is what somebody tried with.
_OWN_FILE = re.compile(r"sqlite3(-wal|-shm|-journal)?$|highwater|^(tlog|live|incoming)/|\.lock$")


def _is_of_a_try(tag: str, body: bytes) -> bool:
    """An entry that says somebody asked, or was told no."""
    if tag == "gate.decided":
        from shoumi.core.ledger import leaf

        return not leaf.read(body).facts["allowed"]
    return _TRIED.search(tag) is not None


def differences(before: dict[str, object], after: dict[str, object]) -> str:
    told = []
    for name, was in before.items():
        now = after[name]
        if was == now:
            continue
        if isinstance(was, list) and isinstance(now, list):
            more, fewer = Counter(now) - Counter(was), Counter(was) - Counter(now)
            told.append(f"{name}: {[*more][:4]} more, {[*fewer][:4]} fewer")
        else:
            told.append(f"{name}: {was} -> {now}")
    return "; ".join(told)
