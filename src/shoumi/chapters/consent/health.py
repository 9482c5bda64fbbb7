"""Whether campaigns and what people said are what the ledger says of them.

Rows of people share entries, and each entry has a row for each person, under the pseudonym: a row
of the table agrees where the entry has just that row.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.db.models import Count

from shoumi.base.documents.models import Document
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.base.subjects.ledger_pseudonyms import pseudonyms, row
from shoumi.base.subjects.models import State, Subject
from shoumi.base.vault import keys
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import (
    Campaign,
    Consent,
    Invitation,
    Notice,
    NoticeDraft,
    Objection,
)
from shoumi.chapters.consent.queries import instruments
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState


def _notice_agrees(found: Notice, entries: Sequence[Recorded]) -> bool:
    """A home that waits for its migration has no categories yet."""
    (entry,) = entries
    line = entry.line()
    is_there = "categories" not in found.get_deferred_fields()
    text = rules.notice_text(found.contents, found.categories if is_there else ())
    paper = Document.objects.filter(ref=found.document).values_list("sha256", flat=True).first()
    wanted = {"instrument": found.instrument, "text": found.sha256, "document": paper}
    told = line.tag, line.at, line.deal, entry.position, hashlib.sha256(text).hexdigest()
    own = Tag.NOTICE_APPROVED, found.approved_at, found.deal, found.position, found.sha256
    return told == own and agreement.facts_are(line.facts, wanted)


def _draft_agrees(found: NoticeDraft, entries: Sequence[Recorded]) -> bool:
    written, *rest = [one.line() for one in entries]
    paper = Document.objects.filter(ref=found.document).values_list("sha256", flat=True).first()
    wanted = {"instrument": found.instrument, "text": found.sha256}
    if found.document:
        wanted["document"] = paper or ""
    text = rules.notice_text(found.contents, found.categories)
    told = written.tag, written.actor, written.at, written.deal, hashlib.sha256(text).hexdigest()
    own = Tag.NOTICE_WRITTEN, found.written_by, found.written_at, found.deal, found.sha256
    states = {
        Tag.NOTICE_APPROVED: rules.DraftState.APPROVED,
        Tag.NOTICE_RETURNED: rules.DraftState.RETURNED,
    }
    state = states[Tag(rest[-1].tag)] if rest else rules.DraftState.WAITING
    at = rest[-1].at if rest else None
    is_so = (found.state, found.answered_at, found.position) == (state, at, entries[0].position)
    return told == own and is_so and agreement.facts_are(written.facts, wanted)


def _notice_of(found: Campaign) -> dict[str, str] | None:
    """What the entry of a campaign says of its notice; None: it is not one the campaign can have.

    An entry of an earlier version names none.  Then the answers do, each of which is held against
    its own row of the ledger.
    """
    columns = ("ref", "sha256", "deal", "instrument")
    ref, text, *of = Notice.objects.filter(pk=found.notice_id).values_list(*columns).first() or (
        "", "", "", "",
    )  # fmt: skip
    # A home that waits for its migration does not have the two yet.
    absent = found.get_deferred_fields()
    own = [getattr(found, name) for name in ("notice_ref", "notice_sha256") if name not in absent]
    if of != [found.deal, found.instrument] or (own and own != [ref, text]):
        return None
    answered = Consent.objects.filter(campaign_id=found.pk)
    if answered.exclude(notice_sha256=text).exists():
        return None
    return {"notice": ref, "text": text}


def _campaign_agrees(found: Campaign, entries: Sequence[Recorded]) -> bool:
    prepared = entries[0].line()
    wanted = {
        "instrument": found.instrument,
        "purpose": found.purpose,
        "recipient": found.recipient,
    }
    if (prepared.tag, prepared.at, prepared.deal) != (
        Tag.PREPARED,
        found.prepared_at,
        found.deal,
    ) or not agreement.facts_are(prepared.facts, wanted):
        return False
    text = _notice_of(found)
    if text is None or not agreement.facts_are(
        prepared.facts, text if "notice" in prepared.facts else {}
    ):
        return False
    state, opened_at, reminded_at, closed_at = rules.CampaignState.PREPARED, None, None, None
    superseded_at = None
    for one in entries[1:]:
        line = one.line()
        if line.tag == Tag.OPENED:
            state, opened_at = rules.CampaignState.OPEN, line.at
        elif line.tag == Tag.REMINDED:
            reminded_at = line.at
        elif line.tag == Tag.CLOSED:
            state, closed_at = rules.CampaignState.CLOSED, line.at
        elif line.tag == Tag.SUPERSEDED:
            state, closed_at = rules.CampaignState.CLOSED, closed_at or line.at
            superseded_at = line.at
    times = (found.opened_at, found.reminded_at, found.closed_at)
    if (found.state, *times) != (state, opened_at, reminded_at, closed_at):
        return False
    # A home that waits for its migration has no such column yet.
    is_there = "superseded_at" not in found.get_deferred_fields()
    return (found.superseded_at if is_there else None) == superseded_at


def _invitations(found: Sequence[Invitation]) -> list[int | None]:
    names = _names(one.subject for one in found)
    campaigns = _campaigns(one.campaign_id for one in found)
    told = []
    for one in found:
        ref, _, position = campaigns[one.campaign_id]
        campaign = _told(ref)
        name = names.get(one.subject)
        wanted = campaign.get(name) if name else None
        told.append(wanted[2] if wanted and wanted[:2] == (one.lane, one.delivery) else None)
        if name is None and _is_nobody(one.subject):
            told[-1] = position
    return told


def _campaigns(numbers: Iterable[int]) -> dict[int, tuple[str, str, int]]:
    """Reference, purpose and position of each, without the columns that a migration adds."""
    found = Campaign.objects.filter(pk__in=set(numbers))
    return {own[0]: own[1:] for own in found.values_list("pk", "ref", "purpose", "position")}


@lru_cache(maxsize=1)
def _told(campaign: str) -> Mapping[str, tuple[str, str, int]]:
    """Of each pseudonym lane, last delivery, and the position that says so."""
    known: dict[str, tuple[str, str, int]] = {}
    prepared = latest_entries.about([Tag.PREPARED], campaign)[0]
    for position in sorted(latest_entries.about([Tag.OPENED, Tag.DELIVERED], campaign)):
        for one in map(json.loads, reader.rows(position)):
            if "lane" in one:
                known[one["subject"]] = one["lane"], rules.Delivery.QUEUED, prepared
            else:
                lane, *_ = known[one["subject"]]
                known[one["subject"]] = lane, one["delivery"], position
    return known


def _consents(found: Sequence[Consent]) -> list[int | None]:
    names = _names(one.subject for one in found)
    campaigns = _campaigns(one.campaign_id for one in found)
    told: list[int | None] = []
    for one in found:
        ref, purpose, _ = campaigns[one.campaign_id]
        name = names.get(one.subject)
        at: int | None = one.position
        if name is None:
            told.append(at if _is_nobody(one.subject) else None)
            continue
        if one.state == ConsentState.WITHDRAWN:
            taken = [
                entry
                for entry in reader.some(latest_entries.about([Tag.WITHDRAWN], name))
                if entry.line().facts.get("campaign") == ref
            ]
            at = taken[-1].position if taken else None
        elif one.state == ConsentState.SUPERSEDED:
            at = next(iter(reversed(latest_entries.about([Tag.SUPERSEDED], ref))), None)
        is_no = one.state == ConsentState.REFUSED
        answer = rules.Answer.REFUSED if is_no else rules.Answer.GIVEN
        is_told = _row(one.position, one.row) == row(
            subject=name,
            answer=answer,
            lane=one.lane,
            notice=one.notice_sha256,
            purpose=purpose,
            channel=one.channel,
        )
        is_taken = one.state == ConsentState.WITHDRAWN or not _taken(name, ref)
        told.append(at if is_told and is_taken else None)
    return told


def _taken(name: str, campaign: str) -> bool:
    entries = reader.some(latest_entries.about([Tag.WITHDRAWN], name))
    return any(entry.line().facts.get("campaign") == campaign for entry in entries)


def _row(position: int, number: int) -> bytes | None:
    rows = _rows(position)
    return rows[number] if number < len(rows) else None


@lru_cache(maxsize=2)
def _rows(position: int) -> Sequence[bytes]:
    return list(reader.rows(position))


def _objections(found: Sequence[Objection]) -> list[int | None]:
    names = _names(one.subject for one in found)
    told: list[int | None] = []
    for one in found:
        name = names.get(one.subject)
        wanted = row(subject=name, outcome=one.outcome) if name else None
        is_told = _is_nobody(one.subject) if name is None else wanted in _rows(one.position)
        told.append(one.position if is_told else None)
    return told


def _names(subjects: Iterable[str]) -> dict[str, str]:
    """The pseudonym of each whose key is there."""
    refs = sorted({Ref(subject) for subject in subjects})
    return {str(ref): str(name) for ref, name in pseudonyms(sorted(keys.existing(refs))).items()}


def _is_nobody(subject: str) -> bool:
    """Destroyed, with the key that would tell the pseudonym: there is nothing left to open."""
    return Subject.objects.filter(ref=subject, state=State.DESTROYED).exists()


def _gone_invitations() -> int:
    return _lacking(Invitation, "campaign__ref", [Tag.OPENED])


def _gone_consents() -> int:
    deals = Campaign.objects.order_by().values_list("deal", flat=True).distinct()
    undone = sum(len(instruments.undone_withdrawals(Ref(deal))) for deal in deals)
    return undone + _lacking(Consent, "position", [Tag.ANSWERED])


def _gone_objections() -> int:
    return _lacking(Objection, "position", [Tag.OBJECTED])


def _lacking(table: Any, by: str, tags: Sequence[Tag]) -> int:
    """How many rows entries of ``tags`` tell of that ``table`` has not.  What a restore took over
    and could not bring back is none of them: it says so itself.
    """
    spans = latest_entries.restored()
    there = dict(table.objects.values_list(by).annotate(n=Count("id")).order_by())
    count = 0
    for entry in reader.some(latest_entries.all_of(tags)):
        if any(entry.position in span for span in spans):
            continue
        line = entry.line()
        key = entry.position if by == "position" else str(line.about)
        count += max(0, (line.rows.count if line.rows else 0) - there.get(key, 0))
    return count


def _put_back() -> int:
    """Campaigns in which fewer letters did not arrive than was told: one was put back."""
    found = Campaign.objects.all()
    return sum(own.unreached != len(instruments.undelivered(own)) for own in found)


guarded = (
    GuardedTable(Notice, agreement.each(_notice_agrees)),
    GuardedTable(NoticeDraft, agreement.each(_draft_agrees)),
    GuardedTable(Campaign, agreement.each(_campaign_agrees), _put_back),
    GuardedTable(Invitation, _invitations, _gone_invitations),
    GuardedTable(Consent, _consents, _gone_consents),
    GuardedTable(Objection, _objections, _gone_objections),
)
