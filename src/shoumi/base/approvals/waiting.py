"""Acts of two persons that wait for the second one."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.approvals import queries
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import valid
from shoumi.base.messages import names
from shoumi.base.registry import Asker, Waiting, WaitingKind
from shoumi.core.messages import Both

_WHAT: Both = ("答复申请：{action}", "Answer a request: {action}")


def waiting(asker: Asker) -> Iterator[Waiting]:
    for one in queries.waiting_for(asker.person, asker.roles, asker.at):
        if one.deal and not asker.reaches(one.deal):
            continue
        action = Action(one.action)
        zh, en = names.pair(action)
        who = one.requested_by.name
        yield Waiting(
            WaitingKind.APPROVAL,
            one.ref,
            (_WHAT[0].format(action=zh), _WHAT[1].format(action=en)),
            (who, who),
            "approval",
            {"approval": one.ref},
            one.deal,
            one.requested_at,
            one.requested_at + valid(action),
            two=True,
        )
