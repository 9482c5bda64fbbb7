"""The texts people get."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.services import locks
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Notice
from shoumi.chapters.consent.services.errors import ContentsMissing
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.messages import Both
from shoumi.core.notice_categories import (
    CategoriesUnfit,
    Category,
    made,
    of_words,
    printed,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role

Chosen = Sequence[tuple[Both, Sequence[str]]]


def written(
    contents: Mapping[str, str], chosen: Chosen
) -> tuple[dict[str, str], tuple[Category, ...]]:
    """Contents and categories of a text: what people read of a category is made of what it covers.

    ``chosen``  words and codes; where there is none, each word of ``contents`` has to be the
                registered title of a field.  Before there is a register the words cover nothing

    Raises:
        CategoriesUnfit
    """
    told = {name: text.strip() for name, text in contents.items() if text.strip()}
    register = registry.field_register()
    if chosen:
        categories = made(chosen, register)
    else:
        reading = of_words(told.get("categories", ""), register)
        if reading.unknown and register:
            raise CategoriesUnfit(what=reading.unknown)
        categories = reading.categories
    if categories:
        told["categories"] = printed(categories, "zh")
    return told, categories


def require_whole(instrument: Instrument, contents: Mapping[str, str]) -> None:
    """
    Raises:
        ContentsMissing: names what the article wants said and the text does not say.
    """
    if gaps := rules.missing(instrument, contents):
        raise ContentsMissing(instrument=instrument, contents=tuple(sorted(gaps)))


@transaction.atomic
def approve(
    *,
    deal: Ref,
    instrument: Instrument,
    contents: Mapping[str, str],
    paper: bytes,
    actor: Ref,
    at: datetime,
    chosen: Chosen = (),
) -> Notice:
    """Approve a text for sending; from here on it is known by its hash and never changes.

    ``chosen``  as in ``written``: what leaves of a person is what they cover

    Raises:
        ContentsMissing: names what the article wants said and the text does not say.
        CategoriesUnfit: a category covers what is not registered for leaving.
        NotPermitted: the actor is not the DPO.
        Terminated
    """
    accounts.require(actor, at, Role.DPO)
    locks.require_living(deal)
    told, categories = written(contents, chosen)
    require_whole(instrument, told)
    stored = [one.stored() for one in categories]
    digest = hashlib.sha256(rules.notice_text(told, stored)).digest()
    document = store.put(paper, kind="notice", deal=deal, actor=actor, at=at)
    ref = Ref.new("note")
    facts: dict[str, Value] = {
        "instrument": instrument,
        "text": Digest(digest),
        "document": Digest.fromhex(document.sha256),
    }
    entry = writer.record(Event(Tag.NOTICE_APPROVED, actor, ref, at, facts, ("6.1",), deal))
    made = Notice.objects.create(
        ref=ref,
        deal=deal,
        instrument=instrument,
        contents=told,
        categories=stored,
        sha256=digest.hex(),
        document=document.ref,
        approved_at=at,
        position=entry.position,
    )
    codes.put_and_save([made], entry.position)  # which covers the number it was given
    return made
