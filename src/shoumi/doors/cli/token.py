"""``shoumi token``: access tokens by which programs act for a person over the API."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

import click

from shoumi.base import clock
from shoumi.base.api_tokens import queries, services
from shoumi.base.api_tokens import scopes as allowed
from shoumi.base.commands import answers, options, tables
from shoumi.core.refs import Ref


class _Scope(click.Choice[str]):
    """A scope that a card brings; a command is loaded when all of them are in."""

    def __init__(self) -> None:
        super().__init__([one.value for one in allowed.every()], case_sensitive=False)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> StrEnum:
        return allowed.named(super().convert(value, param, ctx))


@click.group("token")
def command() -> None:
    """访问令牌（程序代人办事） / Access tokens: a program acts for a person."""


@command.command("make")
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=_Scope(),
    multiple=True,
    required=True,
    help="权限，可多次 / What it is for; several times.",
)
@click.option(
    "--days",
    type=click.IntRange(1, 90),
    help="有效天数；默认为所选权限的最长期限 / Days; by default the longest its scopes may last.",
)
@options.acting
def make(*, name: str, scopes: tuple[StrEnum, ...], days: int | None, actor: Ref) -> None:
    """为自己制作令牌，只显示一次 / Make a token for oneself; shown once."""
    made, text = services.make(
        name=name,
        scopes=scopes,
        lasts=timedelta(days=days) if days else None,
        actor=actor,
        at=clock.now(),
        real_at=datetime.now(UTC),
    )
    words = (
        "令牌 {ref}，有效至 {until}；只显示这一次：\n{token}",
        "token {ref} until {until}; shown this once:\n{token}",
    )
    answers.done(words, ref=made.ref, until=made.until, token=text, position=made.position)


@command.command("list")
@options.acting
def list_(*, actor: Ref) -> None:
    """列出自己的令牌 / List one's own tokens."""
    rows = [
        {
            "ref": one.ref,
            "name": one.name,
            "state": standing,
            "scopes": sorted(queries.scopes_of(one)),
            "until": one.until,
            "used_at": one.used_at,
        }
        for one, standing in queries.of(actor, clock.now(), datetime.now(UTC))
    ]
    if answers.wants_json():
        answers.document({"tokens": rows})
        return
    tables.table(
        [
            ("令牌", "token"),
            ("程序", "program"),
            ("状态", "state"),
            ("权限", "scopes"),
            ("至", "until"),
            ("上次使用", "last used"),
        ],
        [tuple(row.values()) for row in rows],
        empty=("没有访问令牌：shoumi token make --help", "No token: shoumi token make --help"),
    )


@command.command("revoke")
@click.argument("token", type=options.REF)
@options.acting
def revoke(*, token: Ref, actor: Ref) -> None:
    """撤销令牌，立刻生效 / End a token at once."""
    services.revoke(token=token, actor=actor, at=clock.now())
    answers.done(("令牌已撤销", "the token is revoked"), ref=token, position=answers.head())
