"""What people say: yes, no, no longer, and "I object"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base import bulk, clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes
from shoumi.base.subjects.ledger_pseudonyms import named, pseudonyms, row
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.base.subjects.services import change_state, stop_marketing
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Objection
from shoumi.chapters.consent.queries import notices, windows
from shoumi.chapters.consent.services import errors
from shoumi.chapters.consent.services.campaigns import lock
from shoumi.chapters.consent.services.receipt_codes import rows_with
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import ConsentState, Instrument, LegalBasis, Role

BATCH = 2_000
_LANES = {lane.value: lane for lane in rules.Lane}


@dataclass(frozen=True, slots=True)
class Said:
    """One answer as it came in.  ``by_guardian``: the guardian gave it, with proof."""

    subject: Ref
    answer: rules.Answer
    by_guardian: bool = False


def answer(
    *, code: str, said: rules.Answer, by_guardian: bool, channel: rules.Channel, at: datetime
) -> Consent:
    """One person's answer, known by the receipt code of the notice.

    Raises:
        NotInvited: the code names nobody (the answer is the same for a wrong code).
        WindowOver, AnsweredAlready, GuardianOnly
        NotAuthentic: the text was exchanged, so nobody can say yes to it.
    """
    found = queries.invitation(code)
    if found is None:
        raise errors.NotInvited
    return answer_of(invitation=found, said=said, by_guardian=by_guardian, channel=channel, at=at)


@transaction.atomic
def answer_of(
    *,
    invitation: Invitation,
    said: rules.Answer,
    by_guardian: bool,
    channel: rules.Channel,
    at: datetime,
) -> Consent:
    """The same by who looked the code up already; an invitation never changes its person or lane.

    Raises:
        as ``answer``, but for an unknown code.
    """
    found = _open(Ref(invitation.campaign.ref), channel, SYSTEM, at)
    if not codes.matches(invitation):  # whose lane nobody can tell
        raise errors.NotInvited
    if windows.is_over(found, invitation, at):
        raise errors.WindowOver(campaign=Ref(found.ref))
    one = Said(Ref(invitation.subject), said, by_guardian)
    lanes: dict[str, rules.Lane] = {one.subject: _LANES[invitation.lane]}
    _may_answer(found, [one], lanes)
    _take_in(found, [one], lanes, channel, SYSTEM, at)
    return Consent.objects.get(campaign=found, subject=one.subject)


@transaction.atomic
def record(
    *,
    campaign: Ref,
    answers: Sequence[Said],
    channel: rules.Channel,
    actor: Ref,
    at: datetime,
) -> None:
    """Take in answers that came together (a day's forms, one click): one act, a row a person.

    Raises:
        NotAsked: the campaign informs and asks nothing.
        Simulated: made-up answers in a real home.
        NotPermitted: the actor is neither of customer service nor DPO nor the portal.
        WindowOver: the last day of the campaign, or of someone who answers, is over.
        NotInvited: someone was not asked.
        AnsweredAlready: someone has answered, or stands here twice.
        GuardianOnly: a child's answer that is not the guardian's.
        NotAuthentic: a yes to a text that was exchanged.
        NoSuchCampaign, NotInState
    """
    found = _open(campaign, channel, actor, at)
    lanes, positions = _invited(found, answers)
    _may_answer(found, answers, lanes)
    if windows.are_over(positions, at):
        raise errors.WindowOver(campaign=campaign)
    _take_in(found, answers, lanes, channel, actor, at)


def _open(campaign: Ref, channel: rules.Channel, actor: Ref, at: datetime) -> Campaign:
    """The campaign, held, where answers of that channel count now."""
    _may_record(actor, at)
    if channel is rules.Channel.SIMULATED and not clock.is_demo():
        raise errors.Simulated
    found = lock(campaign, rules.CampaignState.OPEN)
    if not rules.asks_consent(Instrument(found.instrument)):
        raise errors.NotAsked(campaign=campaign)
    if found.window_ends_at is not None and at >= found.window_ends_at:
        raise errors.WindowOver(campaign=campaign)
    return found


def _take_in(
    found: Campaign,
    answers: Sequence[Said],
    lanes: Mapping[str, rules.Lane],
    channel: rules.Channel,
    actor: Ref,
    at: datetime,
) -> None:
    if any(own.answer is rules.Answer.GIVEN for own in answers):
        notices.require_shown(found)  # a no needs no text
    counts = {
        "given": sum(own.answer is rules.Answer.GIVEN for own in answers),
        "refused": sum(own.answer is rules.Answer.REFUSED for own in answers),
    }
    written = writer.record(
        Event(Tag.ANSWERED, actor, Ref(found.ref), at, counts, ("6.1", "6.2"), Ref(found.deal)),
        rows=writer.gather(_rows(found, answers, lanes, channel)),
    )
    digest, number = found.notice_sha256, found.pk
    columns = (
        "ref", "deal", "campaign_id", "subject", "state", "lane", "channel", "notice_sha256",
        "position", "row", "answered_at", "withdrawn_at", *codes.STORED,
    )  # fmt: skip
    position, made = written.position, codes.maker(Consent)
    covered = (
        (
            Ref.new("cons"), found.deal, number, own.subject, own.answer.value,
            lanes[own.subject], channel, digest, position, index,
        )
        for index, own in enumerate(answers)
    )  # fmt: skip
    stored = ((*told, at, None, position, made(position, told)) for told in covered)
    with bulk.roomy(Consent):
        bulk.insert(Consent, columns, stored)


def _rows(
    found: Campaign,
    answers: Sequence[Said],
    lanes: Mapping[str, rules.Lane],
    channel: rules.Channel,
) -> Iterator[bytes]:
    same = {"notice": found.notice_sha256, "purpose": found.purpose, "channel": channel}
    of = {
        (answer, lane): rows_with(answer=answer, lane=lane, **same)
        for answer in rules.Answer
        for lane in rules.Lane
    }
    for own, (_, name) in zip(answers, named([own.subject for own in answers]), strict=True):
        yield of[own.answer, lanes[own.subject]](name)


def _may_record(actor: Ref, at: datetime) -> None:
    """The portal acts as the system; of staff, customer service and the protection officer."""
    if actor != SYSTEM:
        accounts.require(actor, at, Role.CS, Role.DPO)


def _invited(
    found: Campaign, answers: Sequence[Said]
) -> tuple[dict[str, rules.Lane], frozenset[int]]:
    """Who answers for each of them, and the entries that the invitations of those rest on who
    were reached; who was not asked is not among them."""
    people, judged = [own.subject for own in answers], codes.judge(Invitation)
    columns = (*Invitation.coverage.columns, *codes.STORED)
    lanes, positions = {}, set()
    for *told, position, mac in bulk.select(
        Invitation, columns, "subject", people, campaign_id=found.pk
    ):
        if judged(position, mac, told):
            _, subject, lane, delivery, _ = told
            lanes[subject] = _LANES[lane]
            if delivery == rules.Delivery.REACHED:
                positions.add(position)
    return lanes, frozenset(positions)


def _may_answer(found: Campaign, answers: Sequence[Said], lanes: Mapping[str, rules.Lane]) -> None:
    people, number = [own.subject for own in answers], found.pk
    if any(True for _ in bulk.select(Consent, ("id",), "subject", people, campaign_id=number)):
        raise errors.AnsweredAlready
    if len(set(people)) != len(people):
        raise errors.AnsweredAlready
    for own in answers:
        if own.subject not in lanes:
            raise errors.NotInvited
        if lanes[own.subject] is rules.Lane.GUARDIAN and not own.by_guardian:
            raise errors.GuardianOnly


@transaction.atomic
def withdraw(*, campaign: Ref, subject: Ref, actor: Ref, at: datetime) -> None:
    """Take a yes back; it counts at once, for every read and every export (PIPL 15).

    Raises:
        NothingToWithdraw: there is no yes that stands.
        NotPermitted: as in ``record``.
        NoSuchCampaign, NotInState
    """
    _may_record(actor, at)
    found = lock(campaign, rules.CampaignState.OPEN, rules.CampaignState.CLOSED)
    given = Consent.objects.filter(campaign=found, subject=subject, state=ConsentState.GIVEN)
    own = given.select_for_update().first()
    if own is None:
        raise errors.NothingToWithdraw
    take_back(found, own, actor, at)


def take_back(found: Campaign, own: Consent, actor: Ref, at: datetime) -> None:
    """A yes that is held with its campaign.  A row that is not authentic is withdrawn too, and
    stays what it is."""
    is_own = codes.matches(own)
    own.state, own.withdrawn_at = ConsentState.WITHDRAWN, at
    subject = Ref(own.subject)
    name = pseudonyms([subject])[subject]
    facts: dict[str, Value] = {
        "purpose": rules.Purpose(found.purpose),
        "campaign": Ref(found.ref),
    }
    event = Event(Tag.WITHDRAWN, actor, name, at, facts, ("6.2",), Ref(found.deal))
    position = writer.record(event).position
    if is_own:
        codes.put(own, position)
    own.save(update_fields=["state", "withdrawn_at", *codes.STORED])


@transaction.atomic
def object_to(
    *, campaign: Ref, subjects: Sequence[Ref], actor: Ref, at: datetime
) -> Mapping[rules.Outcome, list[Ref]]:
    """Objections to a transfer that needs no consent: each goes where its legal basis leads.

    Raises:
        NotInvited: someone was not told.
        AnsweredAlready: someone has objected before, or stands here twice.
        NotPermitted: as in ``record``.
        NoSuchCampaign, NotInState
    """
    _may_record(actor, at)
    found = lock(campaign, rules.CampaignState.OPEN)
    routed = _route(found, subjects)
    names = pseudonyms(list(subjects))
    deal = Ref(found.deal)
    written = writer.record(
        Event(
            Tag.OBJECTED,
            actor,
            campaign,
            at,
            {outcome.value.lower(): len(refs) for outcome, refs in routed.items()},
            ("6.2",),
            deal,
        ),
        rows=(
            row(subject=names[ref], outcome=outcome)
            for outcome, refs in routed.items()
            for ref in refs
        ),
    )
    objected = [
        Objection(
            deal=deal,
            campaign=found,
            subject=ref,
            outcome=outcome,
            at=at,
            position=written.position,
        )
        for outcome, refs in routed.items()
        for ref in refs
    ]
    for one in objected:
        codes.put(one, written.position)
    Objection.objects.bulk_create(objected, batch_size=BATCH)
    _act_on(deal, routed, actor, at)
    return routed


def _route(found: Campaign, subjects: Sequence[Ref]) -> dict[rules.Outcome, list[Ref]]:
    held: dict[Ref, tuple[str, str]] = {}
    if len(set(subjects)) != len(subjects):
        raise errors.AnsweredAlready
    for start in range(0, len(subjects), BATCH):
        part = subjects[start : start + BATCH]
        told = set(
            Invitation.objects.filter(campaign=found, subject__in=part).values_list(
                "subject", flat=True
            )
        )
        if told != set(part):
            raise errors.NotInvited
        if Objection.objects.filter(campaign=found, subject__in=part).exists():
            raise errors.AnsweredAlready
        rows = Subject.objects.filter(ref__in=part).values_list("ref", "basis", "kind")
        held |= {Ref(ref): (basis, kind) for ref, basis, kind in rows}
    routed: dict[rules.Outcome, list[Ref]] = {}
    for ref in subjects:
        basis, kind = held[ref]
        outcome = rules.outcome_of(LegalBasis(basis), is_child=kind == Kind.CHILD)
        routed.setdefault(outcome, []).append(ref)
    return routed


_STATES = {
    rules.Outcome.EXCLUDED: State.EXCLUDED,
    rules.Outcome.SEALED: State.SEALED,
    rules.Outcome.FROZEN: State.FROZEN,
}


def _act_on(deal: Ref, routed: Mapping[rules.Outcome, list[Ref]], actor: Ref, at: datetime) -> None:
    for outcome, refs in routed.items():
        if outcome is rules.Outcome.MARKETING_OFF:
            stop_marketing(deal=deal, subjects=refs, actor=actor, at=at)
        else:
            change_state(
                deal=deal, subjects=refs, to=_STATES[outcome], duty="6.2", actor=actor, at=at
            )
