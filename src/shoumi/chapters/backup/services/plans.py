"""The recovery plan: what to do, who does it, where the keys lie when the house is gone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.documents.errors import NotAPdf
from shoumi.base.documents.examined import Examined, Format
from shoumi.base.documents.models import Document
from shoumi.base.ledger import writer
from shoumi.chapters.backup.events import Tag
from shoumi.chapters.backup.services.setup import KEEPERS
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.refs import Ref


def file_plan(*, paper: Examined, actor: Ref, at: datetime) -> Document:
    """Keep the plan; it takes the place of the one before, and each drill from now on is done by
    it.

    Raises:
        NotPermitted: the actor is neither of operations nor the security officer.
        NotAPdf
        PersonalInformation: a plan names roles, and nobody's numbers.
    """
    accounts.require(actor, at, *KEEPERS)
    if paper.format is not Format.PDF:
        raise NotAPdf
    paper.must_be_evidence()
    with transaction.atomic():
        kept = store.put(paper.content, kind="evidence", deal=None, actor=actor, at=at)
        digest = Digest.fromhex(kept.sha256)
        facts = {"document": digest}
        writer.record(Event(Tag.PLAN_FILED, actor, Ref(kept.ref), at, facts, ("13.2",)))
    return kept
