"""Reads of campaigns and of whom they are put to.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from shoumi.base import bulk, registry
from shoumi.base.calendar import year_tables
from shoumi.base.deals import queries as deals
from shoumi.base.deals.rules import PartyRole
from shoumi.base.registry.shared_reads import shared, sharing
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import (
    Campaign,
    Consent,
    Invitation,
    Notice,
    NoticeDraft,
    Objection,
)
from shoumi.chapters.consent.queries import notices, windows
from shoumi.core.calendar import day_in_china
from shoumi.core.milestones import Standing
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, DealStage

CHUNK = 2_000

# The campaigns a handover can rest on, the stricter first; a new purpose is no ground for moving
# anything.
_MOVING = (rules.Purpose.PROVISION, rules.Purpose.SUCCESSION)


def campaign_of(deal: Ref, purpose: rules.Purpose) -> Campaign | None:
    """The newest; those before it are superseded."""
    return _in_order(deal).filter(purpose=purpose).last()


def _in_order(deal: Ref) -> QuerySet[Campaign]:
    """As they followed one another: of a purpose one comes when those before it are superseded."""
    ended = F("superseded_at").asc(nulls_last=True)
    return Campaign.objects.filter(deal=deal).order_by("prepared_at", ended)


def of_deal(deal: Ref) -> list[Campaign]:
    """All campaigns of the deal, the oldest first.

    Raises:
        NotAuthentic: one was changed, put back or deleted from outside.
    """
    if any(line.deal == deal for line in verification.deleted(Campaign)):
        raise NotAuthentic(what=Campaign._meta.db_table)
    return verification.require(_in_order(deal))


@shared
def moving(deal: Ref) -> Campaign | None:
    """The campaign the deal's handover rests on.

    Where people were told of a change and asked for a copy besides, it rests on the asking.

    Raises:
        NotAuthentic: a campaign or a notice of the deal was changed, put back, exchanged or deleted
            from outside.
    """
    own = answered(deal)
    if own is not None:
        own.notice = notices.of(own)
    return own


@shared
def answered(deal: Ref) -> Campaign | None:
    """As ``moving``, for who shows what people answered and not what they were told.

    Raises:
        NotAuthentic: a campaign of the deal was.
    """
    found = {own.purpose: own for own in of_deal(deal)}
    return next((found[purpose] for purpose in _MOVING if purpose in found), None)


@dataclass(frozen=True, slots=True)
class Invited:
    """What the holder of a receipt code may see.

    ``keeper``    the name of the company that holds the data
    ``days``      how long data is kept at most, of the field register; None: there is none
    ``is_moved``  the handover of the deal is done
    ``ends``      the first moment that is too late for this person
    """

    invitation: Invitation
    consent: Consent | None
    objection: Objection | None
    keeper: str
    days: int | None
    is_moved: bool
    ends: datetime | None

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


def answered_of(campaign: Campaign, people: Sequence[Ref]) -> set[Ref]:
    """Who of ``people`` has said yes or no."""
    rows = bulk.select(Consent, ("subject",), "subject", people, campaign_id=campaign.pk)
    return {Ref(ref) for (ref,) in rows}


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
    with sharing():
        year_tables.china()  # read of everybody, as what ``ends`` reads
        if found is None:
            windows.written(None)
            return None
        ends = windows.ends(found.campaign, found)
    keeper = found.campaign.notice.contents.get("controller") or keeper
    is_moved = moved is not None and moved.state == Standing.DONE
    return Invited(found, consent, objection, keeper, days, is_moved, ends)


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


def as_if(notice: Notice | NoticeDraft, at: datetime) -> Invited:
    """What a customer would see of a text, were its window opened ``at``.  Nothing is stored."""
    purpose = next(one for one, way in rules.INSTRUMENTS.items() if notice.instrument in way)
    shown = Notice(
        deal=notice.deal,
        instrument=notice.instrument,
        contents=notice.contents,
        categories=notice.categories,
        sha256=notice.sha256,
    )
    campaign = Campaign(
        deal=notice.deal,
        notice=shown,
        instrument=notice.instrument,
        purpose=purpose,
        state=rules.CampaignState.OPEN,
        window_ends_at=year_tables.due(day_in_china(at), "rights.campaign_window").until,
    )
    keeper, days = _kept(Ref(notice.deal))
    keeper = notice.contents.get("controller") or keeper
    invitation = Invitation(campaign=campaign, lane=rules.Lane.SELF)
    return Invited(invitation, None, None, keeper, days, False, campaign.window_ends_at)


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
