"""What milestones and the handbook are told: conditions of a deal, and demands 6.1 and 6.2."""

from __future__ import annotations

from datetime import datetime

from django.db.models import (
    Exists,
    F,
    OuterRef,
    QuerySet,
)

from shoumi.base.registry import Holding
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent, Notice
from shoumi.chapters.consent.queries import moving
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState


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
