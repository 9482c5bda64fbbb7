"""The receipts that go into the package and the dossier of the story."""

from __future__ import annotations

from array import array

from shoumi.base.registry import Issued
from shoumi.chapters.consent import queries
from shoumi.chapters.consent import receipts as made
from shoumi.chapters.consent.models import Consent
from shoumi.core.refs import Ref
from shoumi.core.terms import ConsentState
from shoumi.doors.demo import buyer_side
from shoumi.doors.demo import cast as people
from shoumi.doors.demo.story import Story

ALL_UP_TO = 500
SAMPLE = 50


def receipts(story: Story) -> list[Issued]:
    """Receipts of the consents that stand and were handed over on, and last their list.

    All of them up to ``ALL_UP_TO``; of more an even sample, and the list says so.  In a merger the
    data moves by law, and these are the consents to the new purpose.  Outside every transaction.
    """
    campaign = queries.campaign_of(story.deal, buyer_side.asked(story))
    if campaign is None:
        return []
    standing = Consent.objects.filter(campaign=campaign, state=ConsentState.GIVEN)
    order = standing.order_by("position", "row")
    found = array("Q", order.values_list("pk", flat=True).iterator())
    wanted = list(found) if len(found) <= ALL_UP_TO else [found[n] for n in _spread(len(found))]
    chosen = list(order.select_related("campaign__notice").filter(pk__in=wanted))
    issued = made.issue_many(
        campaign=Ref(campaign.ref),
        consents=chosen,
        actor=story.cast[people.DPO],
        at=story.go_on(),
        of=len(found),
    )
    return list(issued)


def files(story: Story) -> dict[str, bytes]:
    """The same as files that go along with the data, each with its proof."""
    made: dict[str, bytes] = {}
    for one in receipts(story):
        made[one.name] = one.content
        made[f"{one.name.rpartition('.')[0]}.tlog-proof"] = one.proof.encode()
    return made


def _spread(count: int) -> list[int]:
    """``SAMPLE`` places among ``count``, evenly apart from first to last."""
    return [place * (count - 1) // (SAMPLE - 1) for place in range(SAMPLE)]
