"""Letters in a file, for a company that delivers them: a house without relay and vendor.

The file is checked as letters are that leave by themselves, and nobody counts as reached by its
being written: that it was handed over is an act of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.attestations import doors, recheck
from shoumi.base.correspondence import entrustments
from shoumi.base.correspondence import queries as letters
from shoumi.base.deals.services import locks
from shoumi.base.vault import bulk_operations
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign
from shoumi.chapters.consent.services import campaigns, dispatch, errors, letter_writer
from shoumi.chapters.consent.services.letter_writer import Plan, TextOf
from shoumi.chapters.consent.services.receipt_codes import Codes
from shoumi.core.handbook import DoorAct
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose


@doors.evident
@transaction.atomic
def begin(*, campaign: Ref, task: Ref, text: TextOf, actor: Ref, at: datetime) -> Codes:
    """All is checked, then the window opens where it is not open; the receipt codes of those to
    whom no letter was written yet.

    Raises:
        as ``letter_writer.require_ready``
    """
    plan = Plan(campaign, task, to_file=True)
    found = letter_writer.require_ready(plan=plan, text=text, actor=actor, at=at)
    if found.state == rules.CampaignState.PREPARED:
        campaigns.open_window(campaign=campaign, actor=actor, at=at)
    people = _unsent(found)
    return campaigns.codes(campaign=campaign, people=people)


@doors.evident
@transaction.atomic
def handed(*, campaign: Ref, people: Sequence[Ref], actor: Ref, at: datetime) -> int:
    """The letters of a file are with whoever delivers them: from now these people have their time.

    Letters leave by that as they do with the post, so the same doors are asked, and whether whoever
    delivers may still get them.

    Raises:
        NotToHand: somebody's letter is out already, by whatever way, or stands here twice.
        NotInvited: somebody is not of this campaign.
        NoSuchCampaign, NotInState, NotPermitted
        Suspended, Terminated, StageNotOpen, DoorShut
        as ``entrustments.require_file``
    """
    found = campaigns.lock(campaign, rules.CampaignState.OPEN)
    deal = Ref(found.deal)
    accounts.require(actor, at, *dispatch.SENDERS, deal=deal)
    locks.require_free(deal)
    letter_writer.require_let_out(found, at)
    if not people or len(set(people)) != len(people) or set(people) - set(_unsent(found)):
        raise errors.NotToHand(campaign=campaign)
    now = recheck.require(DoorAct.CAMPAIGN, DoorAct.SEND, deal=deal, at=at)
    accounts.require(actor, now, *dispatch.SENDERS, deal=deal)
    entrustments.require_file(dispatch.CONTACT_FIELDS, Purpose.NOTICE, now)
    dispatch.record_delivery(found, dict.fromkeys(people, True), actor, at)
    entrustments.record_file(dispatch.CONTACT_FIELDS, len(people), deal, actor, at)
    return len(people)


def _unsent(found: Campaign) -> list[Ref]:
    """Who was invited and has no letter, neither handed over nor under way by ways of ours."""
    queued = found.invitations.filter(delivery=rules.Delivery.QUEUED).order_by("id")
    refs = [Ref(ref) for ref in queued.values_list("subject", flat=True)]
    ours: set[str] = set()
    for part in bulk_operations.parts(refs):
        ours.update(letters.newest(Ref(found.ref), part).values_list("to", flat=True))
    return [ref for ref in refs if ref not in ours]
