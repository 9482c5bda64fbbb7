"""Run a campaign: prepare, open, close.  Its letters are sent in ``dispatch``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from shoumi.base import bulk
from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors, recheck, staff_qualification
from shoumi.base.calendar import services as calendar
from shoumi.base.correspondence import queries as letters
from shoumi.base.deals import queries as deals
from shoumi.base.deals.services import locks
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes as codes_of_rows
from shoumi.base.row_authentication import verification
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import bulk_operations
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Invitation, Notice
from shoumi.chapters.consent.queries import instruments, notices, term_changes
from shoumi.chapters.consent.services import errors
from shoumi.chapters.consent.services.receipt_codes import Codes, rows_with
from shoumi.core.calendar import day_in_china
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.milestones import StageAct
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role

BATCH = 2_000


@transaction.atomic
def prepare(
    *, deal: Ref, notice: Ref, purpose: rules.Purpose, recipient: Ref, actor: Ref, at: datetime
) -> Campaign:
    """Get a campaign ready.  A purpose is put to the people of a deal once and never again.

    Raises:
        NoSuchNotice: the notice is not one of this deal.
        WrongInstrument: the purpose takes another instrument than the notice is.
        AskedAlready: this purpose was put to them before.
        NotPermitted: the actor is not the DPO.
        NotAuthentic: the notice is not as it was approved.
        Terminated
    """
    accounts.require(actor, at, Role.DPO, deal=deal)
    locks.require_living(deal)
    text = Notice.objects.filter(ref=notice, deal=deal).first()
    if text is None:
        raise errors.NoSuchNotice(notice=notice)
    notices.require_approved(text)
    if text.instrument not in rules.INSTRUMENTS[purpose]:
        raise errors.WrongInstrument(instrument=text.instrument, purpose=purpose)
    ref = Ref.new("camp")
    facts: dict[str, Value] = {
        "instrument": Instrument(text.instrument),
        "purpose": purpose,
        "recipient": recipient,
        "notice": notice,
        "text": Digest.fromhex(text.sha256),
    }
    written = writer.record(Event(Tag.PREPARED, actor, ref, at, facts, ("6.1", "6.2"), deal))
    try:
        with transaction.atomic():
            made = Campaign(
                ref=ref,
                deal=deal,
                notice=text,
                notice_ref=text.ref,
                notice_sha256=text.sha256,
                instrument=text.instrument,
                purpose=purpose,
                recipient=recipient,
                prepared_at=at,
                position=written.position,
            )
            made.save(force_insert=True)
            codes_of_rows.put_and_save([made], written.position)
            return made
    except IntegrityError as error:
        raise errors.AskedAlready(purpose=purpose) from error


@doors.evident
@transaction.atomic
def open_window(*, campaign: Ref, actor: Ref, at: datetime) -> Codes:
    """Invite those whom it is put to (``term_changes.to_ask``) and start the clock.

    Returns each person's receipt code: it is in the message, the database keeps its hash, and
    ``codes`` makes it again from the person's key.

    Raises:
        NoSuchCampaign, NotInState, NobodyToTell, NotPermitted
        Suspended, Terminated
        StageNotOpen: the milestone of telling people is not open.
        DoorShut: a demand holds shut what people are told by.
        NotAuthentic: the campaign or its notice is not as the house left it.
    """
    accounts.require(actor, at, Role.DPO)
    [found] = verification.require([lock(campaign, rules.CampaignState.PREPARED)])
    found.notice = notices.of(found)
    deal = Ref(found.deal)
    locks.lock_free(deal)
    deals.require_stage(deal, StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    doors.require(DoorAct.CAMPAIGN, deal=deal, at=at)
    staff_qualification.require(actor, at)
    refs, children = term_changes.to_ask(found)
    if not refs:
        raise errors.NobodyToTell(deal=deal)
    codes = Codes()
    with bulk.roomy(Invitation):
        rows = writer.gather(_invite(found, refs, children, codes))
    accounts.require(actor, recheck.require(DoorAct.CAMPAIGN, deal=deal, at=at), Role.DPO)
    deadline = calendar.start(
        key=rules.DeadlineKey.CAMPAIGN_END,
        periods=("rights.campaign_window",),
        since=day_in_china(at),
        about=campaign,
        deal=deal,
        is_wait=True,
        actor=actor,
        at=at,
    )
    until = day_in_china(deadline.until - timedelta(seconds=1))
    event = Event(Tag.OPENED, actor, campaign, at, {"until": until}, ("6.1", "6.2"), deal)
    written = writer.record(event, rows=rows)
    found.state, found.opened_at = rules.CampaignState.OPEN, at
    found.window_ends_at, found.position = deadline.until, written.position
    codes_of_rows.put(found, written.position)
    found.save()
    return codes


def codes(*, campaign: Ref, people: Sequence[Ref] | None = None) -> Codes:
    """The receipt codes of ``people``; by default those whose message is not handed over yet.

    What ``send`` needs, right after the window was opened or after a crash since: who gets a
    message a second time finds the same code in it.

    Raises:
        NoSuchCampaign, NotInState
    """
    found = get(campaign, rules.CampaignState.OPEN)
    if people is not None:
        return _codes(people, campaign)
    queued = found.invitations.filter(delivery=rules.Delivery.QUEUED).order_by("id")
    refs = queued.values_list("subject", flat=True).iterator(BATCH)
    return _codes([Ref(ref) for ref in refs], campaign)


def _invite(
    found: Campaign, people: Sequence[Ref], children: Collection[Ref], codes: Codes
) -> Iterator[bytes]:
    """Invite everybody and remember their codes; each one's row of the act, in order."""
    coded, made = bulk_operations.coded(people, found.ref), codes_of_rows.maker(Invitation)
    rows = {lane: rows_with(lane=lane) for lane in rules.Lane}
    while part := list(islice(coded, BATCH)):
        report(Step.INVITING, len(codes), len(people))
        lanes = [rules.Lane.GUARDIAN if ref in children else rules.Lane.SELF for ref, _, _ in part]
        bulk.insert(
            Invitation,
            (*Invitation.coverage.columns, *codes_of_rows.STORED),
            (
                (*told, found.position, made(found.position, told))
                for told in (
                    (found.pk, ref, lane, rules.Delivery.QUEUED, rules.digest_of(code))
                    for (ref, _, code), lane in zip(part, lanes, strict=True)
                )
            ),
        )
        codes.add(part)
        yield from [rows[lane](name) for (_, name, _), lane in zip(part, lanes, strict=True)]


def _codes(people: Sequence[Ref], campaign: Ref) -> Codes:
    told = Codes()
    coded = bulk_operations.coded(people, campaign)
    while part := list(islice(coded, BATCH)):
        told.add(part)
    return told


@transaction.atomic
def close(*, campaign: Ref, actor: Ref, at: datetime) -> Mapping[str, int]:
    """End the window.  Who was silent has said no; who was not reached goes to the frozen part.

    Raises:
        WindowOpen: the last day is not over.
        LettersWaiting: somebody's letter has not left.
        NotAuthentic: the campaign or an answer was changed from outside; the entry tells numbers.
        NoSuchCampaign, NotInState, NotPermitted
    """
    accounts.require(actor, at, Role.DPO)
    [found] = verification.require([lock(campaign, rules.CampaignState.OPEN)])
    if found.window_ends_at is None or at < found.window_ends_at:
        raise errors.WindowOpen(campaign=campaign)
    if waiting := letters.waiting(campaign):
        raise errors.LettersWaiting(count=waiting)
    counts = instruments.counts(found)
    if not rules.asks_consent(Instrument(found.instrument)):
        _freeze_unreached(found, actor, at)
    told: dict[str, Value] = {
        name: counts[name] for name in ("given", "refused", "silent", "unreached")
    }
    written = writer.record(Event(Tag.CLOSED, actor, campaign, at, told, ("6.2",), Ref(found.deal)))
    found.state, found.closed_at = rules.CampaignState.CLOSED, at
    found.position = written.position
    codes_of_rows.put(found, written.position)
    found.save()
    calendar.meet(key=rules.DeadlineKey.CAMPAIGN_END, about=campaign, actor=actor, at=at)
    return counts


def _freeze_unreached(found: Campaign, actor: Ref, at: datetime) -> None:
    """Data of people a notice of transfer did not reach is stored and no more, until it does."""
    lost = found.invitations.filter(delivery=rules.Delivery.UNREACHED).order_by("id")
    unreached = [Ref(ref) for ref in lost.values_list("subject", flat=True)]
    held = bulk.select(Subject, ("ref",), "ref", unreached, deal=found.deal, state=State.ACTIVE)
    active = {ref for (ref,) in held}
    frozen = [ref for ref in unreached if ref in active]
    if frozen:
        change_state(
            deal=Ref(found.deal), subjects=frozen, to=State.FROZEN, duty="6.1", actor=actor, at=at
        )


def get(campaign: Ref, *states: rules.CampaignState) -> Campaign:
    """The campaign, in one of the states it must be in.

    Raises:
        NoSuchCampaign, NotInState
    """
    return _in_state(Campaign.objects.filter(ref=campaign), campaign, states)


def lock(campaign: Ref, *states: rules.CampaignState) -> Campaign:
    """As ``get``, held until the transaction ends: nobody closes it while answers come in."""
    return _in_state(Campaign.objects.select_for_update().filter(ref=campaign), campaign, states)


def _in_state(
    rows: QuerySet[Campaign], campaign: Ref, states: Collection[rules.CampaignState]
) -> Campaign:
    found = rows.first()
    if found is None:
        raise errors.NoSuchCampaign(campaign=campaign)
    if found.state not in states:
        raise errors.NotInState(campaign=campaign, state=found.state)
    return found
