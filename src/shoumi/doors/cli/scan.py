"""``shoumi scan``: what personal information is in there.  Needs no home and no database.

Answers hold labels, grades, counts and places, never a value.  ``--json`` prints one document;
``--format jsonl --json`` on lines of ``{"id", "text"}`` prints a line of spans for each, as they
come.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO, cast

import click
from rich.console import Console

from shoumi.base.commands import answers, progress
from shoumi.base.intake import readers
from shoumi.base.intake.scan_files import Order, Seen, counted, examine_all, seen
from shoumi.base.intake.sheets import Block, Sheet
from shoumi.base.pools import WorkerLost
from shoumi.core.errors import Conflict, DomainError, Invalid
from shoumi.core.scan.find import today_in_china
from shoumi.core.scan.prose import MOST_MINUTES
from shoumi.doors.cli._scan_copy import create, write_copy
from shoumi.doors.cli._scan_lines import is_lines, stream
from shoumi.doors.cli._scan_names import CHOICES, Names, opened
from shoumi.doors.cli._scan_report import Report, as_table, document, file_report

FORMATS = ("auto", "csv", "xlsx", "parquet", "jsonl", "docx", "pdf", "txt", "picture")
STDIN = "-"
_WIDTH_OFF_TERMINAL = 150
_NOTHING = {"zh": "未发现个人信息。", "en": "No personal information found."}
_UNREAD = {
    "zh": "{count} 个文件没有读到，里面有什么不得而知。",
    "en": "{count} files were not read; what is in them is not known.",
}


class TextUnreadable(Invalid):
    code = "scan.text_unreadable"


class OneFileAtATime(Invalid):
    code = "scan.one_file_at_a_time"


class ReadingLost(Conflict):
    """Facts: ``place``, ``signal``.  The process that read the file was ended."""

    code = "scan.reading_lost"


def _format(asked: str) -> str | None:
    return None if asked == "auto" else asked


def _stdin_sheets(asked: str) -> list[Sheet]:
    source = sys.stdin.buffer
    if asked in ("auto", "txt"):
        try:
            text = source.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise TextUnreadable from error
        return [Sheet(STDIN, STDIN, "text", blocks=[Block(STDIN, "body", text)])]
    with _seekable(source) as file:
        return readers.read_open(file, STDIN, asked)


def _seekable(source: BinaryIO) -> BinaryIO:
    """The bytes of a stream as a file that can seek: in memory where the system can."""
    if hasattr(os, "memfd_create"):
        file = cast(BinaryIO, os.fdopen(os.memfd_create("stdin"), "w+b"))
    else:
        file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - the caller closes it
    while chunk := source.read(1 << 20):
        file.write(chunk)
    file.seek(0)
    return file


def _paths(given: Sequence[str]) -> Iterator[str]:
    """The given paths; of a folder every file below it."""
    for path in given:
        if path != STDIN and Path(path).is_dir():
            yield from (str(p) for p in sorted(Path(path).rglob("*")) if p.is_file())
        else:
            yield path


def _print(reports: Sequence[Report], names: Names, *, as_json: bool, output: Path | None) -> None:
    if as_json:
        text = json.dumps(document(reports, names), ensure_ascii=False)
    else:
        from shoumi.base.messages.reader import language

        console = Console(width=None if output is None else _WIDTH_OFF_TERMINAL)
        if not console.is_terminal:
            console.width = _WIDTH_OFF_TERMINAL
        table = as_table(reports, language())
        unread = sum("refused" in one for one in reports)
        with console.capture() as captured:
            if table.row_count:
                console.print(table)
            elif unread < len(reports):
                console.print(_NOTHING[language()])
            if unread:
                console.print(_UNREAD[language()].format(count=unread))
        text = captured.get().rstrip("\n")
    if output is None:
        click.echo(text)
    else:
        with create(output) as file:
            file.write(text.encode() + b"\n")


def _tell(error: DomainError) -> None:
    """A refused file does not stop the others."""
    from shoumi.base.messages import refusals
    from shoumi.base.messages.reader import language

    told = refusals.tell(error, "en" if language() == "en" else "zh")
    click.secho(told.what, fg="red", err=True)
    if told.mend:
        click.echo(told.mend, err=True)


def _scan_files(
    paths: Sequence[str], asked: str, *, names: Names, redact: Path | None
) -> tuple[list[Report], bool]:
    """(a report per file, were all files readable?).  Files are read on every processor."""
    reports: list[Report] = []
    all_read = True
    with progress.counting(("扫描文件", "scanning files")) as bar:
        for path, look in _looks(paths, asked, names, with_texts=redact is not None):
            try:
                with _named(path):
                    found = [_settled(one, names, bar) for one in look()]
                    report = file_report(path, found, names)
            except DomainError as error:
                _tell(error)
                reports.append({"file": path, "refused": error.code})
                all_read = False
            else:
                reports.append(report)
                if redact is not None:
                    with _named(path):
                        write_copy([one.sheet for one in found], redact, names=names)
            bar(len(reports), len(paths), answers.say(("扫描文件", "scanning files")))
    return reports, all_read


def _looks(
    paths: Sequence[str], asked: str, names: Names, *, with_texts: bool
) -> Iterator[tuple[str, Callable[[], list[Seen]]]]:
    """Each path with the call that gives what is seen there."""
    with_texts = with_texts or names.reader is not None
    files = [path for path in paths if path != STDIN]
    orders = (
        # A worker stands in another folder.
        Order(str(Path(path).absolute()), _format(asked), names.today, with_texts)
        for path in files
    )
    examined = examine_all(orders, count=len(files))
    for path in paths:
        if path == STDIN:
            yield path, partial(_stdin_seen, asked, names.today)
        else:
            yield path, next(examined)


def _stdin_seen(asked: str, today: date) -> list[Seen]:
    return [seen(sheet, today=today, with_texts=True) for sheet in _stdin_sheets(asked)]


@contextmanager
def _named(path: str) -> Iterator[None]:
    """Whoever reads, counts or looks for names may be killed: the file it was at is named."""
    try:
        yield
    except WorkerLost as lost:
        raise ReadingLost(place=Path(path).name, **lost.facts) from lost


def _settled(one: Seen, names: Names, bar: progress.Bar) -> Seen:
    """With the counts of a large table, which takes every processor by itself."""
    if one.counts is not None or one.sheet.table is None:
        return one
    what = answers.say(("扫描表格", "scanning a table"))
    told = counted(
        one.sheet.table, today=names.today, tell=lambda done, total: bar(done, total, what)
    )
    return replace(one, counts=told)


@click.command("scan")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--format", "asked", type=click.Choice(FORMATS), default="auto", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document, or JSON Lines.")
@click.option(
    "--redact",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="OUT",
    help="Write a masked copy: csv, xlsx, jsonl or txt, by the ending of OUT.",
)
@click.option(
    "--names",
    "names_asked",
    type=click.Choice(CHOICES),
    default="auto",
    show_default=True,
    help="Names in running text: all of it, what may hold one, or off.",
)
@click.option(
    "--names-minutes",
    type=click.FloatRange(min=0),
    default=MOST_MINUTES,
    show_default=True,
    help="What looking for names may take at most.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the answer to a new file.",
)
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[str, ...],
    asked: str,
    *,
    as_json: bool,
    redact: Path | None,
    names_asked: str,
    names_minutes: float,
    output: Path | None,
) -> None:
    """找出文件里的个人信息 / Find the personal information in files; `-` reads standard input.

    \b
    Exit 0: everything was read.  1: a file was refused.  2: wrong use.
    Prints columns or spans with label, class, grade and counts, never a value.
    `--format jsonl --json` on lines of {"id", "text"} answers each line with its spans.
    """
    found = list(_paths(paths))
    if not found:
        # An empty folder is not a clean one.
        raise click.UsageError("no file to read")
    if redact is not None and len(found) > 1:
        raise OneFileAtATime(count=len(found))
    with opened(names_asked, today=today_in_china(), most_minutes=names_minutes) as names:
        if as_json and asked == "jsonl" and len(found) == 1:
            (path,) = found
            if path == STDIN or (Path(path).is_file() and is_lines(Path(path))):
                _stream_path(path, names=names, redact=redact, output=output)
                _say(names)
                return
        reports, all_read = _scan_files(found, asked, names=names, redact=redact)
        _print(reports, names, as_json=as_json, output=output)
        if any("labels" in sheet for one in reports for sheet in one.get("sheets", ())):
            _say(names)
    context.exit(0 if all_read else 1)


def _say(names: Names) -> None:
    """On standard error: what a reader of the answer has to know of names in running text."""
    from shoumi.base.messages.reader import language

    if words := names.words(language()):
        click.echo(words, err=True)


def _stream_path(path: str, *, names: Names, redact: Path | None, output: Path | None) -> None:
    with ExitStack() as open_files:
        source = open_files.enter_context(Path(path).open("rb")) if path != STDIN else None
        to = open_files.enter_context(create(output)) if output else None
        masked = open_files.enter_context(create(redact)) if redact else None
        stream(source or sys.stdin.buffer, to or sys.stdout.buffer, names=names, masked=masked)
