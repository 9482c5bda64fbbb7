"""The certificate of a restore drill."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents.signed_documents import make, moment, signed
from shoumi.base.messages import names
from shoumi.chapters.backup import drill_records, rules
from shoumi.chapters.backup.models import Drill
from shoumi.chapters.backup.rules import Way
from shoumi.core.refs import Ref

_NEW, _AGAIN = "第一次做 · for the first time", "以前做过 · has done it before"


def certificate(drill: Drill, place: str, actor: Ref, at: datetime, way: Way) -> bytes:
    """Signed by who drilled."""
    name = accounts.names([actor])[actor]
    made = make(
        "restore_drill",
        drill.ref,
        at,
        [("operator", name, "演练人", "operator")],
        place=place,
        copy_number=drill.number,
        copied_at=moment(drill.copied_at) if drill.copied_at else "—",
        tested_at=moment(drill.tested_at),
        by=name,
        key=" · ".join(names.pair(way.key)),
        is_new=_NEW if way.is_new else _AGAIN,
        plan=drill_records.plan_digest(way.plan) if way.plan else "—",
        took=drill.took_seconds,
        took_limit=int(rules.restored_within().total_seconds()),
        loss=drill.loss_seconds,
        loss_limit=int(rules.newest_within().total_seconds()),
        living=drill.living,
        proved=drill.proved,
        destroyed=drill.destroyed,
        unreadable=drill.unreadable,
        revived=drill.revived,
        ledger={"size": drill.ledger_size, "caught_up": drill.caught_up, "missing": drill.missing},
        replayed={"done": drill.done, "lost": drill.lost, "blocked": drill.blocked},
        rows=drill.rows,
        result="通过" if drill.passed else "没有通过",
        until=rules.next_drill(drill.tested_at).date().isoformat(),
        tool="Shoumi",
    )
    return signed(made, actor, "恢复演练 Restore drill", "operator", at)
