"""Put a change of the terms into effect: consents are superseded, or people are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connections, transaction

from shoumi.base import bulk
from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import services as calendar
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import writer
from shoumi.base.registry import BuyerChange
from shoumi.base.row_authentication import codes, verification
from shoumi.base.subjects.ledger_pseudonyms import rows
from shoumi.base.vault import keys
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent, Notice
from shoumi.chapters.consent.queries import former_recipients, notices, term_changes
from shoumi.chapters.consent.queries.term_changes import Change
from shoumi.chapters.consent.rules import CampaignState
from shoumi.chapters.consent.services import errors
from shoumi.chapters.consent.services.campaigns import lock
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ConsentState, Role

_STATES = (CampaignState.OPEN, CampaignState.CLOSED)
_COLUMNS = ("id", *Consent.coverage.columns, *codes.STORED)
_STATE = Consent.coverage.columns.index("state")
_PUT = "UPDATE consent_consent SET state = %s, entry_position = %s, mac = %s WHERE id = %s"


@transaction.atomic
def revise(*, campaign: Ref, notice: Ref, since: date, actor: Ref, at: datetime) -> Campaign:
    """Put another approved text in place of the campaign's from a day on.

    What it changes is superseded or told from that day (``apply``); until then nothing is other.

    Raises:
        NoSuchNotice: no text of this deal.
        WrongInstrument: the text is of another instrument.
        NothingChanged: it says what is said already.
        TooLate: the day is over.
        NoSuchCampaign, NotInState, NotPermitted
        NotAuthentic: the campaign, its notice or the text is not as the house left it.
    """
    accounts.require(actor, at, Role.DPO)
    [found] = verification.require([lock(campaign, *_STATES)])
    found.notice = notices.of(found)
    text = Notice.objects.filter(ref=notice, deal=found.deal).first()
    if text is None:
        raise errors.NoSuchNotice(notice=notice)
    notices.require_approved(text)
    if text.instrument != found.instrument:
        raise errors.WrongInstrument(instrument=text.instrument, purpose=found.purpose)
    if found.superseded_at is not None:
        raise errors.NotInState(campaign=campaign, state=ConsentState.SUPERSEDED)
    if since < day_in_china(at):
        raise errors.TooLate
    if not term_changes.text_changes(term_changes.text_of(found), text):
        raise errors.NothingChanged(campaign=campaign)
    facts: dict[str, Value] = {"notice": notice, "since": since}
    writer.record(Event(Tag.REVISED, actor, campaign, at, facts, ("6.3",), Ref(found.deal)))
    return found


@transaction.atomic
def apply(*, campaign: Ref, actor: Ref, at: datetime) -> dict[str, int]:
    """Do what the changes in force ask for: how many consents are ``superseded``, and how many
    people are ``told``.

    Where the window is open it ends; who had not answered is asked with the new text.

    Raises:
        NothingChanged: nothing waits.
        NoSuchCampaign, NotInState, NotPermitted
        NotAuthentic: as in ``revise``.
    """
    if actor != SYSTEM:
        accounts.require(actor, at, Role.DPO)
    [found] = verification.require([lock(campaign, *_STATES)])
    found.notice = notices.of(found)
    waiting = term_changes.waiting(found, at)
    if not waiting:
        raise errors.NothingChanged(campaign=campaign)
    asking = next((one for one in waiting if term_changes.supersedes(found, one)), None)
    if asking is not None:
        return {"superseded": _supersede(found, asking, actor, at), "told": 0}
    told = term_changes.people(found)
    for one in waiting:
        facts: dict[str, Value] = {"change": one.source, "count": told}
        event = Event(Tag.CHANGE_TOLD, actor, campaign, at, facts, ("6.3",), Ref(found.deal))
        writer.record(event)
    return {"superseded": 0, "told": told}


def _supersede(found: Campaign, change: Change, actor: Ref, at: datetime) -> int:
    """One entry with a row for each person whose key is there, then the rows of the table."""
    given = found.consents.filter(state=ConsentState.GIVEN).order_by("id")
    refs = [Ref(ref) for ref in given.values_list("subject", flat=True).iterator(bulk.CHUNK)]
    living = keys.existing(refs)
    facts: dict[str, Value] = {"change": change.source, "count": len(refs)}
    facts |= {part.value: True for part in sorted(change.parts)}
    event = Event(Tag.SUPERSEDED, actor, Ref(found.ref), at, facts, ("6.3",), Ref(found.deal))
    named = [ref for ref in refs if ref in living]
    written = writer.record(event, rows=rows(named, state=ConsentState.SUPERSEDED.value))
    with connections["default"].cursor() as cursor:
        done = 0
        for part in _parts(found, refs, written.position):
            report(Step.WRITING, done, len(refs))
            cursor.executemany(_PUT, part)
            done += len(part)
    was_open = found.state == CampaignState.OPEN
    found.state, found.superseded_at = CampaignState.CLOSED, at
    found.closed_at = found.closed_at or at
    found.position = written.position
    codes.put(found, written.position)
    found.save()
    if was_open:
        key = rules.DeadlineKey.CAMPAIGN_END
        calendar.meet(key=key, about=Ref(found.ref), actor=actor, at=at)
    return len(refs)


def buyer_changed(change: BuyerChange) -> None:
    """What people were told of the former buyer counts for nobody else: their consents end, and a
    purpose can be put to them again."""
    for one in former_recipients.for_recipient(change.deal, change.former):
        _of_another(Ref(one.ref), change.buyer, change.actor, change.at)


def resume(at: datetime) -> int:
    """Campaigns that a crash left standing when their buyer left; how many."""
    gone = Party.objects.filter(role=PartyRole.FORMER_TE)
    found = [
        (one, party)
        for party in gone.order_by("ref")
        for one in former_recipients.for_recipient(Ref(party.deal_id), Ref(party.ref))
    ]
    for one, party in found:
        _of_another(Ref(one.ref), Ref(party.ref), SYSTEM, at)
    return len(found)


@transaction.atomic
def _of_another(campaign: Ref, source: Ref, actor: Ref, at: datetime) -> None:
    [found] = verification.require([lock(campaign, *CampaignState)])
    parts = frozenset({rules.Part.RECIPIENT})
    _supersede(found, Change(source, None, at, parts, {}), actor, at)


def _parts(found: Campaign, refs: Sequence[Ref], position: int) -> Iterator[list[tuple[Any, ...]]]:
    """A row that is not authentic is superseded too, and stays what it is."""
    made, judged = codes.maker(Consent), codes.judge(Consent)
    after = ConsentState.SUPERSEDED.value
    for start in range(0, len(refs), bulk.CHUNK):
        chunk = refs[start : start + bulk.CHUNK]
        part = []
        for number, *told, at, mac in bulk.select(
            Consent, _COLUMNS, "subject", chunk, campaign_id=found.pk
        ):
            if judged(at, mac, told):
                now = [*told[:_STATE], after, *told[_STATE + 1 :]]
                at, mac = position, made(position, now)
            part.append((after, at, mac, number))
        yield part
