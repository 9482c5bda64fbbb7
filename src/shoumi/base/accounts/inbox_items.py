"""Roles that were asked for and wait for a second person."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.accounts import joint_grants, queries
from shoumi.base.accounts.rules import APPROVERS, REQUEST_VALID
from shoumi.base.messages import names
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_WHAT: Both = ("批准岗位：{role}", "Approve a role: {role}")


def items(asker: Asker) -> Iterator[InboxItem]:
    if not queries.roles(asker.person, asker.at) & APPROVERS:
        return
    for one in joint_grants.waiting_for(asker.person, asker.at):
        zh, en = names.pair(Role(one.role))
        yield InboxItem(
            InboxKind.GRANT,
            one.ref,
            (_WHAT[0].format(role=zh), _WHAT[1].format(role=en)),
            (one.person.name, one.person.name),
            "people",
            deal=one.deal,
            since=one.requested_at,
            until=one.requested_at + REQUEST_VALID,
            two=True,
        )
