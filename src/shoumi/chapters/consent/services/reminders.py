"""The one reminder: letters for those who were reached and have not answered.

Who was reached stays as the letters left it; the codes are those of the letters.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from shoumi.base.correspondence import entrustments
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import question
from shoumi.chapters.consent import queries
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.services import campaigns, dispatch
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose


def write(
    found: Campaign,
    task: Ref,
    sender: dispatch.Sender,
    actor: Ref,
    at: datetime,
    codes: Mapping[Ref, str] | None = None,
) -> dict[str, int]:
    """Hand the letters to ``sender``; answers how many have one, ``reached``.

    ``codes``  as they were written down; None: made again

    Raises:
        GateClosed: nobody's contact data may be handed over.
        OtherPurpose: the task is not for giving notice.
        NoSuchCampaign, NotInState
        as ``entrustments.require_file``
    """
    lanes = queries.silent(found)
    if codes is None:
        codes = campaigns.codes(campaign=Ref(found.ref), people=list(lanes))
    asked = question(
        actor=actor,
        act=Act.SEND,
        task=task,
        at=at,
        fields=dispatch.CONTACT_FIELDS,
        purpose=Purpose.NOTICE,
    )
    entrustments.require_before_opening(asked)
    opened, _ = disclosure.open_many(asked, list(lanes))
    reached = sender.deliver(
        (ref, lanes[ref], values, codes.get(ref, "")) for ref, values in opened
    )
    return {"reached": sum(reached.values())}


def record(found: Campaign, people: int, actor: Ref, at: datetime) -> None:
    """The file with them is for a company that delivers."""
    entrustments.record_file(dispatch.CONTACT_FIELDS, people, Ref(found.deal), actor, at)
