"""``shoumi demo``: one made-up company through its whole transfer."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
from rich.console import Console

from shoumi.base.commands import options
from shoumi.core.errors import Conflict
from shoumi.core.messages import Lang

VARIANTS = ("equity", "merger", "asset")
# The open deal is told up to the application at the registrar and stays there.
OPEN_UNTIL = "samr_application"


_KIND = "home.toml"


class HomeIsReal(Conflict):
    """The data folder holds a real installation; a demo never touches one."""

    code = "demo.home_is_real"


class DatabaseInUse(Conflict):
    """A database that the environment names is not empty; a demo begins with nothing."""

    code = "demo.database_in_use"


@click.command()
@click.option("--variant", type=click.Choice(VARIANTS), default="equity", show_default=True)
@click.option("--customers", type=click.IntRange(60, 1_000_000), default=1000, show_default=True)
@options.suite("写入所用的密码套件，gm 为 SM4、SM3 / Cipher suite to write in; gm: SM4, SM3.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="自己的文件夹 / a folder of your own files instead of the made-up company's.",
)
@click.option(
    "--map", "maps", multiple=True, metavar="HEADING=FIELD", help="对应列 / map a column."
)
@click.option("--accept", multiple=True, metavar="CODE", help="接受提示 / accept a named problem.")
@click.option("--json", "as_json", is_flag=True, help="只输出 JSON / print one JSON document.")
@click.option(
    "--open-deal/--no-open-deal",
    default=True,
    help="另留一笔未完的转让 / leave a second deal open.",
)
@click.option("--until", hidden=True, default="")
def command(
    variant: str,
    customers: int,
    suite: str,
    data: Path | None,
    maps: tuple[str, ...],
    accept: tuple[str, ...],
    as_json: bool,
    open_deal: bool,
    until: str,
) -> None:
    """主线演示：一家虚构公司的整个转让 / One made-up company through its whole transfer.

    Nothing is ever sent to anybody: a demo home has no way out.

    The made-up files lie in the data folder only until they are sealed, so that who is destroyed
    is gone from the whole folder.  Your own files (--data) are read and never touched.
    """
    from shoumi.base.intake.problems import ImportRefused
    from shoumi.base.messages.reader import language
    from shoumi.doors import homes
    from shoumi.doors.cli import _intake_show
    from shoumi.doors.demo import expected, runner, show

    home = homes.folder()
    _require_free(home)
    _clear(home)
    lang: Lang = "en" if language() == "en" else "zh"
    console = Console(stderr=as_json)
    request = runner.Request(
        home=home,
        variant=variant,
        customers=customers,
        data=data,
        maps=dict(_pair(text) for text in maps),
        accept=accept,
        until=until,
        suite=suite,
    )
    try:
        if as_json or until:
            told = runner.tell(request, show.Silent())
        else:
            with show.Live(console, lang, runner.STEPS, _intake_show.print_plan) as live:
                told = runner.tell(request, live)
    except ImportRefused as refused:
        _intake_show.print_found(refused.problems, err=True)
        raise
    if until:
        return
    agree = True
    if data is None:
        counts = expected.counts(variant, customers)
        if not as_json:
            agree = show.compare(console, lang, told.story, counts, expected.DEADLINES)
        else:
            agree = told.story.counts == dict(counts)
            agree = agree and told.story.deadlines == dict(expected.DEADLINES)
    if open_deal and data is None:
        _leave_open(home, customers, suite)
    if as_json:
        click.echo(json.dumps(runner.as_json(told), ensure_ascii=False))
    else:
        show.end(console, lang, told, home, has_open=open_deal and data is None)
    sys.exit(0 if agree else 1)


def _pair(text: str) -> tuple[str, str]:
    heading, _, field = text.partition("=")
    if not heading or not field:
        raise click.BadParameter(f"{text!r} is not HEADING=FIELD", param_hint="--map")
    return heading, field


def _require_free(home: Path) -> None:
    """Make sure that the demo writes over nothing but an earlier demo.

    Raises:
        HomeIsReal: the folder holds a real home, or things that no demo made.
        DatabaseInUse: a database outside the folder has tables already, a demo's or not.
    """
    from django.db import connections

    if home.exists() and not (home.is_dir() and (_is_demo(home) or not any(home.iterdir()))):
        raise HomeIsReal(folder=str(home))
    for alias, variable in (("default", "DATABASE_URL"), ("keyring", "KEYRING_URL")):
        database = connections[alias]
        if database.vendor == "sqlite":
            path = Path(database.settings_dict["NAME"])
            # Looked at without opening it: opening writes.
            is_used = not path.is_relative_to(home) and path.exists() and path.stat().st_size > 0
        else:
            is_used = bool(database.introspection.table_names())
        if is_used:
            raise DatabaseInUse(variable=variable)


def _is_demo(home: Path) -> bool:
    """Whether a demo is there and no home inside it is a real one."""
    kinds = [path.read_text("utf-8").strip() for path in home.rglob(_KIND)]
    return (home / _KIND).exists() and set(kinds) == {'kind = "demo"'}


def _clear(home: Path) -> None:
    """Take an earlier demo away.  The folder itself stays: it may be a link or a mount.

    What says that it is a demo goes last, so that this can be broken off and begun again.
    """
    found = sorted(home.iterdir(), key=lambda path: path.name == _KIND) if home.exists() else []
    for path in found:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _leave_open(home: Path, customers: int, suite: str) -> None:
    """Tell the beginning once more in a home of its own, and leave it there for people to walk."""
    env = {key: value for key, value in os.environ.items() if key not in _OWN_DATABASES}
    env["SHOUMI_HOME"] = str(home / "open")
    subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "shoumi.doors.cli", "demo", "--until", OPEN_UNTIL]
        + ["--customers", str(customers), "--suite", suite, "--no-open-deal"],
        env=env,
        check=True,
    )


# The open deal has a home of its own, whatever database the told one is in.
_OWN_DATABASES = ("DATABASE_URL", "KEYRING_URL", "DATABASE_OWNER_URL")
