"""What of the copies waits for whoever keeps them: a drill that is due, a place that fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from shoumi.base.attestations import lapses
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.backup import queries, rules
from shoumi.chapters.backup.rules import Lack
from shoumi.chapters.backup.services.setup import KEEPERS
from shoumi.core.messages import Both

_DUE: Both = ("带上离线私钥或三张密钥单，做恢复演练", "Bring the offline key and drill a restore")
_OVERDUE: Both = (
    "恢复演练逾期了：带上离线私钥或三张密钥单来做",
    "A restore drill is overdue: bring the offline key",
)
_FAILED: Both = (
    "最近一次恢复演练没有通过：补正后再演练",
    "The newest restore drill did not pass: mend it and drill again",
)
_FIRST: Both = ("做第一次恢复演练", "Drill the first restore")
_DAMAGED: Both = ("备份存放处的副本损坏或缺失", "Copies at a place are damaged, or gone")
_FAILING: Both = ("备份存放处没有新的副本", "No new copy is made at a place")
_PATIENCE = timedelta(minutes=30)


def items(asker: Asker) -> Iterator[InboxItem]:
    if asker.roles.isdisjoint(KEEPERS) or not queries.is_kept_here():
        return
    try:
        yield from _places(asker.at)
        yield from _drill(asker.at)
    except NotAuthentic:
        return  # the demands themselves fail then


def _drill(at: datetime) -> Iterator[InboxItem]:
    """A key is brought for it, so nobody but people can do it: they are told in time."""
    last = queries.newest_drill()
    if last is None:
        if any(one.run for one in queries.seen(at)):
            yield _item("drill:first", _FIRST)
        return
    until = rules.next_drill(last.tested_at)
    ref = f"drill:{last.ref}"
    if not last.passed:
        yield _item(ref, _FAILED, since=last.tested_at)
    elif at >= until:
        yield _item(ref, _OVERDUE, since=until, until=until)
    elif until - at <= (before := timedelta(days=lapses.warnings()[0])):
        yield _item(ref, _DUE, since=until - before, until=until)


def _places(at: datetime) -> Iterator[InboxItem]:
    for one in queries.seen(at):
        if Lack.DAMAGED in one.lacks and one.verification is not None:
            what, since = _DAMAGED, one.verification.verified_at
        elif (since := one.standing.copied_at or one.target.added_at) <= at - _PATIENCE:
            what = _FAILING
        else:
            continue
        name = one.target.name
        place = {"target": one.target.ref}
        ref = f"place:{one.target.ref}:{what is _DAMAGED}"
        yield InboxItem(
            InboxKind.TASK, ref, what, (name, name), "backup-target", place, since=since, news=True
        )


def _item(
    ref: str, what: Both, since: datetime | None = None, until: datetime | None = None
) -> InboxItem:
    about: Both = ("第 13.2 条", "demand 13.2")
    return InboxItem(InboxKind.TASK, ref, what, about, "backup", since=since, until=until)
