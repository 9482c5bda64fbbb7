"""Tell operations and security when copies are not made any more, or are damaged.

Once for each trouble: the key of the message is the target and since when.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.base.attestations.lapse_notices import desk
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.errors import AlreadyQueued
from shoumi.base.outbox.models import Message
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.queries import Seen
from shoumi.chapters.backup.rules import Lack
from shoumi.core.refs import SYSTEM
from shoumi.core.terms import Role

TOLD = (Role.OPS, Role.SEC)
# A place that is away for a while is not worth a mail; the page says so at once.
PATIENCE = timedelta(minutes=30)
_SUBJECT = "备份告警：{what} / Backup alarm"
_BODY = (
    "备份存放处 {target}：{what}。请打开“备份”页查看并处理。\n\n"
    "Backups at {target}: {what_en}. Please look at the page Backup.\n"
)


def tell(*, at: datetime) -> int:
    """Mail what was not told yet; how many messages.

    Raises:
        NotAuthentic
    """
    return sum(_tell(one, at) for one in queries.seen(at))


def _tell(one: Seen, at: datetime) -> int:
    if Lack.DAMAGED in one.lacks and one.verification is not None:
        return _mail(one, "副本损坏或缺失", "damaged, or gone", one.verification.ref, at)
    since = one.standing.copied_at or one.target.added_at
    if at - since < max(PATIENCE, rules.LOSS_LIMIT):
        return 0
    key = f"{one.target.ref}:{since:%Y%m%dT%H%M%S}"
    return _mail(one, "已经没有新的副本", "no new copy is made", key, at)


def _mail(one: Seen, what: str, what_en: str, key: str, at: datetime) -> int:
    sent = 0
    for role in TOLD:
        own = f"backup:{key}:{role.value}"
        if Message.objects.filter(key=own).exists():
            continue
        body = _BODY.format(target=one.target.ref, what=what, what_en=what_en)
        try:
            outbox.queue(
                to=desk(role),
                subject_line=_SUBJECT.format(what=what),
                body=body,
                actor=SYSTEM,
                at=at,
                key=own,
            )
        except AlreadyQueued:  # by another worker, just now
            continue
        sent += 1
    return sent
