"""``shoumi home``: make an installation, bring it up to date, say what it is."""

from __future__ import annotations

import platform
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from shoumi.base.commands import answers, options
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM
from shoumi.doors import homes

if TYPE_CHECKING:
    from shoumi.base.attestations.doors import Standing
    from shoumi.base.row_authentication.review import TakenIn


@click.group("home")
def command() -> None:
    """建立、升级、查看安装 / Make, upgrade and show an installation."""


@command.command("create")
@click.option("--demo", is_flag=True, help="演示环境，永不外发 / A demo home: it never sends mail.")
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="根密钥的口令文件，权限 0600 / File with the root's passphrase, mode 0600.",
)
@options.suite("写入所用的密码套件，gm 为 SM4、SM3 / Cipher suite to write in; gm: SM4, SM3.")
@click.option(
    "--from",
    "begins_at",
    type=options.MOMENT,
    help="演示时间的起点 / Where the story of a demo home begins.",
)
@click.option("--head", help="主要负责人姓名 / Name of the head.")
@click.option("--dpo", help="个人信息保护负责人姓名 / Name of the protection officer.")
@options.answering
def create(
    *,
    demo: bool,
    passphrase_file: Path | None,
    suite: str,
    begins_at: datetime | None,
    head: str | None,
    dpo: str | None,
) -> None:
    """建立安装 / Make a home in SHOUMI_HOME: folder, databases, keys, ledger.

    With --head and --dpo the first two people are enrolled as well; every later role needs two.
    """
    from shoumi.base.accounts import display_names
    from shoumi.base.accounts import services as accounts
    from shoumi.base.clock import services as clocks

    if begins_at is not None and not demo:
        raise options.misused("--from 只用于 --demo。", "--from goes with --demo only.")
    if (head is None) != (dpo is None):
        raise options.misused("--head 与 --dpo 须同时给出。", "Give --head and --dpo together.")
    people = [display_names.check(name) for name in (head, dpo) if name is not None]
    at = begins_at or datetime.now(UTC)
    homes.create(demo=demo, at=at, passphrase_file=passphrase_file, suite=suite)
    if begins_at is not None:
        clocks.start_story(at=at, actor=SYSTEM)
    if people:
        accounts.found(head=people[0], dpo=people[1], at=at)
    answers.done(
        ("已建立：{folder}", "made: {folder}"),
        folder=homes.folder(),
        kind="demo" if demo else "real",
    )
    if not answers.wants_json():
        click.echo(answers.say(_NEXT if people else _FIRST))


_FIRST = (
    "下一步：shoumi person found --head 姓名 --dpo 姓名",
    "next: shoumi person found --head NAME --dpo NAME",
)
_NEXT = (
    "下一步：shoumi person add 登记人员，shoumi policy draft 起草政策；随时可用 shoumi doctor 检查",
    "next: shoumi person add, shoumi policy draft; check any time with shoumi doctor",
)


@command.command("upgrade")
@click.option(
    "--passphrase-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="只在密钥尚未建立时需要 / Only where the keys were not made yet.",
)
@options.suite("只在密钥尚未建立时需要 / Only where the keys were not made yet.")
@click.option(
    "--dry-run",
    is_flag=True,
    help="只说明将做什么 / Say what would be done, and do nothing.",
)
@options.answering
def upgrade(*, passphrase_file: Path | None, suite: str, dry_run: bool) -> None:
    """升级到程序的版本 / Bring the databases to the program's version.  Back up first.

    Also completes a home whose making was broken off.  Can be repeated; a home that a newer program
    has upgraded is refused.  With --dry-run also which doors would be shut then, by which demands,
    and who mends them; found by the checks themselves, and nothing is kept.
    """
    if dry_run:
        _plan()
        return
    from shoumi.base import clock
    from shoumi.base.gate import minor_marks
    from shoumi.base.rotation import duty_clocks
    from shoumi.base.row_authentication import review
    from shoumi.base.subjects import examination

    at = datetime.now(UTC)
    run = homes.finish(at=at, passphrase_file=passphrase_file, suite=suite)
    told = review.take_in(at=at)
    examination.begin_old(at=clock.now())
    duty_clocks.begin_old(at=clock.now())
    # Where it cannot be done now a worker does it; until then they count as minors.
    with suppress(DomainError):
        minor_marks.mark(clock.now())
    early = _early()
    answers.done(_UPGRADED if run else _UP_TO_DATE, migrations=run, tasks=len(early), **_rows(told))
    _tell(told, _LEFT)
    _tell_tasks(early)


def _plan() -> None:
    from shoumi.base.row_authentication import review

    planned = homes.planned()
    makes_keys = not homes.has_keys()
    told = review.TakenIn({}, {}) if makes_keys else review.would_take_in()
    words = _UP_TO_DATE if not planned else _WOULD_UPGRADE
    if makes_keys:
        words = _WOULD_COMPLETE
    shut = None if makes_keys else _would_shut(planned)
    early = [] if makes_keys else _early()
    facts: dict[str, Any] = {
        "migrations": planned,
        "makes_keys": makes_keys,
        "tasks": len(early),
        **_rows(told),
    }
    if answers.wants_json():
        from shoumi.base.attestations.doors import as_data

        answers.document(
            {**facts, "shut": shut if shut is None else [as_data(one) for one in shut]}
        )
        return
    answers.done(words, **facts)
    _tell(told, _WOULD_LEAVE)
    _tell_tasks(early)
    if not makes_keys:
        _tell_shut(shut)


def _would_shut(planned: list[str]) -> list[Standing] | None:
    from shoumi.base import clock
    from shoumi.doors import upgrade_rehearsal

    return upgrade_rehearsal.would_shut(waiting=planned, at=clock.now())


def _tell_shut(shut: list[Standing] | None) -> None:
    """Each door with the demands that hold it; what to do about it."""
    from shoumi.base.messages import refusals
    from shoumi.base.messages.reader import language

    if shut is None:
        click.echo(answers.say(_UNTOLD), err=True)
        return
    for one in shut:
        click.echo(answers.say(_SHUT, door=getattr(one.door, language())))
        for lapse in one.lapses:
            click.echo(f"  {refusals.lapse_text(lapse, language())}")
    if shut:
        click.echo(answers.say(_GRACE))


def _early() -> list[tuple[str, datetime]]:
    """Open tasks of an older version that end with the longest life of their purpose."""
    from shoumi.base.gate import queries

    return queries.over_early()


def _tell_tasks(early: list[tuple[str, datetime]]) -> None:
    if answers.wants_json():
        return
    for ref, ends_at in early:
        click.echo(answers.say(_ENDS_EARLY, task=ref, until=f"{ends_at:%Y-%m-%d}"))


def _rows(told: TakenIn) -> dict[str, Any]:
    left = {table: count for table, count in told.left.items() if count}
    return {"rows": sum(told.made.values()), "left": left}


def _tell(told: TakenIn, words: Both) -> None:
    """Rows that open nothing any more, since the ledger says otherwise."""
    if answers.wants_json():
        return
    for table, count in told.left.items():
        if count:
            click.echo(answers.say(words, table=table, count=count))


_SHUT = ("升级后关着的门：{door}", "shut after the upgrade: {door}")
_GRACE = (
    "由负责人补正；来不及的，可由两人给予至多三十天宽限：shoumi grace grant --help",
    "who answers for each mends it; two may grant a grace of 30 days: shoumi grace grant --help",
)
_UNTOLD = (
    "升级前看不出哪些门会关；升级后用 shoumi doors 查看",
    "which doors would be shut cannot be told before the upgrade; after it, see shoumi doors",
)
_ENDS_EARLY = (
    "任务 {task} 的期限超过其目的的最长期限，到 {until} 为止；仍需要的，届时重新开出",
    "task {task} lasts longer than its purpose may: it ends on {until}; open another if needed",
)
_LEFT = (
    "{table}：{count} 行与账本不符，没有纳入核对，不再作为放行依据",
    "{table}: {count} rows are not what the ledger says; they open nothing any more",
)
_WOULD_LEAVE = (
    "{table}：{count} 行与账本不符，升级后不再作为放行依据",
    "{table}: {count} rows are not what the ledger says; after the upgrade they open nothing",
)

_UPGRADED = ("已升级：{migrations}", "upgraded: {migrations}")
_WOULD_UPGRADE = ("将升级：{migrations}", "would upgrade: {migrations}")
_WOULD_COMPLETE = (
    "将建立密钥，并升级：{migrations}",
    "would make the keys and upgrade: {migrations}",
)
_UP_TO_DATE = (
    "数据库与程序一致，无须升级",
    "the databases are up to date: nothing to upgrade",
)


@command.command("show")
@options.answering
def show() -> None:
    """查看安装 / Say what this installation is and where its parts are."""
    homes.start()
    told = _told()
    if answers.wants_json():
        answers.document(told)
        return
    for name, value in told.items():
        click.echo(f"{answers.say(_NAMES[name]):<12}  {answers.shown(value)}")


_NAMES = {
    "folder": ("目录", "folder"),
    "kind": ("类型", "kind"),
    "now": ("当前时间", "time"),
    "default": ("数据库", "data"),
    "keyring": ("密钥库", "keyring"),
    "tenant": ("经营者", "tenant"),
    "provider": ("根密钥", "root key"),
    "suite": ("密码套件", "suite"),
    "log_key": ("账本公钥", "log key"),
    "entries": ("账本条目", "entries"),
    "people": ("人员", "people"),
    "deals": ("转让", "deals"),
    "mail": ("邮件", "mail"),
    "python": ("Python", "Python"),
}


def _told() -> dict[str, Any]:
    """No secret is among it: the log key is the public one."""
    from django.db import connections

    from shoumi.base import clock
    from shoumi.base.accounts.models import Person
    from shoumi.base.deals.models import Deal
    from shoumi.base.home_settings import queries as home_settings
    from shoumi.base.home_settings.rules import Setting
    from shoumi.base.ledger import reader
    from shoumi.base.outbox import smtp
    from shoumi.base.vault import keyring, logkey
    from shoumi.base.vault.models import Setup

    setup = Setup.objects.get()
    suite = keyring.suite()
    places = {
        alias: f"{connections[alias].vendor} {connections[alias].settings_dict['NAME']}"
        for alias in ("default", "keyring")
    }
    has_relay = smtp.is_by_environment() or home_settings.in_force(Setting.RELAY)
    is_sunk = clock.is_demo() or not has_relay
    return {
        "folder": str(homes.folder()),
        "kind": "demo" if clock.is_demo() else "real",
        "now": clock.now(),
        **places,
        "tenant": setup.tenant,
        "provider": setup.provider,
        "suite": f"{suite.name} ({suite.cipher})",
        "log_key": logkey.vkey(),
        "entries": reader.size(),
        "people": Person.objects.filter(is_active=True).count(),
        "deals": Deal.objects.count(),
        "mail": "sink" if is_sunk else "SMTP",
        "python": platform.python_version(),
    }
