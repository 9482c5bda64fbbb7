"""Tell operations and security when copies are not made any more, or are damaged, and when a drill
is overdue; that one comes up is told as of every demand that lapses.

Once for each trouble: the key of the message is the target and since when.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.base.attestations.lapse_notices import desk
from shoumi.base.messages.text import minute
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
_OVERDUE_SUBJECT = "恢复演练逾期 / A restore drill is overdue"
_OVERDUE = (
    "恢复演练应在 {until} 之前做，已经逾期，数据交接的门已关上。请带上离线私钥或三张密钥单，"
    "在“备份”页做一次。\n\n"
    "A restore drill was due by {until}, China time, and is overdue; data is not handed over"
    " until it is done. Please bring the offline key, or three key sheets, and drill on the page"
    " Backup.\n"
)


def tell(*, at: datetime) -> int:
    """Mail what was not told yet; how many messages.

    Raises:
        NotAuthentic
    """
    return sum(_tell(one, at) for one in queries.seen(at)) + _overdue(at)


def _overdue(at: datetime) -> int:
    last = queries.newest_drill()
    if last is None or at < (until := rules.next_drill(last.tested_at)):
        return 0
    body = _OVERDUE.format(until=minute(until))
    return _queue(_OVERDUE_SUBJECT, body, f"drill:{until:%Y%m%dT%H%M%S}", at)


def _tell(one: Seen, at: datetime) -> int:
    if Lack.DAMAGED in one.lacks and one.verification is not None:
        return _mail(one, "副本损坏或缺失", "damaged, or gone", one.verification.ref, at)
    since = one.standing.copied_at or one.target.added_at
    if at - since < max(PATIENCE, rules.LOSS_LIMIT):
        return 0
    key = f"{one.target.ref}:{since:%Y%m%dT%H%M%S}"
    return _mail(one, "已经没有新的副本", "no new copy is made", key, at)


def _mail(one: Seen, what: str, what_en: str, key: str, at: datetime) -> int:
    body = _BODY.format(target=one.target.ref, what=what, what_en=what_en)
    return _queue(_SUBJECT.format(what=what), body, key, at)


def _queue(subject: str, body: str, key: str, at: datetime) -> int:
    sent = 0
    for role in TOLD:
        own = f"backup:{key}:{role.value}"
        if Message.objects.filter(key=own).exists():
            continue
        try:
            outbox.queue(
                to=desk(role),
                subject_line=subject,
                body=body,
                actor=SYSTEM,
                at=at,
                key=own,
            )
        except AlreadyQueued:  # by another worker, just now
            continue
        sent += 1
    return sent
