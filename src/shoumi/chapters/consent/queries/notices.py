"""Notices as they were approved, and which of them a campaign was prepared with.

A notice never changes.  One that was changed, invented, moved or put behind another campaign makes
everything unknown that people of its deal were told or asked.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from shoumi.base.ledger import reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import codes, verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.events import Tag
from shoumi.chapters.consent.models import Campaign, Notice
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref


@shared
def of_deal(deal: Ref) -> Sequence[Notice]:
    """All notices of a deal, the oldest first.

    Raises:
        NotAuthentic: one was changed, invented or deleted from outside.
    """
    if any(line.deal == deal for line in verification.deleted(Notice)):
        raise _false()
    return verification.require(Notice.objects.filter(deal=deal).order_by("id"))


def of(campaign: Campaign) -> Notice:
    """The notice that a campaign was prepared with.

    Raises:
        NotAuthentic
    """
    found = next((one for one in of_deal(Ref(campaign.deal)) if is_of(campaign, one)), None)
    if found is None:
        raise _false()
    return found


def is_of(campaign: Campaign, notice: Notice) -> bool:
    """Whether it is the one that the campaign was prepared with, whatever its number says."""
    own = campaign.notice_id, campaign.notice_ref, campaign.notice_sha256, campaign.instrument
    return own == (notice.pk, notice.ref, notice.sha256, notice.instrument)


def require_shown(campaign: Campaign) -> None:
    """What is shown to people is what the campaign was prepared with: before a yes to it counts.

    Raises:
        NotAuthentic
    """
    found = Notice.objects.filter(pk=campaign.notice_id).first()
    if found is None or not (codes.matches(campaign) and is_whole(found)):
        raise _false()
    if not is_of(campaign, found):
        raise _false()


def require_approved(notice: Notice) -> Notice:
    """
    Raises:
        NotAuthentic
    """
    if not is_approved(notice):
        raise _false()
    return notice


def is_whole(notice: Notice) -> bool:
    """Whether the row says what it said when it was approved, by its own code and hash."""
    return codes.matches(notice) and _hash(notice) == notice.sha256


def is_approved(notice: Notice) -> bool:
    """The same, and the ledger has that hash of it."""
    return not unapproved([notice])


def unapproved(found: Sequence[Notice]) -> list[Notice]:
    """Those of which the ledger has no approval with that hash."""
    whole = [one for one in found if is_whole(one)]
    entries = reader.some([one.position for one in whole]) if whole else []
    told = {entry.position: entry.line() for entry in entries}
    own = {one.pk for one in whole if _tells(told.get(one.position), one)}
    return [one for one in found if one.pk not in own]


def _tells(line: Line | None, notice: Notice) -> bool:
    if line is None or (line.tag, line.about) != (Tag.NOTICE_APPROVED, notice.ref):
        return False
    return line.facts.get("text") == notice.sha256


def _hash(notice: Notice) -> str:
    return hashlib.sha256(rules.notice_text(notice.contents, notice.categories)).hexdigest()


def _false() -> NotAuthentic:
    return NotAuthentic(what=Notice._meta.db_table)
