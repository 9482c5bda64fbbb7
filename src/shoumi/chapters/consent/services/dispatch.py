"""The letters of a campaign: sent, returned, and the one reminder."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors, recheck
from shoumi.base.correspondence import batches as letters
from shoumi.base.correspondence import entrustments
from shoumi.base.deals import queries as deals
from shoumi.base.deals.services import locks
from shoumi.base.gate import disclosure, kept_values
from shoumi.base.gate.tasks import question
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes as codes_of_rows
from shoumi.base.row_authentication import verification
from shoumi.base.subjects.ledger_pseudonyms import named
from shoumi.base.vault import bulk_operations
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent, Invitation
from shoumi.chapters.consent.queries import instruments, term_changes
from shoumi.chapters.consent.services import deliveries, errors, windows
from shoumi.chapters.consent.services.campaigns import get, lock
from shoumi.chapters.consent.services.receipt_codes import Codes, rows_with
from shoumi.core.gate import Act
from shoumi.core.handbook import DoorAct
from shoumi.core.ledger.leaf import Event
from shoumi.core.milestones import StageAct
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

CONTACT_FIELDS = frozenset({"name", "mobile", "guardian_name", "guardian_mobile"})


# Who sends the letters and hears of those that come back.
SENDERS = (Role.CS, Role.DPO, Role.OPS)
# Who sends the one reminder.
REMINDERS = (Role.CS, Role.DPO)


_OUTCOMES = {rules.Delivery.REACHED: True, rules.Delivery.UNREACHED: False}


Address = tuple[Ref, rules.Lane, Mapping[str, str], str]  # subject, lane, contact values, code


class Sender(Protocol):
    """Hands messages to whoever delivers them; says which subjects were reached."""

    def deliver(self, batch: Iterable[Address]) -> Mapping[Ref, bool]: ...


def send(
    *,
    campaign: Ref,
    codes: Mapping[Ref, str],
    task: Ref,
    sender: Sender,
    actor: Ref,
    at: datetime,
) -> Mapping[str, int]:
    """Hand the messages to the sender and record whom it says it reached, and whom it did not.

    Of whom it says nothing nothing is recorded: a line in a file has not left.  The contact data
    of each person goes through the gate, for the task that was opened for this;
    the record of who was reached is one act.  Who has answered gets no message any more.

    Raises:
        GateClosed: nobody's contact data may be handed over.
        OtherPurpose: the task is not for giving notice.
        NotInvited: someone is not of this campaign.
        NoSuchCampaign, NotInState
        as ``entrustments.require_file``
    """
    found = get(campaign, rules.CampaignState.OPEN)
    deals.require_stage(Ref(found.deal), StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    everybody = list(codes)
    invited, children = queries.invited(found, everybody)
    if invited != len(everybody):
        raise errors.NotInvited
    answered = _answered(found)
    asked = question(
        actor=actor,
        act=Act.SEND,
        task=task,
        at=at,
        fields=CONTACT_FIELDS,
        purpose=Purpose.NOTICE,
    )
    entrustments.require_before_opening(asked)
    opened, _ = disclosure.open_many(asked, [ref for ref in everybody if ref not in answered])
    reached = sender.deliver(_addresses(codes, children, opened))
    if not reached:
        return {own.value.lower(): 0 for own in _OUTCOMES}
    with transaction.atomic():
        entrustments.record_file(CONTACT_FIELDS, len(reached), Ref(found.deal), actor, at)
        return record_delivery(found, reached, actor, at, codes)


def hand_out(
    *,
    campaign: Ref,
    task: Ref,
    people: Sequence[Ref],
    is_reminder: bool,
    actor: Ref,
    at: datetime,
    fields: frozenset[str] = CONTACT_FIELDS,
) -> Sequence[Ref]:
    """Letters that were written and kept sealed are fetched: asked as when they were written.

    Answers whose letter may go out: not that of who has answered meanwhile.

    Raises:
        Suspended, Terminated
        WindowOver: of reminders: no answer would count any more.
        StageNotOpen: the milestone of telling people is not open.
        GateClosed: nobody's contact data may be handed over.
        NoSuchCampaign, NotInState, NoSuchTask, NotPermitted
        as ``entrustments.require_file``
    """
    found = get(campaign, rules.CampaignState.OPEN)
    roles = REMINDERS if is_reminder else SENDERS
    accounts.require(actor, at, *roles, deal=Ref(found.deal))
    deals.require_stage(Ref(found.deal), StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    if is_reminder:
        _require_window(found, at)
    asked = question(actor=actor, act=Act.SEND, task=task, at=at, fields=fields)
    if fields == CONTACT_FIELDS:  # a file for a company that delivers
        entrustments.require_before_opening(asked)
    answered = _answered(found)
    return kept_values.hand_out(asked, [ref for ref in people if ref not in answered])


def _answered(found: Campaign) -> set[str]:
    return set(Consent.objects.filter(campaign=found).values_list("subject", flat=True))


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
def record_delivery(
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
    if split[rules.Delivery.REACHED]:
        windows.prolong(found, actor, at)
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
    letters.came_back(campaign, people, at)
    return record_delivery(found, dict.fromkeys(people, False), actor, at)


def may_remind(found: Campaign, at: datetime) -> None:
    """
    Raises:
        RemindedAlready: NDSR 22(5) forbids frequent asking.
        WindowOver: no answer would count any more.
    """
    _require_window(found, at)
    if found.reminded_at is not None:
        raise errors.RemindedAlready(campaign=found.ref)


def _require_window(found: Campaign, at: datetime) -> None:
    if found.window_ends_at is not None and at >= found.window_ends_at:
        raise errors.WindowOver(campaign=found.ref)


@doors.evident
@transaction.atomic
def require_reminder(*, campaign: Ref, actor: Ref, at: datetime) -> Campaign:
    """The campaign, if the one reminder may go out now: asked before its letters are written.

    Raises:
        as ``remind``
    """
    return _to_remind(campaign, actor, at)


def _to_remind(campaign: Ref, actor: Ref, at: datetime) -> Campaign:
    accounts.require(actor, at, *REMINDERS)
    [found] = verification.require([lock(campaign, rules.CampaignState.OPEN)])
    deal = Ref(found.deal)
    locks.lock_free(deal)
    deals.require_stage(deal, StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    may_remind(found, at)
    accounts.require(actor, recheck.require(DoorAct.SEND, deal=deal, at=at), *REMINDERS)
    return found


@doors.evident
@transaction.atomic
def remind(*, campaign: Ref, actor: Ref, at: datetime) -> int:
    """The one reminder to those who have not answered; returns how many they are.

    Its doors are those of sending, asked also where nobody is left to be reminded: there is no
    second one.

    Raises:
        RemindedAlready: NDSR 22(5) forbids frequent asking.
        WindowOver: no answer would count any more.
        Suspended, Terminated
        StageNotOpen: the milestone of telling people is not open.
        DoorShut: a demand holds shut what letters go out by.
        NoSuchCampaign, NotInState, NotPermitted
    """
    found = _to_remind(campaign, actor, at)
    count = instruments.counts(found)["silent"]
    found.reminded_at = at
    event = Event(Tag.REMINDED, actor, campaign, at, {"count": count}, ("6.2",), Ref(found.deal))
    codes_of_rows.put(found, writer.record(event).position)
    found.save(update_fields=["reminded_at", *codes_of_rows.STORED])
    return count


def invitation(found: Campaign, code: str) -> Invitation | None:
    """Whom of a campaign a receipt code was given to."""
    return found.invitations.filter(code_sha256=rules.digest_of(code.strip())).first()
