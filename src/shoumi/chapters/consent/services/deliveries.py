"""How letters fared, row by row, and the sum of it in the campaign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db import connections

from shoumi.base import bulk
from shoumi.base.row_authentication import codes
from shoumi.chapters.consent import rules
from shoumi.chapters.consent.models import Campaign, Invitation
from shoumi.chapters.consent.queries import instruments
from shoumi.core.refs import Ref

_COLUMNS = ("id", *Invitation.coverage.columns, *codes.STORED)
_PUT = "UPDATE consent_invitation SET delivery = %s, entry_position = %s, mac = %s WHERE id = %s"


def change(found: Campaign, split: Mapping[rules.Delivery, Sequence[Ref]], position: int) -> int:
    """Note each person's delivery as of the entry at ``position``; how many invitations changed.

    An invitation that is not authentic is noted too, and stays what it is.
    """
    count = 0
    for delivery, refs in split.items():
        with connections["default"].cursor() as cursor:
            for part in _parts(found, delivery, refs, position):
                cursor.executemany(_PUT, part)
                count += len(part)
    found.unreached = len(instruments.undelivered(found))
    codes.put(found, position)
    found.save(update_fields=["unreached", "window_ends_at", *codes.STORED])
    return count


def _parts(
    found: Campaign, delivery: rules.Delivery, refs: Sequence[Ref], position: int
) -> Iterator[list[tuple[Any, ...]]]:
    made, judged = codes.maker(Invitation), codes.judge(Invitation)
    for start in range(0, len(refs), bulk.CHUNK):
        chunk = refs[start : start + bulk.CHUNK]
        part = []
        rows = bulk.select(Invitation, _COLUMNS, "subject", chunk, campaign_id=found.pk)
        for number, own, subject, lane, before, code, at, mac in rows:
            if judged(at, mac, (own, subject, lane, before, code)):
                at, mac = position, made(position, (own, subject, lane, delivery, code))
            part.append((delivery, at, mac, number))
        yield part
