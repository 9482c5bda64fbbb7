"""The texts people get."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.services.errors import ContentsMissing
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role


@transaction.atomic
def approve(
    *,
    deal: Ref,
    instrument: Instrument,
    contents: Mapping[str, str],
    paper: bytes,
    actor: Ref,
    at: datetime,
) -> Notice:
    """Approve a text for sending; from here on it is known by its hash and never changes.

    Raises:
        ContentsMissing: names what the article wants said and the text does not say.
        NotPermitted: the actor is not the DPO.
    """
    accounts.require(actor, at, Role.DPO)
    if gaps := rules.missing(instrument, contents):
        raise ContentsMissing(instrument=instrument, contents=tuple(sorted(gaps)))
    text = json.dumps(dict(contents), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    digest = hashlib.sha256(text.encode()).digest()
    document = store.put(paper, kind="notice", deal=deal, actor=actor, at=at)
    ref = Ref.new("note")
    facts: dict[str, Value] = {
        "instrument": instrument,
        "text": Digest(digest),
        "document": Digest.fromhex(document.sha256),
    }
    written = writer.record(Event(Tag.NOTICE_APPROVED, actor, ref, at, facts, ("6.1",), deal))
    return Notice.objects.create(
        ref=ref,
        deal=deal,
        instrument=instrument,
        contents=dict(contents),
        sha256=digest.hex(),
        document=document.ref,
        approved_at=at,
        position=written.position,
    )
