"""``shoumi witness``: cosign the growth of a log, away from the house that keeps it."""

from __future__ import annotations

import signal
import sys
import threading
import time
from pathlib import Path
from types import FrameType
from typing import TextIO

import click

from shoumi.base.commands import answers, options, tables
from shoumi.core.ledger import note
from shoumi.doors.server import process
from shoumi.doors.witness.server import Server
from shoumi.doors.witness.store import WitnessStore, make

FOLDER = click.argument("folder", type=click.Path(file_okay=False, path_type=Path))


@click.group("witness")
def command() -> None:
    """独立的见证人 / A witness: its own folder and key; run it on another machine or account."""
    process.no_dumps()  # it holds a signing key, and no home is loaded that would say so


@command.command("init")
@FOLDER
@click.option("--name", required=True, help="见证人的名称 / Its key name, like witness.example/1.")
@options.answering
def init(*, folder: Path, name: str) -> None:
    """建立见证人 / Make a witness; prints the key that the house and every verifier are given."""
    answers.done(("公钥：{vkey}", "key: {vkey}"), vkey=make(folder, name))


@command.command("watch")
@FOLDER
@click.argument("vkey")
@options.answering
def watch(*, folder: Path, vkey: str) -> None:
    """见证一个账本 / Watch a log: VKEY as `shoumi ledger head --json` prints it."""
    WitnessStore(folder).watch(vkey)
    answers.done(("已加入 {origin}", "watching {origin}"), origin=note.read_vkey(vkey).name)


@command.command("succeed")
@FOLDER
@click.argument("note", type=click.File())
@options.answering
def succeed(*, folder: Path, note: TextIO) -> None:
    """换账本公钥 / Watch a log under its new key: NOTE as `shoumi ledger keys --json` prints it.

    The old key and the new one have signed it; one that leads on from no watched key is refused.
    """
    key = WitnessStore(folder).succeed(note.read())
    answers.done(("已换公钥：{vkey}", "its key is now {vkey}"), vkey=key.vkey(), origin=key.name)


@command.command("forget")
@FOLDER
@click.argument("origin")
@options.final
@options.answering
def forget(*, folder: Path, origin: str) -> None:
    """账本丢了一段、只能从头见证时用 / Begin anew with a log that has lost entries for good.

    For whoever keeps the witness, once the house has shown what was lost and how it was put back.
    What had been cosigned stays in the file "forgotten": it proves that the log was longer.
    """
    gone = WitnessStore(folder).forget(origin, int(time.time()))
    answers.done(_FORGOTTEN, origin=origin, size=gone.size, root=gone.root.hex())


_FORGOTTEN = (
    "{origin} 从头见证；此前副署到 {size} 条，根 {root}，已记下",
    "{origin} begins anew; it was cosigned up to {size} entries, root {root}, which is kept",
)


@command.command("show")
@FOLDER
@options.answering
def show(*, folder: Path) -> None:
    """所见证的账本 / What it watches and has cosigned."""
    keeping = WitnessStore(folder)
    known = keeping.known()
    sizes = {origin: known[origin].size if origin in known else 0 for origin in keeping.logs()}
    if answers.wants_json():
        answers.document({"vkey": keeping.cosigner.witness().vkey(), "logs": sizes})
        return
    click.echo(keeping.cosigner.witness().vkey())
    heads = [("账本", "log"), ("条数", "size")]
    tables.table(heads, list(sizes.items()), empty=("没有账本。", "No log."))


@command.command("serve")
@FOLDER
@click.option("--host", default="127.0.0.1", help="默认仅本机 / Without it: this machine alone.")
@click.option("--port", type=click.IntRange(0, 65535), default=8740, show_default=True)
@options.answering
def serve(*, folder: Path, host: str, port: int) -> None:
    """运行见证人 / Answer tlog-witness requests until stopped (SIGTERM, Ctrl-C)."""
    with Server((host, port), WitnessStore(folder)) as server:

        def end(_signal: int, _frame: FrameType | None) -> None:
            # From another thread: shutdown waits for the loop this signal interrupted.
            threading.Thread(target=server.shutdown).start()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, end)
        url = f"http://{host}:{server.server_address[1]}"
        answers.done(("见证人在 {url}", "the witness is at {url}"), url=url)
        sys.stdout.flush()
        server.serve_forever(poll_interval=0.1)
