"""The first half of an act that takes two: the command files the request and says who may answer.

Called again once somebody has said yes, the same command does what was approved.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import queries, services
from shoumi.base.approvals.errors import NeedsApproval, Pending
from shoumi.base.approvals.rules import valid
from shoumi.base.commands import answers
from shoumi.core.refs import Ref

_ASKED: answers.Both = (
    """这件事要两个人。已申请 {approval}，{hours} 小时内由以下任一人批准后，再执行一次本命令：{who}
批准：shoumi approval approve {approval} --as …""",
    """This takes two persons.  It is asked for as {approval}; within {hours} hours any of these may
approve, then give this command again: {who}
To approve: shoumi approval approve {approval} --as …""",
)


@contextmanager
def asking(actor: Ref) -> Iterator[None]:
    """Where what is done inside needs a second person, ask for it; exits 1, for it is not done."""
    try:
        yield
    except Pending:
        raise
    except NeedsApproval as refusal:
        at, change = clock.now(), refusal.change
        made = services.ask(change=change, actor=actor, at=at)
        could = queries.could_approve(change.action, actor, at, change.deal)
        known = accounts.names(could)
        answers.done(
            _ASKED,
            approval=made.ref,
            action=change.action,
            who=[known[ref] for ref in could],
            hours=valid(change.action) // timedelta(hours=1),
            position=answers.head(),
        )
        click.get_current_context().exit(1)
