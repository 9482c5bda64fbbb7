"""What chapter 6 says to a handover: how many may leave, and the proofs that people hold of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.registry import Agreed, Issued
from shoumi.base.subjects.models import State, Subject
from shoumi.chapters.consent import queries, rules
from shoumi.chapters.consent.models import Campaign, Consent, Invitation, Objection
from shoumi.chapters.consent.queries import instruments
from shoumi.chapters.consent.receipts import issue_many
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState, Instrument, Role

ALL_UP_TO, SAMPLE = 500, 50
ISSUERS = (Role.DPO, Role.LEG, Role.AUD, Role.OPS, Role.SEC)  # who exports evidence, or seals


def agreed(deal: Ref) -> Agreed | None:
    """Consent: yes minus withdrawn.  Succession: reached minus those who objected and left.
    Whoever was destroyed since left as well.  None where nobody was told or asked.

    Raises:
        NotAuthentic: an answer was changed from outside, so no number is true.
    """
    campaign = queries.moving(deal)
    if campaign is None:
        return None
    instruments.require_answers(campaign)
    tally = queries.tally(campaign)
    if rules.ground(Instrument(campaign.instrument)).answer:
        standing = Consent.objects.filter(campaign=campaign, state=ConsentState.GIVEN)
        left = tally["withdrawn"] + _destroyed(standing)
        return Agreed(tally["given"] + tally["withdrawn"], left)
    outcomes = queries.objections(campaign)
    left = sum(outcomes.get(out, 0) for out in rules.LEAVING)
    return Agreed(tally["invited"] - tally["unreached"], left + _destroyed(_staying(campaign)))


def _staying(campaign: Campaign) -> QuerySet[Invitation]:
    """Those reached who did not leave by objecting."""
    objected = Objection.objects.filter(campaign=campaign, outcome__in=rules.LEAVING)
    reached = Invitation.objects.filter(campaign=campaign, delivery=rules.Delivery.REACHED)
    return reached.exclude(subject__in=objected.values("subject"))


def _destroyed(rows: QuerySet[Any]) -> int:
    gone = Subject.objects.filter(ref=OuterRef("subject"), state=State.DESTROYED)
    return rows.filter(Exists(gone)).count()


def receipts(deal: Ref, actor: Ref, at: datetime) -> Iterator[Issued]:
    """The receipts of the deal's consents that stand, issued as one act of ``actor``.

    A transfer by law asks nobody, so it has none; nor has a deal whose people were not asked yet.
    """
    campaign = queries.moving(deal)
    if campaign is None or not rules.asks_consent(Instrument(campaign.instrument)):
        return iter(())
    return receipts_of(campaign, actor, at)


def receipts_of(campaign: Campaign, actor: Ref, at: datetime) -> Iterator[Issued]:
    """Receipts of the consents that stand and last their list, issued as one act.

    All of them up to ``ALL_UP_TO``; of more an even sample, and the list says so.
    """
    accounts.require(actor, at, *ISSUERS, deal=Ref(campaign.deal))
    standing = Consent.objects.filter(campaign=campaign, state=ConsentState.GIVEN)
    found = list(standing.order_by("position", "row").values_list("pk", flat=True))
    wanted = found if len(found) <= ALL_UP_TO else found[:: -(-len(found) // SAMPLE)]
    chosen = list(Consent.objects.filter(pk__in=wanted).order_by("position", "row"))
    for each in chosen:
        each.campaign = campaign  # one object, not one for each
    return issue_many(
        campaign=Ref(campaign.ref), consents=chosen, actor=actor, at=at, of=len(found)
    )
