"""``shoumi approval``: acts of two persons, from the second one's side."""

from __future__ import annotations

from typing import Any

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals import queries, services
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import State, valid
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names, parameters
from shoumi.base.messages.reader import language
from shoumi.core.refs import Ref

_REQUEST = click.argument("approval", type=options.REF)


@click.group("approval")
def command() -> None:
    """双人批准 / Acts that take two persons."""


@command.command("list")
@click.option("--all", "everything", is_flag=True, help="含已结束的 / Also those that are over.")
@options.paged
@options.acting
def list_(*, everything: bool, after: str, limit: int, actor: Ref) -> None:
    """等我批准的和我申请的 / What waits for my answer, and what I asked for."""
    at = clock.now()
    waiting = {one.ref for one in queries.waiting_for(actor, accounts.roles(actor, at), at)}
    rows, more = queries.concerning(
        actor, at, waiting=waiting, after=after, limit=limit, everything=everything
    )
    if answers.wants_json():
        told = [_told(one) | {"waits_for_me": one.ref in waiting} for one in rows]
        answers.document({"approvals": told, "after": more})
        return
    tables.table(
        [
            ("申请", "request"),
            ("事项", "act"),
            ("状态", "state"),
            ("谁申请", "asked by"),
            ("有效至", "good until"),
            ("等我答复", "waits for me"),
        ],
        [
            (
                one.ref,
                names.of(Action(one.action), language()),
                names.of(State(one.state), language()),
                one.requested_by.name,
                one.requested_at + valid(Action(one.action)),
                one.ref in waiting,
            )
            for one in rows
        ],
        empty=("没有等着的申请。", "Nothing waits."),
    )
    tables.more(more)


@command.command("show")
@_REQUEST
@options.acting
def show(*, approval: Ref, actor: Ref) -> None:
    """要改什么 / What would be changed: each parameter, now and then."""
    at = clock.now()
    found = queries.seen(approval, actor, at)
    rows = queries.differences(found)
    if answers.wants_json():
        answers.document(_told(found) | {"changes": rows})
        return
    words = ("{act}，{who} 申请，有效至 {until}", "{act}, asked for by {who}, good until {until}")
    click.echo(
        answers.say(
            words,
            act=names.of(Action(found.action), language()),
            who=found.requested_by.name,
            until=found.requested_at + valid(Action(found.action)),
        )
    )
    tables.table(
        [("参数", "parameter"), ("现在", "now"), ("改为", "becomes")],
        [
            (
                parameters.parameter(one.name, language()),
                parameters.value(one.name, one.before, language()),
                parameters.value(one.name, one.after, language()),
            )
            for one in rows
        ],
        empty=("没有参数。", "No parameters."),
    )


@command.command("approve")
@_REQUEST
@options.acting
def approve(*, approval: Ref, actor: Ref) -> None:
    """批准；由申请人办理 / Say yes; whoever asked carries it out."""
    services.approve(approval=approval, actor=actor, at=clock.now())
    answers.done(("已批准", "approved"), approval=approval, position=answers.head())


@command.command("refuse")
@_REQUEST
@options.acting
def refuse(*, approval: Ref, actor: Ref) -> None:
    """不批准 / Say no."""
    services.turn_down(approval=approval, actor=actor, at=clock.now())
    answers.done(("没有批准", "turned down"), approval=approval, position=answers.head())


@command.command("withdraw")
@_REQUEST
@options.acting
def withdraw(*, approval: Ref, actor: Ref) -> None:
    """撤回自己的申请 / Take back a request of one's own."""
    services.withdraw(approval=approval, actor=actor, at=clock.now())
    answers.done(("已撤回", "withdrawn"), approval=approval, position=answers.head())


def _told(one: Approval) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "action": one.action,
        "deal": one.deal,
        "state": one.state,
        "requested_by": one.requested_by_id,
        "requested_at": one.requested_at,
        "until": one.requested_at + valid(Action(one.action)),
        "answered_by": one.answered_by_id,
        "answered_at": one.answered_at,
        "used_at": one.used_at,
        "digest": one.digest,
    }
