"""One item a quarter that everybody reads."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import AwarenessItem
from shoumi.chapters.learning.rules import quarters
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.services.courses import KEEPERS, PUBLISHERS
from shoumi.chapters.learning.services.errors import (
    AlreadyPublished,
    BeginsBeforeNow,
    OwnDraft,
    QuarterTaken,
    QuarterUnfit,
)
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def draft(*, quarter: str, title: Both, text: Both, actor: Ref, at: datetime) -> AwarenessItem:
    """
    Raises:
        NotPermitted, QuarterUnfit, QuarterTaken, TextLacks, PersonalDataInText
    """
    accounts.require(actor, at, *KEEPERS)
    now = quarters.of(at)
    if quarter not in (quarters.before(now), now, quarters.of(quarters.end(now))):
        raise QuarterUnfit
    rows.require_texts(title, text, day_in_china(at))
    made = AwarenessItem(
        ref=Ref.new("item"),
        quarter=quarter,
        title_zh=title[0].strip(),
        title_en=title[1].strip(),
        text_zh=text[0],
        text_en=text[1],
        drafted_by=actor,
        drafted_at=at,
    )
    try:
        with transaction.atomic():
            return rows.keep(made, Tag.ITEM_DRAFTED, _quarter(made), ("14.1",), actor, at)
    except IntegrityError as error:
        raise QuarterTaken(quarter=quarter) from error


def _quarter(item: AwarenessItem) -> dict[str, Value]:
    return {"year": int(item.quarter[:4]), "quarter": int(item.quarter[5:])}


@transaction.atomic
def publish(*, item: Ref, due_at: datetime, actor: Ref, at: datetime) -> AwarenessItem:
    """Whoever has not read it by ``due_at`` is kept away from personal information until then.

    Raises:
        NotPermitted, NoSuchItem, NotAuthentic, AlreadyPublished, OwnDraft
        BeginsBeforeNow: it is due before it is published.
    """
    accounts.require(actor, at, *PUBLISHERS)
    found = rows.held(AwarenessItem, item)
    if found.published_at is not None:
        raise AlreadyPublished
    if found.drafted_by == actor:
        raise OwnDraft
    if due_at <= at:
        raise BeginsBeforeNow
    found.published_by, found.published_at, found.due_at = actor, at, due_at
    facts: dict[str, Value] = {**_quarter(found), "due": due_at}
    return rows.keep(found, Tag.ITEM_PUBLISHED, facts, ("14.1",), actor, at)
