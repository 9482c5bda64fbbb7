"""Letters that the house sends itself: checked whole before any clock starts, then queued.

Whom they go to, by which door and under which text is decided here; how they travel is
``base/correspondence``.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors, recheck
from shoumi.base.correspondence import accounts as channels
from shoumi.base.correspondence import batch_writer, batches, carriage, entrustments
from shoumi.base.correspondence.batches import Wish
from shoumi.base.correspondence.channels.text import Own, Text, require_harmless
from shoumi.base.correspondence.errors import (
    FieldsNotGiven,
    NoSite,
    NothingQueued,
    NothingToPrint,
    NoWay,
)
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import MAX_PAPER, Failure, Occasion, Part, State, Way
from shoumi.base.deals import queries as deals
from shoumi.base.deals.services import locks
from shoumi.base.gate import decisions
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import question
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.row_authentication import verification
from shoumi.base.transport import server_address
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.models import Campaign, Consent, Invitation
from shoumi.chapters.consent.queries import notices, term_changes, windows
from shoumi.chapters.consent.services import campaigns, dispatch, errors
from shoumi.core.gate import Act, Question
from shoumi.core.handbook import DoorAct
from shoumi.core.letters import choice
from shoumi.core.milestones import StageAct
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose, Role

TextOf = Callable[[Campaign, Occasion], Text]
# The page of letters under a name of one sign, for text messages.
SHORT_PAGE = "/n"
_BEFORE = (rules.CampaignState.PREPARED, rules.CampaignState.OPEN)


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody wants sent: of which campaign, under which task, by which ways in order.

    ``to_file``  into a file for a company that delivers (``letter_files``): by no way of ours
    """

    campaign: Ref
    task: Ref
    ways: Sequence[Way] = ()
    to_file: bool = False

    @property
    def fields(self) -> frozenset[str]:
        return dispatch.CONTACT_FIELDS if self.to_file else choice.fields(self.ways)


def require_ready(*, plan: Plan, text: TextOf, actor: Ref, at: datetime) -> Campaign:
    """All that is asked before letters leave, and nothing is written: no clock has started yet.

    Raises:
        NoSuchCampaign, NotInState, NotPermitted, NobodyToTell
        NotAuthentic: the campaign or its notice is not as the house left it.
        Suspended, Terminated, StageNotOpen, DoorShut
        NoWay, NotSetUp, NotTried: a way out that nothing has left by.
        NoSite: a letter would have no link.
        SubjectUnfit, BodyUnfit, CarriesIdentifier: the text may not leave so.
        a refusal of ``entrustments.require``: whoever delivers may not get the data.
        NoSuchTask, OtherPurpose, FieldsNotGiven
        GateClosed: nobody's contact data may be handed over.
    """
    [found] = verification.require([campaigns.get(plan.campaign, *_BEFORE)])
    deal = Ref(found.deal)
    is_first = found.state == rules.CampaignState.PREPARED
    accounts.require(actor, at, *((Role.DPO,) if is_first else dispatch.SENDERS), deal=deal)
    if not plan.ways and not plan.to_file:
        raise NoWay
    found.notice = notices.of(found)
    require_let_out(found, at)
    if is_first and not term_changes.to_ask(found)[0]:
        raise errors.NobodyToTell(deal=deal)
    channels.require(plan.ways)
    _require_site()
    require_harmless(text(found, Occasion.NOTICE), _published(found))
    _require_vendor(plan, at)
    _require_task(plan, actor, at)
    return found


def _require_vendor(plan: Plan, at: datetime) -> None:
    if plan.to_file:
        entrustments.require_file(plan.fields, Purpose.NOTICE, at)
    else:
        entrustments.require(plan.ways, Purpose.NOTICE, at)


def require_let_out(found: Campaign, at: datetime) -> None:
    """
    Raises:
        StageNotOpen, DoorShut
    """
    deal = Ref(found.deal)
    deals.require_stage(deal, StageAct.CAMPAIGN, is_again=term_changes.is_again(found))
    doors.require(DoorAct.CAMPAIGN, DoorAct.SEND, deal=deal, at=at)


def _require_site() -> None:
    if not server_address.public_site() and not clock.is_demo():
        raise NoSite


def _require_task(plan: Plan, actor: Ref, at: datetime) -> None:
    wanted = plan.fields
    asked = question(
        actor=actor,
        act=Act.SEND,
        task=plan.task,
        at=at,
        fields=wanted,
        purpose=Purpose.NOTICE,
    )
    given = set(Task.objects.get(ref=plan.task).fields)
    if lacking := sorted(wanted - given):
        raise FieldsNotGiven(fields=tuple(Part(code) for code in lacking))
    decisions.ask_house(asked).require()


@doors.evident
@transaction.atomic
def begin(*, plan: Plan, text: TextOf, actor: Ref, at: datetime) -> dict[str, int]:
    """Check everything, open the window where it is not open, and queue a letter to each person who
    has none; how many ``people`` were invited now, and how many ``letters`` are queued.

    Raises:
        as ``require_ready``
        NothingQueued: nobody is left to be written to.
    """
    found = require_ready(plan=plan, text=text, actor=actor, at=at)
    invited = 0
    if found.state == rules.CampaignState.PREPARED:
        invited = len(campaigns.open_window(campaign=plan.campaign, actor=actor, at=at))
    queued = found.invitations.filter(delivery=rules.Delivery.QUEUED).order_by("id")
    refs = [Ref(ref) for ref in queued.values_list("subject", flat=True)]
    count = batches.go_on(about=plan.campaign, actor=actor, task=plan.task)
    made = batches.queue(wish=_wish(plan, found), people=refs, actor=actor, at=at)
    count += made.letters.count() if made is not None else 0
    if not count:
        raise NothingQueued
    return {"people": invited, "letters": count}


@doors.evident
@transaction.atomic
def resend(*, plan: Plan, doubtful: bool, text: TextOf, actor: Ref, at: datetime) -> dict[str, int]:
    """Queue another letter to those whose last one did not arrive, by a way not tried yet.

    Raises:
        as ``require_ready``
        NothingToResend
    """
    found = require_ready(plan=plan, text=text, actor=actor, at=at)
    wish = _wish(plan, found)
    count = batches.resend(wish=wish, doubtful=doubtful, actor=actor, at=at)
    return {"letters": count}


@doors.evident
@transaction.atomic
def remind(*, plan: Plan, text: TextOf, actor: Ref, at: datetime) -> dict[str, int]:
    """The one reminder, to those whose letter left, who have not answered and may still.

    Raises:
        as ``require_ready`` and ``dispatch.remind``
    """
    found = require_ready(plan=plan, text=text, actor=actor, at=at)
    require_harmless(text(found, Occasion.REMINDER), _published(found))
    silent = found.invitations.filter(subject__in=list(queries.silent(found)))
    with sharing():
        people = [
            Ref(one.subject) for one in silent.order_by("id") if not windows.is_over(found, one, at)
        ]
    dispatch.remind(campaign=plan.campaign, actor=actor, at=at)
    wish = _wish(plan, found, Occasion.REMINDER)
    if people:
        batches.queue(wish=wish, people=people, actor=actor, at=at)
    return {"letters": len(people)}


def _wish(plan: Plan, found: Campaign, occasion: Occasion = Occasion.NOTICE) -> Wish:
    return Wish(plan.campaign, Ref(found.deal), occasion, plan.task, plan.ways)


def _published(found: Campaign) -> list[str]:
    """What the notice gives out of the house and the recipient to be called by."""
    return [words for name, words in found.notice.contents.items() if "contact" in name]


@dataclass(frozen=True, slots=True)
class CampaignWriter:
    """Answers for the letters of campaigns (``batch_writer.Writer``)."""

    text_of: TextOf

    def require(self, batch: Batch, at: datetime) -> None:
        [found] = verification.require([self._open(batch)])
        require_let_out(found, at)
        is_reminder = batch.occasion == Occasion.REMINDER
        if is_reminder and found.window_ends_at and at >= found.window_ends_at:
            raise errors.WindowOver(campaign=Ref(found.ref))

    def require_still(self, batch: Batch, ways: Collection[Way], at: datetime) -> None:
        """As ``require``, and the gate, before letters that were opened are let out.

        Raises:
            GateClosed: nobody's contact data may be handed over any more.
        """
        self.require(batch, at)
        decisions.ask_house(self.question(batch, choice.fields(ways), at)).require()

    def question(self, batch: Batch, fields: frozenset[str], at: datetime) -> Question:
        return question(
            actor=Ref(batch.actor),
            act=Act.SEND,
            task=Ref(batch.task),
            at=at,
            fields=fields,
            purpose=Purpose.NOTICE,
        )

    def text(self, batch: Batch) -> Text:
        found = self._open(batch)
        found.notice = notices.of(found)
        return self.text_of(found, Occasion(batch.occasion))

    def people(self, batch: Batch, refs: Sequence[Ref]) -> Mapping[Ref, batch_writer.Person]:
        """Who was invited, as the house left it, and has not answered."""
        found = self._open(batch)
        rows = Invitation.objects.filter(campaign=found, subject__in=refs)
        lanes = {Ref(one.subject): one.lane for one in verification.authentic(rows)}
        said = Consent.objects.filter(campaign=found, subject__in=refs)
        for ref in said.values_list("subject", flat=True):
            lanes.pop(Ref(ref), None)
        site = server_address.public_site()
        codes = campaigns.codes(campaign=Ref(found.ref), people=list(lanes))
        return {
            ref: batch_writer.Person(lanes[ref] == rules.Lane.GUARDIAN, own(site, code))
            for ref, code in codes.items()
        }

    def note(self, batch: Batch, reached: Mapping[Ref, bool], at: datetime) -> None:
        """Who answered got the letter, whatever is said of it later."""
        found = campaigns.get(Ref(batch.about), *rules.CampaignState)
        if batch.occasion != Occasion.NOTICE:
            return
        is_open = found.state == rules.CampaignState.OPEN
        answered = queries.answered_of(found, list(reached))
        told = {
            ref: is_there
            for ref, is_there in reached.items()
            if ref not in answered and (is_open or not is_there)
        }
        if told:
            dispatch.record_delivery(found, told, Ref(batch.actor), at)

    def _open(self, batch: Batch) -> Campaign:
        return campaigns.get(Ref(batch.about), rules.CampaignState.OPEN)


def own(site: str, code: str) -> Own:
    """The code of one person, and the link that opens the person's page by it."""
    made = Own(code, site and f"{site}{page_of(code)}")
    return replace(made, short_link=site and f"{site}{SHORT_PAGE}#{made.short}")


def page_of(code: str) -> str:
    """The page of whoever has that code, below the site; what stands behind ``#`` is sent to no
    server and stands in no log."""
    return f"/notice#{code}"


@doors.evident
@transaction.atomic
def posted(*, campaign: Ref, writer: CampaignWriter, actor: Ref, at: datetime) -> int:
    """What was printed is with the post: from that day people have their time; how many letters.

    With the post a letter is out as one by mail is, so the same doors are asked; recorded once
    they stand open again, people have their time from then.

    Raises:
        NothingPrinted, NoSuchCampaign, NotInState, NotPermitted
        Suspended, Terminated, StageNotOpen, DoorShut
    """
    found = campaigns.get(campaign, rules.CampaignState.OPEN)
    accounts.require(actor, at, *dispatch.SENDERS, deal=Ref(found.deal))
    locks.require_free(Ref(found.deal))  # of other letters the gate says so
    require_let_out(found, at)
    now = recheck.require(DoorAct.CAMPAIGN, DoorAct.SEND, deal=Ref(found.deal), at=at)
    accounts.require(actor, now, *dispatch.SENDERS, deal=Ref(found.deal))
    made = batches.posted(about=campaign, deal=Ref(found.deal), actor=actor, at=at)
    for batch in Batch.objects.filter(ref__in={one.batch_id for one in made}):
        carriage.note(batch, writer)
    return len(made)


def to_print(campaign: Ref, writer: CampaignWriter, at: datetime) -> tuple[Batch, list[Letter]]:
    """The letters of the next file, and the batch whose doors and task count; those of people who
    have answered meanwhile are dropped.

    Raises:
        NothingToPrint
        as ``CampaignWriter.require``
    """
    found = batches.to_print(campaign, MAX_PAPER)
    if not found:
        raise NothingToPrint
    batch = found[-1].batch
    writer.require(batch, at)
    there = writer.people(batch, [Ref(one.to) for one in found])
    gone = [Ref(one.to) for one in found if Ref(one.to) not in there]
    if gone:
        batches.drop(campaign, gone)
    left = [one for one in found if Ref(one.to) in there]
    if not left:
        raise NothingToPrint
    return batch, left


def unfit(letters_: Collection[Letter], at: datetime) -> None:
    """Letters whose name or address cannot be printed, or who has none."""
    refs = [one.ref for one in letters_]
    states = (State.TO_PRINT, State.PRINTED)
    Letter.objects.filter(ref__in=refs, state__in=states).update(
        state=State.FAILED, failure=Failure.UNPRINTABLE, settled_at=at, is_noted=False
    )
