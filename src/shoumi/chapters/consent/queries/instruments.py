"""Facts for the gate: is what the law asks for there, for each person, and do its rows say what the
ledger knows?
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
)
from django.db.models.expressions import Combinable

from shoumi.base import bulk
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.remembered import remembered
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import row_keys
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Objection
from shoumi.chapters.consent.queries import CHUNK, moving, tally
from shoumi.core.gate import Fact, Question
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Instrument, Purpose

# What codes of the rows of people are made over, and what is stored of them.
_INVITED, _SAID, _OBJECTED = (
    (*table.coverage.columns, *codes.STORED) for table in (Invitation, Consent, Objection)
)


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


def require_answers(campaign: Campaign) -> None:
    """Every answer and every objection of the campaign is as the person gave it.

    Raises:
        NotAuthentic
    """
    for table in (Consent, Objection):
        judged = codes.judge(table)
        rows = table.objects.filter(campaign=campaign)
        columns = (*table.coverage.columns, *codes.STORED)
        for *told, position, mac in rows.values_list(*columns).iterator(chunk_size=CHUNK):
            if not judged(position, mac, told):
                raise NotAuthentic(what=table._meta.db_table)


def counts(campaign: Campaign) -> dict[str, int]:
    """How the campaign stands, to be told: as ``tally``, where every answer can be trusted.

    Raises:
        NotAuthentic: an answer was changed, put in or taken away from outside, so no number is
            true.
    """
    require_answers(campaign)
    require_noes(campaign)
    return tally(campaign)


def counts_shown(campaign: Campaign) -> dict[str, int]:
    """``counts``, as they stood at most a minute ago while nobody acted since: a page of a deal
    looks at every answer only where something happened.

    Raises:
        NotAuthentic
    """
    return dict(_shown(campaign.pk))


@remembered
def _shown(campaign: int) -> tuple[tuple[str, int], ...]:
    return tuple(counts(Campaign.objects.get(pk=campaign)).items())


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
