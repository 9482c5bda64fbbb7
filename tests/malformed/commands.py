"""Every command with values that its options take, as people of the house type them.

``python -m tests.malformed.commands [--only NAME] [--count 8] [--drawn]``

What is refused is refused in words: a command that ends in an error nobody foresaw is told of.
Commands that tell a story, serve, or make homes are walked by tests of their own (``_WALKED``).
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click
from click.testing import CliRunner
from tests.web import home

from shoumi.core.tests import portion

_WALKED = ("demo", "serve", "worker", "witness", "home create", "home upgrade", "clock advance",
           "restore", "verify", "scan")  # fmt: skip
_NOTED = re.compile(r'"class": "([^"]+)".*?"frames": \[(.*?)\]')
_WORDS = ("7", "name", "测试", "2026-10")
# Of the commands so many are taken in a part.
ONE_IN = 24


@dataclass(slots=True)
class Tally:
    tries: int = 0
    codes: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def leaves(
    found: click.Command, path: Sequence[str] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """The commands below, with their words."""
    if not isinstance(found, click.Group):
        yield tuple(path), found
        return
    context = click.Context(found)
    for name in found.list_commands(context):
        one = found.get_command(context, name)
        if one is not None:
            yield from leaves(one, (*path, name))


class Typed:
    """What is typed at the options of a command, of things that are there."""

    def __init__(self, folder: Path) -> None:
        from tests.web import samples

        from shoumi.doors.demo import cast

        self._samples = samples
        self._people = (*cast.STAFF, cast.HEAD, cast.DPO, cast.SUPERVISOR)
        self._deal = samples.first_deal()
        self._folder = folder / "typed"
        self._folder.mkdir()
        self._file = folder / "paper.txt"
        self._file.write_text("已经查看，做到了。", "utf-8")

    def line(self, path: Sequence[str], command: click.Command, chance: random.Random) -> list[str]:
        options: list[str] = []
        arguments: list[str] = []
        for one in command.params:
            if isinstance(one, click.Argument):
                if one.required or chance.random() < 0.7:  # noqa: PLR2004
                    arguments.append(self._value(one, chance))
            elif isinstance(one, click.Option):
                options += self._option(one, chance)
        return [*path, *options, *(["--", *arguments] if arguments else [])]

    def _option(self, one: click.Option, chance: random.Random) -> list[str]:
        name = max(one.opts, key=len)
        if name == "--help":
            return []
        if name == "--as":
            return [name, chance.choice(self._people)]
        if not one.required and name != "--yes" and chance.random() < 0.5:  # noqa: PLR2004
            return []
        return [
            name,
            *([] if one.is_flag else (self._value(one, chance) for _ in range(one.nargs))),
        ]

    def _value(self, one: click.Parameter, chance: random.Random) -> str:
        of, kind = one.type, type(one.type).__name__
        if isinstance(of, click.Choice):
            return str(chance.choice(list(of.choices)))
        if isinstance(of, click.types.IntRange):
            least = int(of.min or 0)
            most = least + 50 if of.max is None else min(int(of.max), least + 50)
            return str(chance.randint(least, most))
        if isinstance(of, click.Path):
            return str(self._file if of.file_okay else self._folder)
        closed: dict[str, Sequence[str]] = {
            "_File": [str(self._file)],
            "_Day": ["2026-09-18", "2026-12-31", "2027-01-05"],
            "_Moment": ["2026-09-18T09:00", "2026-12-31", "2027-01-05T08:00"],
            "_Person": self._people,
            "_Deal": [self._deal.ref],
            "_Yuan": ["0", "12.50", "20000"],
        }
        if found := closed.get(kind):
            return str(chance.choice(found))
        with suppress(self._samples.NoSample, IndexError):
            return self._samples.named(str(one.name))
        return chance.choice(_WORDS)


def tried(folder: Path, *, only: str, count: int, drawn: bool) -> Iterator[tuple[str, Tally]]:
    """Each command, and what became of ``count`` tries of it."""
    from tests.web import write_statements
    from tests.web.access_sweep import Sweep

    from shoumi.base.tests import memories
    from shoumi.doors.cli import main

    sweep = Sweep(folder)
    typed = Typed(folder.parent)
    every = [(path, one) for path, one in leaves(main) if not _is_walked(path)]
    every = [(path, one) for path, one in every if only in " ".join(path)]
    if drawn:
        every = portion.drawn(every, what="commands", one_in=ONE_IN)
    for path, command in every:
        tally = Tally()
        for number in range(count):
            given = typed.line(path, command, random.Random(f"{' '.join(path)} {number}"))
            memories.forget()
            with write_statements.seen() as wrote:
                code, fault = _called(main, given)
            tally.tries += 1
            tally.codes[code] += 1
            if fault:
                tally.faults.append(f"shoumi {' '.join(given)}: {fault}")
            if wrote:
                sweep.put_back()
        yield " ".join(path), tally


def _is_walked(path: Sequence[str]) -> bool:
    words = " ".join(path)
    return any(words == one or words.startswith(f"{one} ") for one in _WALKED)


def _called(main: click.Command, given: list[str]) -> tuple[int, str]:
    """The exit code, and the error nobody foresaw if there was one."""
    before, sys.argv = sys.argv, ["shoumi", *given]
    try:
        done: Any = CliRunner().invoke(main, given, input="")
    finally:
        sys.argv = before
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        return done.exit_code, "".join(traceback.format_exception(done.exception)[-3:])
    noted = _NOTED.search(done.output)
    return done.exit_code, f"{noted[1]} {noted[2][-200:]}" if noted else ""


def main() -> int:
    asked = _asked()
    sums = Tally()
    commands = 0
    with tempfile.TemporaryDirectory(prefix="shoumi-commands-") as folder:
        place = Path(folder) / "home"
        home.start(home.copy(asked.home, place) if asked.home else home.tell(place, home.UNTIL))
        for name, tally in tried(place, only=asked.only, count=asked.count, drawn=asked.drawn):
            commands += 1
            sums.tries += tally.tries
            sums.codes += tally.codes
            sums.faults += tally.faults
            codes = " ".join(f"{code}×{count}" for code, count in sorted(tally.codes.items()))
            sys.stdout.write(f"{name}: {codes}\n")
            for fault in tally.faults[:2]:
                sys.stdout.write(f"    {fault}\n")
    codes = " ".join(f"{code}×{count}" for code, count in sorted(sums.codes.items()))
    sys.stdout.write(
        f"commands={commands} tries={sums.tries} codes={codes} faults={len(sums.faults)}\n"
    )
    return 1 if sums.faults else 0


def _asked() -> argparse.Namespace:
    reader = argparse.ArgumentParser(prog="python -m tests.malformed.commands", description=__doc__)
    reader.add_argument("--only", default="")
    reader.add_argument("--count", type=int, default=8)
    reader.add_argument("--home", type=Path)
    reader.add_argument("--drawn", action="store_true")
    return reader.parse_args()


if __name__ == "__main__":
    sys.exit(main())
