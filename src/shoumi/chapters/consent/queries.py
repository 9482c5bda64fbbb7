"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.expressions import Combinable

from shoumi.base import bulk, registry
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import row_keys
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Notice, Objection
from shoumi.core.calendar import day_in_china, due
from shoumi.core.gate import Fact, Question
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, ControlState, DealStage, Instrument, Purpose

CHUNK = 2_000

# The campaigns a handover can rest on, the stricter first; a new purpose is no ground for moving
# anything.
_MOVING = (rules.Purpose.PROVISION, rules.Purpose.SUCCESSION)

# What codes of the rows of people are made over, and what is stored of them.
_INVITED, _SAID, _OBJECTED = (
    (*table.coverage.columns, *codes.STORED) for table in (Invitation, Consent, Objection)
)


def campaign_of(deal: Ref, purpose: rules.Purpose) -> Campaign | None:
    """The newest; those before it are superseded."""
    return Campaign.objects.filter(deal=deal, purpose=purpose).order_by("id").last()


def moving(deal: Ref) -> Campaign | None:
    """The campaign the deal's handover rests on.

    Where people were told of a change and asked for a copy besides, it rests on the asking.

    Raises:
        NotAuthentic: a campaign of the deal was changed, put back or deleted from outside.
    """
    if any(line.deal == deal for line in verification.deleted(Campaign)):
        raise NotAuthentic(what=Campaign._meta.db_table)
    own_ones = verification.require(Campaign.objects.filter(deal=deal).order_by("id"))
    found = {own.purpose: own for own in own_ones}
    return next((found[purpose] for purpose in _MOVING if purpose in found), None)


@dataclass(frozen=True, slots=True)
class Invited:
    """What the holder of a receipt code may see.

    ``keeper``    the name of the company that holds the data
    ``days``      how long data is kept at most, of the field register; None: there is none
    ``is_moved``  the handover of the deal is done
    """

    invitation: Invitation
    consent: Consent | None
    objection: Objection | None
    keeper: str
    days: int | None
    is_moved: bool

    @property
    def campaign(self) -> Campaign:
        return self.invitation.campaign


class Letter(NamedTuple):
    """Whose a receipt code is, and how the letter with it fared."""

    subject: Ref
    delivery: rules.Delivery
    is_answered: bool


def letters(campaign: Campaign, codes: Sequence[str]) -> dict[str, Letter]:
    """The letters with those codes; a code that is nobody's of this campaign is not among them."""
    digests = {rules.digest_of(code): code for code in codes}
    wanted = list(digests)
    found: dict[str, Letter] = {}
    for start in range(0, len(wanted), CHUNK):
        rows = Invitation.objects.filter(
            campaign=campaign, code_sha256__in=wanted[start : start + CHUNK]
        ).values_list("code_sha256", "subject", "delivery")
        part = list(rows)
        said = Consent.objects.filter(campaign=campaign, subject__in=[row[1] for row in part])
        answered = set(said.values_list("subject", flat=True))
        for digest, subject, delivery in part:
            spoken = subject in answered
            found[digests[digest]] = Letter(Ref(subject), rules.Delivery(delivery), spoken)
    return found


def invited(campaign: Campaign, people: Sequence[Ref]) -> tuple[int, set[str]]:
    """How many of ``people`` were asked or told, and for whom of them the guardian answers."""
    count, children = 0, set()
    columns, number = ("subject", "lane"), campaign.pk
    for ref, lane in bulk.select(Invitation, columns, "subject", people, campaign_id=number):
        count += 1
        if lane == rules.Lane.GUARDIAN:
            children.add(ref)
    return count, children


def silent(campaign: Campaign) -> dict[Ref, rules.Lane]:
    """Who was reached and has not answered, and who answers for each."""
    answered = campaign.consents.values("subject")
    reached = campaign.invitations.filter(delivery=rules.Delivery.REACHED).order_by("id")
    rows = reached.exclude(subject__in=answered).values_list("subject", "lane")
    return {Ref(ref): rules.Lane(lane) for ref, lane in rows}


def invitation(code: str) -> Invitation | None:
    """Whom a receipt code was given to, with campaign and text."""
    with_text = Invitation.objects.select_related("campaign__notice")
    return with_text.filter(code_sha256=rules.digest_of(code)).first()


def by_code(code: str) -> Invited | None:
    """Whom a receipt code was given to; an unknown code costs the same work as a known one."""
    found = invitation(code)
    number, subject = (found.campaign_id, found.subject) if found else (0, "")
    deal = Ref(found.campaign.deal) if found else Ref("deal-none")
    consent = Consent.objects.filter(campaign_id=number, subject=subject).first()
    objection = Objection.objects.filter(campaign_id=number, subject=subject).first()
    keeper, days = _kept(deal)
    moved = deals.stored_milestones(deal).get(DealStage.DATA_HANDOVER)
    if found is None:
        return None
    keeper = found.campaign.notice.contents.get("controller") or keeper
    is_moved = moved is not None and moved.state == Standing.DONE
    return Invited(found, consent, objection, keeper, days, is_moved)


def after_act(found: Invited) -> Invited:
    """The same holder after an act of hers or his: what was said is read again, nothing else is."""
    of_person = {"campaign": found.campaign, "subject": found.invitation.subject}
    return replace(
        found,
        consent=Consent.objects.filter(**of_person).first(),
        objection=Objection.objects.filter(**of_person).first(),
    )


def _kept(deal: Ref) -> tuple[str, int | None]:
    """Who holds the data of a deal, and how many days at most."""
    keepers = [own.name for own in deals.parties(deal, PartyRole.TARGET)]
    longest = (rule.retention_days for rule in registry.field_register().values())
    return next(iter(keepers), ""), max(longest, default=None)


def as_if(notice: Notice, at: datetime) -> Invited:
    """What a customer would see of a text, were its window opened ``at``.  Nothing is stored."""
    purpose = next(one for one, way in rules.INSTRUMENTS.items() if notice.instrument in way)
    campaign = Campaign(
        deal=notice.deal,
        notice=notice,
        instrument=notice.instrument,
        purpose=purpose,
        state=rules.CampaignState.OPEN,
        window_ends_at=due(day_in_china(at), "rights.campaign_window").until,
    )
    keeper, days = _kept(Ref(notice.deal))
    keeper = notice.contents.get("controller") or keeper
    invitation = Invitation(campaign=campaign, lane=rules.Lane.SELF)
    return Invited(invitation, None, None, keeper, days, False)


def tally(campaign: Campaign) -> dict[str, int]:
    """How the campaign stands: what was said and by how many, who was silent, who not reached."""
    sent = Invitation.objects.filter(campaign=campaign).aggregate(
        invited=Count("id"),
        unreached=Count("id", filter=Q(delivery=rules.Delivery.UNREACHED)),
    )
    said = Consent.objects.filter(campaign=campaign).aggregate(
        given=Count("id", filter=Q(state=ConsentState.GIVEN)),
        withdrawn=Count("id", filter=Q(state=ConsentState.WITHDRAWN)),
        refused=Count("id", filter=Q(state=ConsentState.REFUSED)),
        superseded=Count("id", filter=Q(state=ConsentState.SUPERSEDED)),
    )
    answered = sum(said.values())
    return {**sent, **said, "silent": sent["invited"] - sent["unreached"] - answered}


def given(campaign: Campaign) -> list[Ref]:
    """Everyone whose yes stands now."""
    found = Consent.objects.filter(campaign=campaign, state=ConsentState.GIVEN).order_by("id")
    return [Ref(ref) for ref in found.values_list("subject", flat=True)]


def reached(campaign: Campaign) -> list[Ref]:
    """Everyone the notice reached who did not leave by objecting, in order of invitation."""
    out = set(
        Objection.objects.filter(campaign=campaign, outcome__in=rules.LEAVING).values_list(
            "subject", flat=True
        )
    )
    found = Invitation.objects.filter(campaign=campaign, delivery=rules.Delivery.REACHED)
    refs = found.order_by("id").values_list("subject", flat=True)
    return [Ref(ref) for ref in refs if ref not in out]


def objections(campaign: Campaign) -> dict[rules.Outcome, int]:
    rows = (
        Objection.objects.filter(campaign=campaign).values_list("outcome").annotate(n=Count("id"))
    )
    return {rules.Outcome(outcome): n for outcome, n in rows}


def facts(question: Question) -> Mapping[Fact, object]:
    if question.subject is None or question.purpose is not Purpose.HANDOVER:
        return {}
    stated = subject_facts(question, [question.subject])
    return {fact: values.get(question.subject) for fact, values in stated.items()}


def subject_facts(
    question: Question, subjects: Sequence[Ref]
) -> Mapping[Fact, Mapping[Ref, object]]:
    """For a handover: is the law's instrument there for each person, right now?

    Raises:
        NotAuthentic: a no that the ledger knows is gone from the rows, so no yes can be trusted.
    """
    if question.purpose is not Purpose.HANDOVER:
        return {}
    campaign = moving(question.deal)
    if campaign is None or campaign.state != rules.CampaignState.CLOSED:
        return {Fact.INSTRUMENT: {}}
    require_noes(campaign)
    held: dict[Ref, object] = {}
    for start in range(0, len(subjects), CHUNK):
        held |= _satisfied(campaign, subjects[start : start + CHUNK])
    return {Fact.INSTRUMENT: held}


def _satisfied(campaign: Campaign, part: Sequence[Ref]) -> dict[Ref, object]:
    number = campaign.pk
    judged = codes.judge(Invitation)
    sent = bulk.select(Invitation, _INVITED, "subject", part, campaign_id=number)
    delivery = {told[1]: told[3] for *told, position, mac in sent if judged(position, mac, told)}
    judged = codes.judge(Consent)
    said = bulk.select(Consent, _SAID, "subject", part, campaign_id=number)
    # What is not authentic opens nothing: as a yes that was taken back.
    answers = {
        told[3]: told[4] if judged(position, mac, told) else ConsentState.WITHDRAWN
        for *told, position, mac in said
    }
    judged = codes.judge(Objection)
    objected = bulk.select(Objection, _OBJECTED, "subject", part, campaign_id=number)
    left = {
        told[2]
        for *told, position, mac in objected
        if told[3] in rules.LEAVING or not judged(position, mac, told)
    }
    instrument = Instrument(campaign.instrument)
    return {
        ref: rules.is_satisfied(
            instrument,
            rules.Delivery(delivery[ref]) if ref in delivery else None,
            rules.Answer.GIVEN if answers.get(ref) == ConsentState.GIVEN else None,
            withdrawn=ref in left or answers.get(ref) == ConsentState.WITHDRAWN,
        )
        for ref in part
    }


def undelivered(campaign: Campaign) -> list[Invitation]:
    """The invitations of the campaign that did not arrive, those alone that are authentic."""
    lost = Invitation.objects.filter(campaign=campaign, delivery=rules.Delivery.UNREACHED)
    return verification.authentic(lost)


def require_noes(campaign: Campaign) -> None:
    """Every withdrawal and objection that the ledger knows, and every letter that came back, still
    stands in its row.

    A yes and a delivery are held against their own codes, person by person; a no that is put back
    or deleted leaves nothing to hold, so it is looked for from the ledger's side.

    Raises:
        NotAuthentic
    """
    if not row_keys.is_set_up():
        return
    if undone_withdrawals(Ref(campaign.deal)):
        raise NotAuthentic(what=Consent._meta.db_table)
    told = reader.some(latest_entries.about([Tag.OBJECTED], Ref(campaign.ref)))
    count = sum(line.rows.count for line in (entry.line() for entry in told) if line.rows)
    if len(verification.authentic(Objection.objects.filter(campaign=campaign))) < count:
        raise NotAuthentic(what=Objection._meta.db_table)
    if len(undelivered(campaign)) != campaign.unreached:
        raise NotAuthentic(what=Invitation._meta.db_table)


def undone_withdrawals(deal: Ref) -> set[int]:
    """The entries of withdrawals in the deal that no row stands for any more."""
    taken = Consent.objects.filter(deal=deal, state=ConsentState.WITHDRAWN)
    stands = {own.entry_position for own in verification.authentic(taken)}
    return {at for at in latest_entries.of_deal([Tag.WITHDRAWN], deal) if at not in stands}


def subject_expressions(question: Question) -> Mapping[Fact, Combinable]:
    """``subject_facts`` for a query over people.

    The codes of people's rows are not looked at here: a list is a list, and whoever opens or seals
    those on it asks ``subject_facts``.
    """
    if question.purpose is not Purpose.HANDOVER:
        return {}
    campaign = moving(question.deal)
    if campaign is None or campaign.state != rules.CampaignState.CLOSED:
        return {}
    of_person = {"campaign": campaign, "subject": OuterRef("ref")}
    left = Exists(Objection.objects.filter(**of_person, outcome__in=rules.LEAVING))
    said = Consent.objects.filter(**of_person)
    wanted = rules.ground(Instrument(campaign.instrument))
    if wanted.answer:
        holds: Any = Exists(said.filter(state=wanted.answer.value)) & ~left
    else:
        reached = Invitation.objects.filter(**of_person, delivery=wanted.delivery)
        holds = Exists(reached) & ~left & ~Exists(said.filter(state=ConsentState.WITHDRAWN))
    return {Fact.INSTRUMENT: ExpressionWrapper(holds, BooleanField())}


def prepared(deal: Ref, at: datetime) -> Holding:
    """Condition ``campaign.prepared``: instrument decided, text approved."""
    found = moving(deal)
    if found is None or found.superseded_at is not None:
        reason = "campaign.superseded" if found else "campaign.not_prepared"
        return Holding(ControlState.FAIL, reason=reason)
    return Holding(ControlState.PASS, position=found.position)


def closed(deal: Ref, at: datetime) -> Holding:
    """Condition ``campaign.closed``: the window is over, silence counted as no."""
    found = moving(deal)
    if found is None or found.state != rules.CampaignState.CLOSED or found.superseded_at:
        return Holding(ControlState.FAIL, reason="campaign.not_closed")
    return Holding(ControlState.PASS, position=found.position)


def satisfied(deal: Ref, at: datetime) -> Holding:
    """Condition ``consent.satisfied``: the instrument is settled for every single person.

    Who may leave is asked person by person at the gate; here nobody may be undecided.
    """
    found = moving(deal)
    if found is None or found.state != rules.CampaignState.CLOSED or found.superseded_at:
        return Holding(ControlState.FAIL, reason="campaign.not_closed")
    undecided = found.invitations.filter(delivery=rules.Delivery.QUEUED).exists()
    if undecided:
        return Holding(ControlState.FAIL, reason="campaign.undecided")
    return Holding(ControlState.PASS, position=found.position)


def check_notice(at: datetime) -> Holding:
    """Demand 6.1: no consent without the hash of a notice of its deal."""
    text = {"deal": OuterRef("deal"), "sha256": OuterRef("notice_sha256")}
    wrong = Consent.objects.filter(~Exists(Notice.objects.filter(**text)))
    return _every(wrong, "campaign__deal", "consent.without_notice")


def check_consent(at: datetime) -> Holding:
    """Demand 6.2: a child's answer is the guardian's."""
    # One filter: both conditions are about the same invitation, that of the person who answered.
    wrong = Consent.objects.filter(
        lane=rules.Lane.SELF,
        campaign__invitations__subject=F("subject"),
        campaign__invitations__lane=rules.Lane.GUARDIAN,
    )
    return _every(wrong, "campaign__deal", "consent.child_alone")


def _every(offending: QuerySet[Consent], deal: str, reason: str) -> Holding:
    """It fails for the deals that ``offending`` is about; ``deal`` is where a row names its own."""
    last = Campaign.objects.order_by("-id").first()
    if last is None:
        return Holding(ControlState.NOT_APPLICABLE, reason="campaign.none_yet")
    if about := frozenset(map(Ref, offending.values_list(deal, flat=True).distinct())):
        return Holding(ControlState.FAIL, reason=reason, deals=about)
    return Holding(ControlState.PASS, position=last.position)
