"""``shoumi clock``: the story clock of a demo home; a real home runs on real time."""

from __future__ import annotations

from datetime import datetime, timedelta

import click

from shoumi.base import clock
from shoumi.base.anchoring import clock_agreement
from shoumi.base.clock import services
from shoumi.base.commands import answers, options
from shoumi.core.refs import SYSTEM, Ref


@click.group("clock")
def command() -> None:
    """时间（演示环境可拨动） / The clock; that of a demo home can be moved."""


@command.command("show")
@options.answering
def show() -> None:
    """现在几点 / What time it is here."""
    words = ("{now}（{kind}）", "{now} ({kind})")
    kind = ("演示时间", "story") if clock.is_demo() else ("真实时间", "real time")
    if answers.wants_json():
        answers.document({"now": clock.now(), "is_demo": clock.is_demo()})
    else:
        click.echo(answers.say(words, now=clock.now(), kind=answers.say(kind)))


@command.command("advance")
@click.option("--to", type=options.MOMENT, help="拨到 / Move on to.")
@click.option("--days", type=click.IntRange(min=1), help="前进几天 / Days to move on.")
@click.option("--hours", type=click.IntRange(min=1), help="前进几小时 / Hours to move on.")
@options.answering
def advance(*, to: datetime | None, days: int | None, hours: int | None) -> None:
    """向前拨动演示时间 / Move the story of a demo home forward; it begins with the first move."""
    if (to is None) == (days is None and hours is None):
        raise options.misused(
            "--to 与 --days、--hours 二者择一。", "Give --to, or --days and --hours."
        )
    now = clock.now()
    target = to or now + timedelta(days=days or 0, hours=hours or 0)
    if not _has_story():
        services.start_story(at=now, actor=SYSTEM)
    story = services.advance(to=target, actor=SYSTEM)
    answers.done(("现在是 {now}", "it is now {now}"), now=story.now_at)


@command.command("accept")
@options.acting
def accept(*, actor: Ref) -> None:
    """确认时间无误 / Say that a clock which leapt ahead is right; until then nothing is written.

    A time-stamp authority, where one is set, is asked as well.
    """
    minutes = clock_agreement.accept(actor=actor, at=clock.now())
    answers.done(
        (
            "已确认，时间曾快 {minutes} 分钟",
            "accepted; the clock had leapt {minutes} minutes ahead",
        ),
        minutes=minutes,
    )


def _has_story() -> bool:
    from shoumi.base.clock import queries

    return queries.story_now() is not None
