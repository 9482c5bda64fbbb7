"""What milestones and the handbook are told: conditions of a deal, and demands 6.1 and 6.2."""

from __future__ import annotations

from datetime import datetime

from django.db import connections

from shoumi.base.deals import queries as deals
from shoumi.base.registry import Holding
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Notice
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
    """Of demand 6.1: no consent without the hash of a notice of its deal."""
    return _every(_WITHOUT_NOTICE, "consent.without_notice")


def check_consent(at: datetime) -> Holding:
    """Demand 6.2: a child's answer is the guardian's."""
    return _every(_CHILD_ALONE, "consent.child_alone")


# In SQL, because every act asks, so neither may look at everybody: the hashes of a campaign are
# found one after the other along an index, and of the invitations those of guardians alone.
# What was taken back or superseded is no consent any more: that mends it.
_WITHOUT_NOTICE = """
WITH RECURSIVE said (campaign, digest) AS (
  SELECT k.id, (SELECT MIN(c.notice_sha256) FROM consent_consent c WHERE c.campaign_id = k.id)
  FROM consent_campaign k
  UNION ALL
  SELECT s.campaign, (
    SELECT MIN(c.notice_sha256) FROM consent_consent c
    WHERE c.campaign_id = s.campaign AND c.notice_sha256 > s.digest
  )
  FROM said s WHERE s.digest IS NOT NULL
)
SELECT DISTINCT k.deal FROM said s JOIN consent_campaign k ON k.id = s.campaign
WHERE s.digest IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM consent_notice n WHERE n.deal = k.deal AND n.sha256 = s.digest
) AND EXISTS (
  SELECT 1 FROM consent_consent c
  WHERE c.campaign_id = s.campaign AND c.notice_sha256 = s.digest AND c.state = 'GIVEN'
)
"""
# A cross join: SQLite begins with its left side.
_CHILD_ALONE = f"""
SELECT DISTINCT k.deal FROM consent_invitation i CROSS JOIN consent_consent c
JOIN consent_campaign k ON k.id = i.campaign_id
WHERE i.lane = '{rules.Lane.GUARDIAN}' AND c.campaign_id = i.campaign_id
  AND c.subject = i.subject AND c.lane = '{rules.Lane.SELF}' AND c.state = 'GIVEN'
"""  # noqa: S608 - words of the code's own, in the text so that the partial index serves


def _every(offending: str, reason: str) -> Holding:
    """It fails for the deals that the statement finds, and those of which nobody can tell what
    people were told."""
    texts = verification.all_of(Notice)
    unknown = texts.deals - deals.over() if texts.deals else texts.deals
    last = _last_campaign()
    if last is None and not unknown:
        return Holding(ControlState.NOT_APPLICABLE, reason="campaign.none_yet")
    with connections["default"].cursor() as cursor:
        cursor.execute(offending)
        about = frozenset(Ref(deal) for (deal,) in cursor.fetchall())
    if unknown:  # in one deal: it hides nothing of another
        return Holding(ControlState.FAIL, reason=NotAuthentic.code, deals=unknown | about)
    if about:
        return Holding(ControlState.FAIL, reason=reason, deals=about)
    return Holding(ControlState.PASS, position=last.position if last else None)


@shared
def _last_campaign() -> Campaign | None:
    return Campaign.objects.order_by("-position").first()
