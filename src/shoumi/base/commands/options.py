"""Arguments and options that many commands share, and how their texts become values.

A value that names nothing is a refusal (exit 1); one that cannot be read is wrong use (exit 2).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

import click

from shoumi.base.commands.answers import JSON, say
from shoumi.base.commands.own_credential import proved
from shoumi.core.calendar import read_day, read_moment
from shoumi.core.vault.suites import INTL, NAMES

Command = TypeVar("Command", bound=Callable[..., Any])
W = TypeVar("W", bound=StrEnum)

PAGE = 50
_AMOUNT, _FEN = re.compile(r"[0-9]{1,11}(\.[0-9]{1,2})?", re.ASCII), 100


class Word(click.Choice[str], Generic[W]):
    """One word of a closed list, upper or lower case."""

    def __init__(self, words: type[W], *, of: tuple[W, ...] = ()) -> None:
        self.words = words
        super().__init__([word.value for word in of or tuple(words)], case_sensitive=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> W:
        return self.words(super().convert(value, param, ctx))


class _Person(click.ParamType[Any]):
    name = "person"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from shoumi.base.commands.lookup import person

        return person(value)


class _Deal(click.ParamType[Any]):
    name = "deal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from shoumi.base.commands.lookup import deal

        return deal(value)


class _Ref(click.ParamType[Any]):
    name = "ref"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from shoumi.core.refs import Ref

        return Ref(value)


class _Day(click.ParamType[Any]):
    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return read_day(value)
        except ValueError:
            self.fail(say(("日期写作 2026-09-18。", "A day is written 2026-09-18.")), param, ctx)


class _Moment(click.ParamType[Any]):
    """China's time unless it says otherwise; a day alone counts whole."""

    name = "YYYY-MM-DD[THH:MM]"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        try:
            return read_moment(value)
        except ValueError:
            wanted = ("时间写作 2026-09-18T09:00。", "A time is written 2026-09-18T09:00.")
            self.fail(say(wanted), param, ctx)


class _Yuan(click.ParamType[Any]):
    """An amount in yuan, with two digits after the point at most, as whole fen; a default is in fen
    already."""

    name = "yuan"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if not _AMOUNT.fullmatch(value):
            wanted = ("金额写作 1234.50，单位元。", "An amount is written 1234.50, in yuan.")
            self.fail(say(wanted), param, ctx)
        return int(Decimal(value) * _FEN)


PERSON, DEAL, REF, DAY, MOMENT = _Person(), _Deal(), _Ref(), _Day(), _Moment()
YUAN = _Yuan()


def brought(file: Path | None) -> bytes | None:
    """A paper that somebody brings, taken as it is; None where none was named."""
    return file.read_bytes() if file else None


def misused(zh: str, en: str) -> click.UsageError:
    """Wrong use that the options' own declarations cannot tell."""
    return click.UsageError(say((zh, en)), click.get_current_context())


def _remember(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    ctx.meta[JSON] = value


def answering(command: Command) -> Command:
    """``--json``."""
    return click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=_remember,
        help="只输出一个 JSON 文档 / Print one JSON document and nothing else.",
    )(command)


def noted(command: Command) -> Command:
    """``--note``, words of one's own beside an act."""
    return click.option(
        "--note",
        default="",
        help="附带的文字，与账本分开保存，可删除 / Words kept apart from the ledger, erasable.",
    )(command)


def acting(command: Command) -> Command:
    """``--as``, the person who acts, and ``--json``."""
    named = click.option(
        "--as",
        "actor",
        type=PERSON,
        required=True,
        callback=proved,
        envvar="SHOUMI_AS",
        show_envvar=True,
        metavar="PERSON",
        help="经办人姓名或编号 / Who acts: name or reference.",
    )
    return named(answering(command))


ASKING = click.option(
    "--as",
    "actor",
    type=PERSON,
    callback=proved,
    envvar="SHOUMI_AS",
    help="经办人 / Who asks.",
)


def paged(command: Command) -> Command:
    """``--after`` and ``--limit``."""
    after = click.option("--after", default="", help="从这一项之后列起 / List from after this one.")
    limit = click.option(
        "--limit",
        type=click.IntRange(1, 1000),
        default=PAGE,
        show_default=True,
        help="最多几项 / How many at most.",
    )
    return after(limit(command))


def _insist(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if not value:
        words = (
            "此操作不能撤销。确定要做，请加 --yes。",
            "This cannot be undone.  Add --yes to do it.",
        )
        raise click.UsageError(say(words), ctx)


def final(command: Command) -> Command:
    """``--yes``, without which nothing happens."""
    return click.option(
        "--yes",
        is_flag=True,
        expose_value=False,
        callback=_insist,
        help="确认不可撤销的操作 / Confirm what cannot be undone.",
    )(command)


def suite(told: str) -> Callable[[Command], Command]:
    """``--suite``, whose help is ``told``."""
    return click.option(
        "--suite", type=click.Choice(NAMES), default=INTL.name, show_default=True, help=told
    )


def deal_argument(command: Command) -> Command:
    """DEAL, by number or reference."""
    return click.argument("deal", type=DEAL)(command)
