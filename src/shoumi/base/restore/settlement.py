"""What a restore stopped because something could not be done again, and letting somebody be read
again who was frozen so."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import TWO, Change
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay, SuspendReason
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.restore.errors import NotBlocked
from shoumi.base.restore.events import Tag as RestoreTag
from shoumi.base.subjects import services as subjects
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms, readable
from shoumi.base.subjects.models import State, Subject
from shoumi.core.refs import Ref

DUTY = "13.2"
SETTLERS = TWO[Action.RESTORE].askers


@dataclass(frozen=True, slots=True)
class Waiting:
    """``subject``  who is frozen; empty: the deal is stopped
    ``because``  position and tag of each entry that could not be done again; none where entries
                 are missing, or one concerned everybody
    """

    deal: str
    number: str
    subject: str
    because: Sequence[tuple[int, str]]


def waiting() -> list[Waiting]:
    """Everybody and every deal that a restore stopped and that nobody has let go on, the deals
    first."""
    people = _frozen()
    stopped = Deal.objects.filter(
        overlay=Overlay.SUSPENDED, overlay_reason=SuspendReason.RESTORED
    ).order_by("ref")
    because = _because(people.values()) if people or stopped else {}
    found = [Waiting(one.ref, one.number, "", because.get(one.ref, ())) for one in stopped]
    numbers = dict(Deal.objects.values_list("ref", "number"))
    for one in Subject.objects.filter(ref__in=people).order_by("deal", "id"):
        told = because.get(people[Ref(one.ref)], ())
        found.append(Waiting(one.deal, numbers[one.deal], one.ref, told))
    return found


def is_waiting(subject: Ref) -> bool:
    """Whether a restore froze this person and nobody has settled it."""
    found = Subject.objects.filter(ref=subject, state=State.FROZEN).first()
    return found is not None and _is_by_restore(found)


def _frozen() -> dict[Ref, str]:
    """Who was frozen by a restore last, with the ledger's name."""
    changes = reader.some(latest_entries.all_of([Tag.STATE_CHANGED]))
    if not any(DUTY in one.line().duties for one in changes):
        return {}
    last: dict[str, bool] = {}
    for one in changes:
        is_restore = DUTY in one.line().duties
        for content in reader.rows(one.position):
            if (name := json.loads(content).get("subject")) is not None:
                last[name] = is_restore
    held = Subject.objects.filter(state=State.FROZEN).values_list("ref", flat=True)
    named = readable([Ref(ref) for ref in held])
    return {ref: name for ref, name in named.items() if last.get(name)}


def _because(names: Collection[str]) -> Mapping[str, Sequence[tuple[int, str]]]:
    """By person, else by deal, the entries that no restore could do again."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for position, tag in _listed():
        line = reader.entry(position).line()
        concerned = {str(line.about)}
        if line.rows is not None:
            told = map(json.loads, reader.rows(position))
            concerned |= {str(one.get("subject")) for one in told}
        people = concerned & set(names)
        for name in people or ([str(line.deal)] if line.deal else []):
            found[name].append((position, tag))
    return found


def _listed() -> Iterator[tuple[int, str]]:
    for position in latest_entries.all_of([RestoreTag.BLOCKED]):
        for content in reader.rows(position):
            told = json.loads(content)
            if "position" in told:
                yield int(told["position"]), told["tag"]


def settle(*, subject: Ref, actor: Ref, at: datetime) -> None:
    """Two persons have looked at what the ledger says, and the person may be read as before.

    Raises:
        NotBlocked: no restore froze this person, or the person is in another state by now.
        NeedsApproval (``approvals``), RequesterMayNot, ApproverMayNot
    """
    found = Subject.objects.filter(ref=subject, state=State.FROZEN).first()
    if found is None or not _is_by_restore(found):
        raise NotBlocked(subject=subject)
    deal = Ref(found.deal)
    change = Change(Action.RESTORE, {"subject": subject}, deal=deal)
    with (
        approvals.kept(Action.RESTORE, actor=actor, at=at, deal=deal),
        transaction.atomic(),
    ):
        approvals.spend(change, actor=actor, at=at)
        subjects.change_state(
            deal=deal, subjects=[subject], to=State.ACTIVE, duty=DUTY, actor=actor, at=at
        )


def _is_by_restore(found: Subject) -> bool:
    """Whether the newest change of the person's state is a restore's."""
    ref = Ref(found.ref)
    name = str(pseudonyms([ref])[ref])
    for position in reversed(latest_entries.of_deal([Tag.STATE_CHANGED], found.deal)):
        if any(json.loads(row)["subject"] == name for row in reader.rows(position)):
            return DUTY in reader.entry(position).line().duties
    return False
