"""The second person of tests: asks for what an act needs and has another person approve it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from shoumi.base.approvals import queries, services
from shoumi.base.approvals.errors import AskedAlready, NeedsApproval
from shoumi.base.approvals.rules import Change, State
from shoumi.core.refs import Ref

T = TypeVar("T")


def by_two(act: Callable[[], T], *, actor: Ref, at: datetime) -> T:
    """Do ``act``; where it takes a second person, with the yes of one who may give it."""
    try:
        return act()
    except NeedsApproval as refusal:
        agree(refusal.change, actor=actor, at=at)
        return act()


def agree(change: Change, *, actor: Ref, at: datetime) -> None:
    """Ask for a change and have another person approve it."""
    try:
        made = services.ask(change=change, actor=actor, at=at)
    except AskedAlready:  # a test that was killed after it had asked
        made = queries.asked_by(actor).get(digest=change.digest.hex(), state=State.OPEN)
    other = queries.could_approve(change.action, actor, at)[0]
    services.approve(approval=Ref(made.ref), actor=other, at=at)
