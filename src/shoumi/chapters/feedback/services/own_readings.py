"""Values of a person are read for a request of that very person: through the gate, by a task of its
own that ends with the reading, and nobody sees them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import Own, Work, close_task, open_work, question
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose

_READING = timedelta(hours=1)


def opened(
    subject: Ref, deal: Ref, fields: Collection[str], actor: Ref, at: datetime
) -> dict[str, str]:
    """The ledger says so before anything is read.  Outside every transaction.

    Raises:
        GateClosed: the person may not be looked at by the actor, for one reason or another.
    """
    work = Work(
        Purpose.REQUEST,
        deal,
        [actor],
        [Act.REVEAL],
        fields,
        expires_at=at + _READING,
        subject=subject,
        own=Own.ACT,
    )
    task = open_work(work, actor=actor, at=at)
    try:
        asked = question(
            actor=actor, act=Act.REVEAL, task=task, at=at, subject=subject, fields=fields,
            in_act=True,
        )  # fmt: skip
        return dict(disclosure.open_asked(asked))
    finally:
        close_task(task=task, actor=actor, at=at)
