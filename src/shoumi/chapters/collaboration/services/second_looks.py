"""Messages are looked at again: the scan learns, and somebody may have got round it.

What is found then shuts the platform until the message is removed (11.2).
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.collaboration.events import Tag
from shoumi.chapters.collaboration.rules import findings, threads
from shoumi.chapters.collaboration.rules.findings import Finding
from shoumi.chapters.collaboration.services import prose, texts
from shoumi.chapters.collaboration.thread_models import Thread, ThreadMessage
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref

_MOST = 2_000
_EACH = timedelta(hours=23)


def look(*, at: datetime) -> int:
    """Look at those again that nobody looked at for a day; how many name somebody."""
    due = ThreadMessage.objects.filter(removed_at=None, scanned_at__lte=at - _EACH)
    refs = list(due.order_by("scanned_at").values_list("ref", flat=True)[:_MOST])
    return sum(_look(Ref(ref), at) for ref in refs)


@transaction.atomic
def _look(message: Ref, at: datetime) -> bool:
    found = ThreadMessage.objects.select_for_update().get(ref=message)
    if found.removed_at is not None or not verification.is_authentic(found):
        return False
    seen = _findings(texts.opened(found.text), at)
    found.scanned_at = at
    if not seen or found.found_at is not None:
        found.save(update_fields=["scanned_at"])
        return False
    labels = {one.label for one in seen}
    thread = Thread.objects.get(ref=found.thread)
    facts: dict[str, Value] = {
        "thread": Ref(thread.ref),
        "place": found.place,
        "kind": min(labels),
        "count": len(seen),
    }
    found.found_at = at
    event = Event(Tag.FOUND, SYSTEM, message, at, facts, ("11.2",), Ref(thread.deal))
    codes.put(found, writer.record(event).position)
    found.save()
    return True


def _findings(text: str, at: datetime) -> list[Finding]:
    """In what stands between references."""
    words = "\n".join(words for words, _ in threads.parts(text))
    return findings.of_text(words, today=day_in_china(at), prose=prose.reader())
