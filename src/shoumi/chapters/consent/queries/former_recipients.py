"""Campaigns about a buyer in whose place another comes, and what that means for them."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.chapters.consent.models import Campaign
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState

_ASKED_FOR: Both = ("告知与同意", "Notice and consent")
_VOID: Both = (
    (
        "写着原受让方的 {n} 次征询作废，{given} 人的同意不再算数；用写明新受让方的文本重新告知、"
        "重新征求同意（6.3）"
    ),
    (
        "the {n} campaigns that name the former buyer are void and {given} consents end; people "
        "are told and asked anew with a text that names the new one (6.3)"
    ),
)
_NOBODY: Both = ("还没有为它告知过谁", "nobody was told about it yet")


def for_recipient(deal: Ref, recipient: Ref) -> list[Campaign]:
    """The campaigns about that recipient whose terms still bind, prepared ones too."""
    found = Campaign.objects.filter(deal=deal, recipient=recipient, superseded_at=None)
    return list(found.order_by("id"))


def buyer_told(deal: Ref, former: Ref) -> Iterator[tuple[Both, Both]]:
    """What another buyer in the place of one means for what people were told and agreed to."""
    found = for_recipient(deal, former)
    given = sum(one.consents.filter(state=ConsentState.GIVEN).count() for one in found)
    told = {"n": len(found), "given": given}
    yield _ASKED_FOR, (_VOID[0].format(**told), _VOID[1].format(**told)) if found else _NOBODY
