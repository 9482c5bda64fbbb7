"""Let somebody be read again whom a restore froze because something could not be done again."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import Change
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.restore.errors import NotBlocked
from shoumi.base.subjects import services as subjects
from shoumi.base.subjects.events import Tag
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms
from shoumi.base.subjects.models import State, Subject
from shoumi.core.refs import Ref

DUTY = "13.2"


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
