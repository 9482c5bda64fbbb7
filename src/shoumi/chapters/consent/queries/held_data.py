"""What somebody was asked and answered, for that person."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.messages import names
from shoumi.base.registry.held_data import HeldPart
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Consent, Invitation
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState


def of(subject: Ref) -> Iterator[HeldPart]:
    # By campaign, of which there are few: both tables hold a row for everybody, and their keys
    # begin with the campaign.
    own = {"campaign__in": [*Campaign.objects.values_list("id", flat=True)], "subject": subject}
    told = Invitation.objects.filter(**own).select_related("campaign").order_by("id")
    yield HeldPart(
        ("给您的告知", "Notices to you"),
        (("日期", "day"), ("为了什么", "what for"), ("是否送达", "delivered")),
        [
            (
                day_in_china(one.campaign.prepared_at).isoformat(),
                names.pair(rules.Purpose(one.campaign.purpose)),
                names.pair(rules.Delivery(one.delivery)) if one.delivery else "",
            )
            for one in told
        ],
    )
    said = Consent.objects.filter(**own).select_related("campaign").order_by("id")
    yield HeldPart(
        ("您的答复", "Your answers"),
        (("日期", "day"), ("为了什么", "what for"), ("答复", "answer"), ("撤回", "withdrawn")),
        [
            (
                day_in_china(one.answered_at).isoformat(),
                names.pair(rules.Purpose(one.campaign.purpose)),
                names.pair(ConsentState(one.state)),
                day_in_china(one.withdrawn_at).isoformat() if one.withdrawn_at else "",
            )
            for one in said
        ],
    )
