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
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.services.errors import (
    ApprovedByWriter,
    ContentsMissing,
    NoSuchNotice,
    NotWaiting,
)
from shoumi.core import notice_categories
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
def write(
    *,
    deal: Ref,
    instrument: Instrument,
    contents: Mapping[str, str],
    actor: Ref,
    at: datetime,
    paper: bytes | None = None,
    chosen: Chosen = (),
) -> NoticeDraft:
    """Lay a text before another person; nobody is told by it until that person approves.

    ``paper``   a PDF of one's own; without it one is made of the text when it is approved
    ``chosen``  as in ``written``: what leaves of a person is what they cover

    Raises:
        ContentsMissing: names what the article wants said and the text does not say.
        CategoriesUnfit: a category covers what is not registered for leaving.
        NotPermitted: the actor is none of those who write texts.
        Terminated
    """
    accounts.require(actor, at, *rules.WRITERS)
    locks.require_living(deal)
    told, categories = written(contents, chosen)
    require_whole(instrument, told)
    stored = [one.stored() for one in categories]
    digest = hashlib.sha256(rules.notice_text(told, stored)).digest()
    ref = Ref.new("note")
    facts: dict[str, Value] = {"instrument": instrument, "text": Digest(digest)}
    document = ""
    if paper is not None:
        kept = store.put(paper, kind="notice", deal=deal, actor=actor, at=at)
        document = kept.ref
        facts["document"] = Digest.fromhex(kept.sha256)
    entry = writer.record(Event(Tag.NOTICE_WRITTEN, actor, ref, at, facts, ("6.1",), deal))
    made = NoticeDraft(
        ref=ref,
        deal=deal,
        instrument=instrument,
        contents=told,
        categories=stored,
        sha256=digest.hex(),
        document=document,
        written_by=actor,
        written_at=at,
        position=entry.position,
    )
    codes.put(made, entry.position)
    made.save(force_insert=True)
    return made


def require_approvable(draft: NoticeDraft, actor: Ref, at: datetime) -> None:
    """
    Raises:
        NotWaiting: it was approved or returned.
        ApprovedByWriter: two persons are wanted.
        NotPermitted: the protection officer approves; where that officer wrote it, legal or the
            head does.
    """
    if draft.state != rules.DraftState.WAITING:
        raise NotWaiting(notice=Ref(draft.ref))
    if actor == draft.written_by:
        raise ApprovedByWriter(notice=Ref(draft.ref))
    is_of_officer = Role.DPO in accounts.roles(Ref(draft.written_by), at)
    accounts.require(actor, at, *(rules.APPROVERS if is_of_officer else (Role.DPO,)))


@transaction.atomic
def approve(*, draft: Ref, actor: Ref, at: datetime, paper: bytes | None = None) -> Notice:
    """Approve a text for sending; from here on it is known by its hash and never changes.

    ``paper``  made of the text, where its writer brought none

    Raises:
        NoSuchNotice, NotWaiting, ApprovedByWriter, NotPermitted, NotAuthentic
        ContentsMissing, CategoriesUnfit: the register changed since it was written.
        Terminated
    """
    found = _draft(draft)
    require_approvable(found, actor, at)
    deal, instrument = Ref(found.deal), Instrument(found.instrument)
    locks.require_living(deal)
    require_fit(found)
    document, digest = _paper(found, paper, actor, at)
    facts: dict[str, Value] = {
        "instrument": instrument,
        "text": Digest.fromhex(found.sha256),
        "document": digest,
    }
    entry = writer.record(Event(Tag.NOTICE_APPROVED, actor, draft, at, facts, ("6.1",), deal))
    made = Notice.objects.create(
        ref=draft,
        deal=deal,
        instrument=instrument,
        contents=found.contents,
        categories=found.categories,
        sha256=found.sha256,
        document=document,
        approved_at=at,
        position=entry.position,
    )
    codes.put_and_save([made], entry.position)  # which covers the number it was given
    _answer(found, rules.DraftState.APPROVED, at, entry.position)
    return made


@transaction.atomic
def send_back(*, draft: Ref, actor: Ref, at: datetime) -> NoticeDraft:
    """Return a text to its writer, or take one's own back; what was written stays to be read.

    Raises:
        NoSuchNotice, NotWaiting, NotPermitted, NotAuthentic, Terminated
    """
    found = _draft(draft)
    locks.require_living(Ref(found.deal))
    if actor != found.written_by:
        require_approvable(found, actor, at)
    elif found.state != rules.DraftState.WAITING:
        raise NotWaiting(notice=draft)
    facts: dict[str, Value] = {
        "instrument": Instrument(found.instrument),
        "text": Digest.fromhex(found.sha256),
    }
    event = Event(Tag.NOTICE_RETURNED, actor, draft, at, facts, ("6.1",), Ref(found.deal))
    _answer(found, rules.DraftState.RETURNED, at, writer.record(event).position)
    return found


def _paper(draft: NoticeDraft, made: bytes | None, actor: Ref, at: datetime) -> tuple[str, Digest]:
    """The paper of a text and its digest: its writer's own, which opens, or the one made of it."""
    if draft.document:
        return draft.document, Digest(hashlib.sha256(store.get(Ref(draft.document))).digest())
    if made is None:
        raise ValueError
    kept = store.put(made, kind="notice", deal=Ref(draft.deal), actor=actor, at=at)
    return kept.ref, Digest.fromhex(kept.sha256)


def require_fit(draft: NoticeDraft) -> None:
    """
    Raises:
        ContentsMissing, CategoriesUnfit: it was written under another register.
    """
    categories = notice_categories.read(draft.categories)
    chosen = [(one.words, list(one.fields)) for one in categories]
    told, _ = written(draft.contents, chosen)
    require_whole(Instrument(draft.instrument), told)


def waiting(ref: Ref) -> NoticeDraft:
    """
    Raises:
        NoSuchNotice, NotAuthentic
    """
    found = NoticeDraft.objects.filter(ref=ref).first()
    if found is None:
        raise NoSuchNotice(notice=ref)
    verification.require([found])
    return found


def _draft(ref: Ref) -> NoticeDraft:
    found = NoticeDraft.objects.select_for_update().filter(ref=ref).first()
    if found is None:
        raise NoSuchNotice(notice=ref)
    verification.require([found])
    return found


def _answer(draft: NoticeDraft, state: rules.DraftState, at: datetime, position: int) -> None:
    draft.state, draft.answered_at = state, at
    codes.put(draft, position)
    draft.save(update_fields=["state", "answered_at", *codes.STORED])
