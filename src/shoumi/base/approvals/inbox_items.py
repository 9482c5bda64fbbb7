"""Acts of two persons that wait for the second one."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import queries, rules
from shoumi.base.approvals.events import Action
from shoumi.base.messages import names
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_WHAT: Both = ("答复申请：{action}", "Answer a request: {action}")


def items(asker: Asker) -> Iterator[InboxItem]:
    for one in queries.waiting_for(asker.person, asker.roles, asker.at):
        action = Action(one.action)
        held = accounts.roles(asker.person, asker.at, Ref(one.deal) if one.deal else None)
        if not held & rules.TWO[action].approvers:
            continue  # a role in another deal
        zh, en = names.pair(action)
        who = one.requested_by.name
        yield InboxItem(
            InboxKind.APPROVAL,
            one.ref,
            (_WHAT[0].format(action=zh), _WHAT[1].format(action=en)),
            (who, who),
            "approval",
            {"approval": one.ref},
            deal=one.deal,
            since=one.requested_at,
            until=one.requested_at + rules.valid(action),
            two=True,
        )
