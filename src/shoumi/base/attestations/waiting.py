"""Demands that lapse soon, for who mends them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from shoumi.base.attestations import lapses
from shoumi.base.registry import Asker, Waiting, WaitingKind
from shoumi.core.messages import Both

_WHAT: Both = (
    "第 {duty} 条快失效了，补正或重新声明",
    "Mend or restate demand {duty} before it lapses",
)


def waiting(asker: Asker) -> Iterator[Waiting]:
    before = timedelta(days=lapses.warnings()[0])
    for one in lapses.coming(asker.at):
        if one.who in asker.roles:
            demand = one.demand
            yield Waiting(
                WaitingKind.LAPSE,
                f"{demand.id}:{one.deal or ''}:{one.at:%Y%m%dT%H%M}",
                (_WHAT[0].format(duty=demand.id), _WHAT[1].format(duty=demand.id)),
                (demand.zh, demand.en),
                "duty",
                {"duty": demand.id},
                one.deal or "",
                one.at - before,
                one.at,
            )
