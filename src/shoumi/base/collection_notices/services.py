"""Hand a notice in, say that there is none, say what it covers, open it again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.collection_notices import queries, rules
from shoumi.base.collection_notices.errors import (
    AlreadyFiled,
    DatedAhead,
    MissingNames,
    MissingUnsaid,
    NothingToJudge,
    Replaced,
)
from shoumi.base.collection_notices.events import Tag
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import Extent, NoNotice, Shown
from shoumi.base.deals import queries as deals
from shoumi.base.deals import rules as deal_rules
from shoumi.base.deals.services.locks import lock
from shoumi.base.documents import store
from shoumi.base.documents.events import Kind
from shoumi.base.documents.examined import Examined
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

DUTIES = ("6.1",)


@dataclass(frozen=True, slots=True)
class NewNotice:
    """``used_from``  the day since when people were told so; ``shown``  where"""

    paper: Examined
    used_from: date
    shown: Shown


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far purposes and categories of the data set, and that it may be handed on, stand in the
    notice; ``missing`` what does not."""

    purposes: Extent
    categories: Extent
    handing_on: Extent
    missing: str = ""


@transaction.atomic
def file(*, deal: Ref, dataset: Ref, new: NewNotice, actor: Ref, at: datetime) -> CollectionNotice:
    """Keep the target's own notice sealed, for one data set; what was known of it before is history
    from now on.  It is evidence, so it is taken while a deal is suspended too.

    Raises:
        NotPermitted: the actor is neither of the house's roles that file it nor of the transferor.
        NoSuchDeal, NoSuchSet
        DatedAhead, AlreadyFiled
        PersonalInformation: a copy that somebody filled in; the notice alone is wanted.
    """
    _require_filer(deal, actor, at)
    lock(deal)
    queries.dataset(dataset, deal)
    if new.used_from > day_in_china(at):
        raise DatedAhead
    new.paper.must_be_evidence()
    digest = new.paper.digest
    if (last := _last(deal, dataset)) is not None and last.sha256 == digest.hex():
        raise AlreadyFiled
    kept = store.put(new.paper.content, kind=Kind.NOTICE, deal=deal, actor=actor, at=at)
    facts: dict[str, Value] = {
        "dataset": dataset,
        "sha256": digest,
        "from": new.used_from,
        "shown": new.shown,
    }
    row = _new(deal, dataset, actor, at)
    row.document, row.sha256, row.format = kept.ref, digest.hex(), new.paper.format
    row.used_from, row.shown = new.used_from, new.shown
    return _save(row, Event(Tag.FILED, actor, Ref(row.ref), at, facts, DUTIES, deal))


@transaction.atomic
def state_none(
    *, deal: Ref, dataset: Ref, reason: NoNotice, actor: Ref, at: datetime
) -> CollectionNotice:
    """Say that the target collected these data without a notice, and why: 6.1 is not kept for them
    until people are told and that notice is handed in.

    Raises:
        NotPermitted, NoSuchDeal, NoSuchSet
        AlreadyFiled: just that is stated.
    """
    _require_filer(deal, actor, at)
    lock(deal)
    queries.dataset(dataset, deal)
    if (last := _last(deal, dataset)) is not None and last.reason == reason:
        raise AlreadyFiled
    row = _new(deal, dataset, actor, at)
    row.reason = reason
    facts: dict[str, Value] = {"dataset": dataset, "reason": reason}
    return _save(row, Event(Tag.NONE_STATED, actor, Ref(row.ref), at, facts, DUTIES, deal))


@transaction.atomic
def judge(*, notice: Ref, judgement: Judgement, actor: Ref, at: datetime) -> CollectionNotice:
    """Say what the notice covers of its data set.  It may be said anew; the last word counts.

    Raises:
        NoSuchNotice
        NotPermitted: the actor is neither protection officer nor legal.
        NothingToJudge: it is the statement that there is none.
        Replaced: it is not what the data set has now.
        MissingUnsaid, MissingNames
        NotAuthentic: it was changed from outside; the target's notice is handed in anew.
    """
    deal = Ref(queries.notice(notice).deal)
    accounts.require(actor, at, *rules.JUDGES, deal=deal)
    lock(deal)
    (row,) = verification.require([queries.notice(notice)])
    last = _last(deal, Ref(row.dataset))
    if last is None or last.ref != row.ref:
        raise Replaced
    if row.reason:
        raise NothingToJudge
    missing = judgement.missing.strip()
    said = (judgement.purposes, judgement.categories, judgement.handing_on)
    if any(one is not Extent.WHOLE for one in said) and not missing:
        raise MissingUnsaid
    if _names_somebody(missing):
        raise MissingNames
    row.purposes, row.categories, row.handing_on = said
    row.missing, row.judged_by, row.judged_at = missing, actor, at
    facts: dict[str, Value] = {
        "dataset": Ref(row.dataset),
        "purposes": judgement.purposes,
        "categories": judgement.categories,
        "handing_on": judgement.handing_on,
    }
    if missing:
        facts["missing"] = Digest.of(missing.encode())
    event = Event(Tag.JUDGED, actor, notice, at, facts, DUTIES, deal)
    codes.put(row, writer.record(event).position)
    row.save()
    return row


def open_file(*, notice: Ref, actor: Ref, at: datetime) -> bytes:
    """The file exactly as it was handed in; that it was opened is recorded.

    Raises:
        NoSuchNotice, NothingToJudge
        NotPermitted: the actor neither filed it, nor stands for the transferor, nor opens papers.
        NotAuthentic
        DocumentDamaged, NoKey
    """
    (row,) = verification.require([queries.notice(notice)])
    deal = Ref(row.deal)
    if row.filed_by != actor and Role.TR not in deals.sides_of(actor, deal, at):
        accounts.require(actor, at, *deal_rules.OPENERS, deal=deal)
    if not row.document:
        raise NothingToJudge
    facts: dict[str, Value] = {"dataset": Ref(row.dataset), "sha256": Digest.fromhex(row.sha256)}
    with transaction.atomic():
        writer.record(Event(Tag.OPENED, actor, notice, at, facts, deal=deal))
    return store.get(Ref(row.document))


def _require_filer(deal: Ref, actor: Ref, at: datetime) -> None:
    if Role.TR not in deals.sides_of(actor, deal, at):
        accounts.require(actor, at, *rules.FILERS, deal=deal)


def _names_somebody(text: str) -> bool:
    # Brings in the array library, which most callers of this module never need.
    from shoumi.core.redact.cover import covers

    return bool(covers(text))


def _last(deal: Ref, dataset: Ref) -> CollectionNotice | None:
    """One that was forged stands in nobody's way: to hand in anew is what mends it."""
    rows = CollectionNotice.objects.filter(deal=deal, dataset=dataset).order_by("position")
    return next(reversed(verification.authentic(rows)), None)


def _new(deal: Ref, dataset: Ref, actor: Ref, at: datetime) -> CollectionNotice:
    return CollectionNotice(
        ref=Ref.new("cnotice"), deal=deal, dataset=dataset, filed_by=actor, filed_at=at
    )


def _save(row: CollectionNotice, event: Event) -> CollectionNotice:
    row.position = writer.record(event).position
    codes.put(row, row.position)
    row.save(force_insert=True)
    return row
