"""``shoumi restore``: put a home back from a copy, catch it up, open it by two."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click

from shoumi.base.commands import answers, files, options, progress, tables
from shoumi.base.verbs.command import command as of_verb
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors import homes
from shoumi.doors.cli import restored_copy
from shoumi.doors.verbs.restored_people import SETTLE

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SCHEMES = ("postgresql://", "postgres://")


class Database(click.ParamType[Any]):
    """A database file, or the address of a PostgreSQL, without a password in it."""

    name = "database"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Path | str:
        if not str(value).startswith(_SCHEMES):
            return Path(FILE.convert(value, param, ctx))
        if urlsplit(str(value)).password:
            raise options.misused(
                "地址里不写密码，写进 PGPASSFILE 所指的文件（0600）。",
                "No password in an address; it belongs into the file of PGPASSFILE (mode 0600).",
            )
        return str(value)


DATABASE = Database()


@click.group("restore")
def command() -> None:
    """从副本恢复，先封着，接上账本，再由两人启封 / Put a copy back: sealed until two open it."""


@command.command("sheets")
@click.argument("identity", type=FILE)
@click.option(
    "--into",
    required=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="放五个 PDF 的文件夹，打印后删除 / Folder for five PDFs; delete them once printed.",
)
@options.answering
def sheets(*, identity: Path, into: Path) -> None:
    """把离线私钥拆成五张纸，凑齐三张就能打开副本 / Split the key in five sheets: any three open.

    在离线的电脑上做 / On a computer that is offline.
    """
    from shoumi.base.restore import key_papers
    from shoumi.base.vault import secret_files

    homes.load()
    held = secret_files.read_secret(identity).decode("ascii", "replace")
    papers = key_papers.made(held, day_in_china(datetime.now(UTC)))
    # Sheets of two splits side by side would look like one set.
    if there := next((name for name in papers if (into / name).exists()), ""):
        raise files.FileThere(name=there)
    for name, paper in papers.items():
        files.create_bytes(into / name, paper)
    answers.done(_SPLIT, files=[*papers])


_SPLIT: Both = (
    "已拆成 {files}：每张交给不同的人；打印后删除这些文件",
    "split into {files}: one for each keeper; delete the files once printed",
)


command.add_command(restored_copy.fetch)


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
    type=DATABASE,
    help="较新账本所在的数据库文件，或 postgresql:// 地址 / "
    "Where the newer ledger is: a database file, or a postgresql:// address.",
)
@click.option(
    "--mark",
    type=FILE,
    help="旧目录里的 ledger.highwater / The file ledger.highwater of that home's folder.",
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
def replay(
    *, newer: Path | str | None, mark: Path | None, checkpoints: tuple[Path, ...], without: bool
) -> None:
    """接上较新的账本，补做其间的撤回与销毁 / Take over the newer ledger; do again what narrows.

    Needs nobody's account.  Broken off, it is done again and goes on.  Afterwards people sign in
    and two of them open the house.
    """
    from shoumi.base import clock
    from shoumi.base.restore import services

    if newer is None and checkpoints:
        raise options.misused("--checkpoint 要与 --newer 同用。", "--checkpoint goes with --newer.")
    if mark is not None and not isinstance(newer, str):
        raise options.misused(
            "--mark 要与 --newer 的 postgresql:// 地址同用；文件旁边的会自己找到。",
            "--mark goes with an address of --newer; beside a file it is found.",
        )
    homes.load()
    homes.require()
    if homes.waiting():
        homes.migrate()
    signed = tuple(one.read_text("ascii") for one in checkpoints)
    source = services.Source(newer, signed, mark)
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
    from shoumi.base.restore.events import Differs, How

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
    if found.counted:
        click.echo(answers.say(_COUNTED, **asdict(found.counted)))
        for what, name in found.counted.differences:
            click.echo(f"  {names.of(Differs(what), language())}: {name}")
    if found.approval:
        click.echo(answers.say(_ASKED_BY, who=found.asked_by, approval=found.approval))


_STAGES: dict[str, Both] = {
    "": ("没有封着。", "Not sealed."),
    "put_back": (
        "放回来了，封着（账本 {size} 条）。下一步：shoumi restore replay --newer 旧数据库",
        "Put back and sealed (ledger: {size} entries).  Next: shoumi restore replay --newer FILE",
    ),
    "caught_up": (
        (
            "账本已接上（副本 {size} 条），封着。下一步：把目录放到服务的位置，启动服务，"
            "两人登录后在 /restore 启封"
        ),
        (
            "Caught up (the copy had {size} entries), sealed.  Next: put the folder where the "
            "service looks, start it; two sign in and open it at /restore"
        ),
    ),
}
_CAUGHT_UP: Both = (
    "接上 {caught_up} 条，缺 {missing} 条",
    "took over {caught_up} entries, {missing} are missing",
)
_COUNTED: Both = (
    "清点 {people} 人、{records} 份记录、{rows} 行，{opened}/{sampled} 人解得开，{differ} 处不符",
    "{people} people, {records} records, {rows} rows; {opened} of {sampled} open, {differ} differ",
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


command.add_command(of_verb(SETTLE))
