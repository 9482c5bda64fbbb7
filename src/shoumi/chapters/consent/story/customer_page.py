"""What one customer of a demo is shown, for whoever looks at the product for the first time."""

from __future__ import annotations

from django.db.models import Exists, OuterRef

from shoumi.base.subjects.models import State, Subject
from shoumi.base.vault import bulk_operations
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent, Invitation
from shoumi.chapters.consent.services import letter_writer
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState


def address() -> str:
    """The link of a letter, below the site; empty where nobody has one.

    Of somebody who may answer still, or else of somebody who agreed and may take that back.
    """
    for campaign in Campaign.objects.exclude(opened_at=None).order_by("-opened_at", "-id"):
        if found := _somebody(campaign):
            [(_, _, code)] = bulk_operations.coded([Ref(found)], campaign.ref)
            return letter_writer.page_of(code)
    return ""


def _somebody(campaign: Campaign) -> str | None:
    here = Subject.objects.filter(ref=OuterRef("subject"), state=State.ACTIVE)
    answered = Consent.objects.filter(campaign=campaign, subject=OuterRef("subject"))
    own = Invitation.objects.filter(Exists(here), campaign=campaign, lane=rules.Lane.SELF)
    reached = own.filter(delivery=rules.Delivery.REACHED).order_by("id")
    if campaign.state == rules.CampaignState.OPEN:
        wanted = reached.exclude(Exists(answered))
    else:
        wanted = reached.filter(Exists(answered.filter(state=ConsentState.GIVEN)))
    return wanted.values_list("subject", flat=True).first()
