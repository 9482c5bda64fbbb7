"""``shoumi emergency``: one customer for half an hour without approval, and the review after it."""

from __future__ import annotations

from typing import Any

import click

from shoumi.base import clock
from shoumi.base.accounts import queries as accounts
from shoumi.base.commands import answers, options, tables
from shoumi.base.emergency import queries, services
from shoumi.base.emergency.events import Note, Outcome
from shoumi.base.emergency.models import Emergency
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.core.refs import Ref


@click.group("emergency")
def command() -> None:
    """紧急开启与复核 / One customer without approval, told at once and reviewed in a day."""


@command.command("open")
@click.argument("subject", type=options.REF)
@click.option(
    "--fields", required=True, help="必需的字段，逗号分隔 / The fields that are needed, by comma."
)
@click.option(
    "--reason",
    required=True,
    help="为什么等不及，不写姓名和号码 / Why it cannot wait, without names or numbers.",
)
@options.acting
def open_(*, subject: Ref, fields: str, reason: str, actor: Ref) -> None:
    """为一位客户开启半小时 / Open one customer for half an hour; two officers are told first."""
    made = services.open_emergency(
        subject=subject,
        fields=[code.strip() for code in fields.split(",") if code.strip()],
        reason=reason,
        actor=actor,
        at=clock.now(),
    )
    answers.done(
        (
            "紧急开启 {ref}，任务 {task}，至 {until}；须在 {due} 前复核",
            "emergency {ref}, task {task}, until {until}; to be reviewed by {due}",
        ),
        ref=made.ref,
        task=made.task,
        until=made.ends_at,
        due=made.due_at,
        position=made.position,
    )


@command.command("list")
@options.paged
@options.acting
def list_(*, after: str, limit: int, actor: Ref) -> None:
    """列出紧急开启，最近的在前 / List emergencies, the newest first."""
    at = clock.now()
    found = queries.seen_by(actor, accounts.roles(actor, at))
    if after.isdigit():
        found = found.filter(position__lt=int(after))
    rows = list(found[: limit + 1])
    more = str(rows[limit - 1].position) if len(rows) > limit else None
    rows = rows[:limit]
    if answers.wants_json():
        opened, wrong, late = queries.counts(at)
        quarter = {"opened": opened, "not_justified": wrong, "not_in_time": late}
        told = [_told(one) for one in rows]
        answers.document({"emergencies": told, "quarter": quarter, "after": more})
        return
    tables.table(
        [
            ("编号", "reference"),
            ("谁", "who"),
            ("客户", "customer"),
            ("开启于", "opened"),
            ("复核期限", "review due"),
            ("结论", "outcome"),
        ],
        [
            (
                one.ref,
                one.person.name,
                one.subject,
                one.opened_at,
                one.due_at,
                names.of(Outcome(one.outcome), language()) if one.outcome else "",
            )
            for one in rows
        ],
        empty=("没有紧急开启。", "There was no emergency."),
    )
    tables.more(more)


@command.command("review")
@click.argument("emergency", type=options.REF)
@click.argument("outcome", type=options.Word(Outcome))
@click.argument("note", type=options.Word(Note))
@options.acting
def review(*, emergency: Ref, outcome: Outcome, note: Note, actor: Ref) -> None:
    """复核一次紧急开启 / Say whether an emergency was right; a stopped account runs again."""
    services.review(emergency=emergency, outcome=outcome, note=note, actor=actor, at=clock.now())
    answers.done(("{ref} 已复核", "{ref} is reviewed"), ref=emergency, position=answers.head())


def _told(one: Emergency) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "person": one.person_id,
        "subject": one.subject,
        "deal": one.deal,
        "task": one.task,
        "fields": one.fields,
        "reason": one.reason,
        "opened_at": one.opened_at,
        "ends_at": one.ends_at,
        "due_at": one.due_at,
        "outcome": one.outcome or None,
        "note": one.note or None,
        "reviewed_at": one.reviewed_at,
        "position": one.position,
    }
