"""``shoumi restore``: put a home back from a copy, catch it up, open it by two."""

from __future__ import annotations

from pathlib import Path

import click

from shoumi.base.commands import answers, options, progress, tables
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors import homes

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group("restore")
def command() -> None:
    """从副本恢复，先封着，接上账本，再由两人启封 / Put a copy back: sealed until two open it."""


@command.command("seal")
@options.answering
def seal() -> None:
    """给手工放回的安装贴封条 / Seal a home that somebody put back by hand.

    Needs nobody's account: sealing only takes away.
    """
    from shoumi.base.restore import services

    homes.load()
    homes.require()
    found = services.seal_in_place()
    answers.done(("已封：{restore}", "sealed: {restore}"), restore=found.restore, stage=found.stage)


@command.command("replay")
@click.option(
    "--newer",
    type=FILE,
    help="较新账本所在的数据库文件 / The database file that has the newer ledger.",
)
@click.option(
    "--checkpoint",
    "checkpoints",
    type=FILE,
    multiple=True,
    help="另处保存的已签检查点 / A signed checkpoint that was kept elsewhere.",
)
@click.option(
    "--no-newer",
    "without",
    is_flag=True,
    help="没有较新的账本：全部转让停下 / There is no newer ledger: every deal stops.",
)
@options.answering
def replay(*, newer: Path | None, checkpoints: tuple[Path, ...], without: bool) -> None:
    """接上较新的账本，补做其间的撤回与销毁 / Take over the newer ledger; do again what narrows.

    Needs nobody's account.  Broken off, it is done again and goes on.  Afterwards people sign in
    and two of them open the house.
    """
    from shoumi.base import clock
    from shoumi.base.restore import services

    if newer is None and checkpoints:
        raise options.misused("--checkpoint 要与 --newer 同用。", "--checkpoint goes with --newer.")
    homes.load()
    homes.require()
    if homes.waiting():
        homes.migrate()
    source = services.Source(newer, tuple(one.read_text("ascii") for one in checkpoints))
    with progress.counting(_REPLAYING) as bar:
        services.catch_up(
            source,
            at=clock.now(),
            without=without,
            passed=lambda step, done, of: bar(done, of, answers.say(_STEPS[step])),
        )
    _show()


_REPLAYING: Both = ("接上账本并补做", "catching up and doing again")


_STEPS: dict[str, Both] = {
    "comparing": ("核对较新的账本", "comparing the newer ledger"),
    "replaying": ("补做", "doing again"),
}


@command.command("show")
@options.answering
def show() -> None:
    """恢复到哪一步，补做了什么，下一步 / How far it is, what was done again, what is next."""
    homes.load()
    homes.require()
    _show()


def _show() -> None:
    from shoumi.base.messages import names
    from shoumi.base.messages.reader import language
    from shoumi.base.restore import queries
    from shoumi.base.restore.events import How

    homes.is_opened()
    found = queries.report()
    if answers.wants_json():
        answers.document(found)
        return
    told = found.replayed
    if told is None:
        words = _STAGES[found.stage]
        click.echo(answers.say(words, size="—" if found.size is None else found.size))
        return
    click.echo(answers.say(_STAGES[found.stage], size=told.size))
    click.echo(answers.say(_CAUGHT_UP, caught_up=told.caught_up, missing=told.missing))
    rows = [
        (names.of(how, language()), tag, count)
        for how in How
        for tag, count in told.tags[how].items()
    ]
    heads = [("如何", "how"), ("事件", "event"), ("条数", "entries")]
    tables.table(heads, rows, empty=("副本之后没有发生什么。", "Nothing happened after the copy."))
    if found.approval:
        click.echo(answers.say(_ASKED_BY, who=found.asked_by, approval=found.approval))


_STAGES: dict[str, Both] = {
    "": ("没有封着。", "Not sealed."),
    "put_back": (
        "放回来了，封着（账本 {size} 条）。下一步：shoumi restore replay --newer 旧数据库",
        "Put back and sealed (ledger: {size} entries).  Next: shoumi restore replay --newer FILE",
    ),
    "caught_up": (
        "账本已接上（副本 {size} 条），封着。下一步：shoumi restore open --as …，再由另一人批准",
        "Caught up (the copy had {size} entries), sealed.  Next: restore open, by two in an hour",
    ),
}
_CAUGHT_UP: Both = (
    "接上 {caught_up} 条，缺 {missing} 条",
    "took over {caught_up} entries, {missing} are missing",
)
_ASKED_BY: Both = (
    "{who} 申请过启封：{approval}",
    "{who} has asked to open it: {approval}",
)


@command.command("open")
@options.acting
def open_(*, actor: Ref) -> None:
    """启封：先申请，另一人批准后再执行一次 / Open the house: asks first; again once approved."""
    from shoumi.base import clock
    from shoumi.base.commands import dual_control
    from shoumi.base.restore import services

    with dual_control.asking(actor):
        position = services.open_home(actor=actor, at=clock.now())
    answers.done(("已启封", "opened"), position=position)


@command.command("approve")
@options.acting
def approve(*, actor: Ref) -> None:
    """批准启封 / Say yes to the newest request to open the house."""
    from shoumi.base import clock
    from shoumi.base.approvals import services as approvals
    from shoumi.base.restore import queries
    from shoumi.base.restore.errors import NothingAsked

    found = queries.report()
    if not found.approval:
        raise NothingAsked
    approvals.approve(approval=Ref(found.approval), actor=actor, at=clock.now())
    answers.done(
        ("已批准，由申请人启封", "approved; who asked opens it"),
        approval=found.approval,
        position=answers.head(),
    )
