"""Run a campaign: prepare, open, send, remind once, close."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import Protocol

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from shoumi.base import bulk
from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors
from shoumi.base.calendar import services as calendar
from shoumi.base.deals import queries as deals
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import question
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes as codes_of_rows
from shoumi.base.row_authentication import verification
from shoumi.base.subjects.ledger_pseudonyms import named
from shoumi.base.subjects.models import State, Subject
from shoumi.base.subjects.services import change_state
from shoumi.base.vault import bulk_operations
from shoumi.chapters.consent import queries, rules, term_changes
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Notice
from shoumi.chapters.consent.services import deliveries, errors
from shoumi.chapters.consent.services.receipt_codes import Codes, rows_with
from shoumi.core.calendar import day_in_china
from shoumi.core.gate import Act
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.milestones import StageAct
from shoumi.core.refs import Ref
from shoumi.core.terms import Instrument, Role

CONTACT_FIELDS = frozenset({"name", "mobile", "guardian_name", "guardian_mobile"})
# Who sends the letters and hears of those that come back.
SENDERS = (Role.CS, Role.DPO, Role.OPS)
BATCH = 2_000
_OUTCOMES = {rules.Delivery.REACHED: True, rules.Delivery.UNREACHED: False}

Address = tuple[Ref, rules.Lane, Mapping[str, str], str]  # subject, lane, contact values, code


class Sender(Protocol):
    """Hands messages to whoever delivers them; says which subjects were reached."""

    def deliver(self, batch: Iterable[Address]) -> Mapping[Ref, bool]: ...


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
    """
    accounts.require(actor, at, Role.DPO, deal=deal)
    text = Notice.objects.filter(ref=notice, deal=deal).first()
    if text is None:
        raise errors.NoSuchNotice(notice=notice)
    if text.instrument not in rules.INSTRUMENTS[purpose]:
        raise errors.WrongInstrument(instrument=text.instrument, purpose=purpose)
    ref = Ref.new("camp")
    facts: dict[str, Value] = {
        "instrument": Instrument(text.instrument),
        "purpose": purpose,
        "recipient": recipient,
    }
    written = writer.record(Event(Tag.PREPARED, actor, ref, at, facts, ("6.1", "6.2"), deal))
    try:
        with transaction.atomic():
            made = Campaign(
                ref=ref,
                deal=deal,
                notice=text,
                instrument=text.instrument,
                purpose=purpose,
                recipient=recipient,
                prepared_at=at,
                position=written.position,
            )
            codes_of_rows.put(made, written.position)
            made.save(force_insert=True)
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
        DoorShut: a demand holds shut what people are told by.
    """
    accounts.require(actor, at, Role.DPO)
    [found] = verification.require([lock(campaign, rules.CampaignState.PREPARED)])
    deal = Ref(found.deal)
    deals.require_stage(deal, StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    doors.require(DoorAct.CAMPAIGN, deal=deal, at=at)
    refs, children = term_changes.to_ask(found)
    if not refs:
        raise errors.NobodyToTell(deal=deal)
    codes = Codes()
    with bulk.roomy(Invitation):
        rows = writer.gather(_invite(found, refs, children, codes))
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


def send(
    *,
    campaign: Ref,
    codes: Mapping[Ref, str],
    task: Ref,
    sender: Sender,
    actor: Ref,
    at: datetime,
) -> Mapping[str, int]:
    """Hand the messages to the sender and record who was reached.

    The contact data of each person goes through the gate, for the task that was opened for this;
    the record of who was reached is one act.  Who has answered gets no message any more.

    Raises:
        GateClosed: nobody's contact data may be handed over.
        NotInvited: someone is not of this campaign.
        NoSuchCampaign, NotInState
    """
    found = get(campaign, rules.CampaignState.OPEN)
    deals.require_stage(Ref(found.deal), StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    everybody = list(codes)
    invited, children = queries.invited(found, everybody)
    if invited != len(everybody):
        raise errors.NotInvited
    answered = set(Consent.objects.filter(campaign=found).values_list("subject", flat=True))
    asked = question(actor=actor, act=Act.SEND, task=task, at=at, fields=CONTACT_FIELDS)
    opened, _ = disclosure.open_many(asked, [ref for ref in everybody if ref not in answered])
    reached = sender.deliver(_addresses(codes, children, opened))
    return _record_delivery(found, reached, actor, at, codes)


def _addresses(
    codes: Mapping[Ref, str],
    children: Collection[str],
    opened: Iterable[tuple[Ref, Mapping[str, str]]],
) -> Iterator[Address]:
    """The ``opened`` with lane and code, in the order of ``codes``; some may be left out."""
    told = iter(codes.items())
    for ref, values in opened:
        code = next(code for own, code in told if own == ref)
        yield ref, rules.Lane.GUARDIAN if ref in children else rules.Lane.SELF, values, code


@transaction.atomic
def _record_delivery(
    found: Campaign,
    reached: Mapping[Ref, bool],
    actor: Ref,
    at: datetime,
    codes: Mapping[Ref, str] | None = None,
) -> Mapping[str, int]:
    """``codes`` that know everybody's name in the ledger save opening each key once more.

    Raises:
        NotInvited: the sender tells of somebody who had no letter.
    """
    [found] = verification.require([lock(Ref(found.ref), *rules.CampaignState)])
    split = {
        delivery: [ref for ref, is_reached in reached.items() if is_reached is wanted]
        for delivery, wanted in _OUTCOMES.items()
    }
    counts = {delivery.value.lower(): len(refs) for delivery, refs in split.items()}
    rows = writer.gather(_delivered(split, reached, codes))
    if rows.rows.count != len(reached):
        raise errors.NotInvited
    event = Event(Tag.DELIVERED, actor, Ref(found.ref), at, counts, ("6.1",), Ref(found.deal))
    position = writer.record(event, rows=rows).position
    if deliveries.change(found, split, position) != len(reached):
        raise errors.NotInvited
    return counts


def _delivered(
    split: Mapping[rules.Delivery, Sequence[Ref]],
    reached: Mapping[Ref, bool],
    codes: Mapping[Ref, str] | None,
) -> Iterator[bytes]:
    for delivery, refs in split.items():
        of, wanted = rows_with(delivery=delivery), _OUTCOMES[delivery]
        if isinstance(codes, Codes):
            yield from (of(name) for ref, name in codes.named() if reached.get(ref) is wanted)
        else:
            yield from (of(name) for _, name in named(refs))


@transaction.atomic
def came_back(
    *, campaign: Ref, people: Sequence[Ref], actor: Ref, at: datetime
) -> Mapping[str, int]:
    """Record whose letters came back.  Nobody's contact data is read for that.

    Raises:
        NotInvited: someone is not of this campaign.
        NoLetter: someone had none, or stands here twice.
        AnsweredAlready: someone has answered, so the letter arrived.
        NoSuchCampaign, NotInState, NotPermitted
    """
    accounts.require(actor, at, *SENDERS)
    found = lock(campaign, rules.CampaignState.OPEN)
    for part in bulk_operations.parts(people):
        sent = dict(found.invitations.filter(subject__in=part).values_list("subject", "delivery"))
        if len(sent) < len(set(part)):
            raise errors.NotInvited
        if set(sent.values()) != {rules.Delivery.REACHED}:
            raise errors.NoLetter(campaign=campaign)
        if found.consents.filter(subject__in=part).exists():
            raise errors.AnsweredAlready
    if len(set(people)) != len(people) or not people:
        raise errors.NoLetter(campaign=campaign)
    return _record_delivery(found, dict.fromkeys(people, False), actor, at)


def may_remind(found: Campaign, at: datetime) -> None:
    """
    Raises:
        RemindedAlready: NDSR 22(5) forbids frequent asking.
        WindowOver: no answer would count any more.
    """
    if found.window_ends_at is not None and at >= found.window_ends_at:
        raise errors.WindowOver(campaign=found.ref)
    if found.reminded_at is not None:
        raise errors.RemindedAlready(campaign=found.ref)


@transaction.atomic
def remind(*, campaign: Ref, actor: Ref, at: datetime) -> int:
    """The one reminder to those who have not answered; returns how many they are.

    Raises:
        RemindedAlready: NDSR 22(5) forbids frequent asking.
        WindowOver: no answer would count any more.
        NoSuchCampaign, NotInState, NotPermitted
    """
    accounts.require(actor, at, Role.DPO, Role.CS)
    [found] = verification.require([lock(campaign, rules.CampaignState.OPEN)])
    deals.require_stage(Ref(found.deal), StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    may_remind(found, at)
    count = queries.tally(found)["silent"]
    found.reminded_at = at
    event = Event(Tag.REMINDED, actor, campaign, at, {"count": count}, ("6.2",), Ref(found.deal))
    codes_of_rows.put(found, writer.record(event).position)
    found.save(update_fields=["reminded_at", *codes_of_rows.STORED])
    return count


@transaction.atomic
def close(*, campaign: Ref, actor: Ref, at: datetime) -> Mapping[str, int]:
    """End the window.  Who was silent has said no; who was not reached goes to the frozen part.

    Raises:
        WindowOpen: the last day is not over.
        NoSuchCampaign, NotInState, NotPermitted
    """
    accounts.require(actor, at, Role.DPO)
    [found] = verification.require([lock(campaign, rules.CampaignState.OPEN)])
    if found.window_ends_at is None or at < found.window_ends_at:
        raise errors.WindowOpen(campaign=campaign)
    counts = queries.tally(found)
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


def invitation(found: Campaign, code: str) -> Invitation | None:
    """Whom of a campaign a receipt code was given to."""
    return found.invitations.filter(code_sha256=rules.digest_of(code.strip())).first()


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
