"""A command that a document prints is one that there is, with the options it names.

``tests/faults/test_printed_restore.py`` types those that put a home back.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from shoumi.base.messages import refusals
from shoumi.doors import cli

ROOT = Path(__file__).resolve().parents[1]
# A log of changes names what is gone.
_WRITTEN = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
DOCUMENTS = [one for one in _WRITTEN if one.name != "CHANGELOG.md"]
OPERATING = ROOT / "docs/operating.md"
_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
_QUOTED = re.compile(r"`((?:SHOUMI_HOME=\S+ )?shoumi [^`]+)`")
# Behind a prompt, an assignment, or the program before it; what is piped or comes after is another.
_TYPED = re.compile(r"(?:^|[\s;&|]|bin/)shoumi ([a-z][^|;&#\n]*)", re.MULTILINE)

documents = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)


def typed(text):
    """The words of each command in the blocks, and of each that stands in a sentence."""
    for block in _BLOCK.findall(text):
        for one in _TYPED.findall(block.replace("\\\n", " ")):
            yield shlex.split(one)
    for one in _QUOTED.findall(re.sub(r"```.*?```", "", text, flags=re.DOTALL)):
        yield one.partition("shoumi ")[2].replace("'", "").split()


def wrong(words):
    """What of the words no command of ours knows; None where it knows them all."""
    rest = list(words)
    command = _noun(rest.pop(0))
    while isinstance(command, click.Group) and rest and not rest[0].startswith(("-", "…")):
        command = command.get_command(click.Context(command), rest.pop(0))
    if command is None:
        return "no such command"
    known = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    options = [word.partition("=")[0].rstrip(",.") for word in rest if word.startswith("--")]
    return next((one for one in options if one not in {*known, "--help"}), None)


def _noun(name):
    return cli._own(name) if name in cli.COMMANDS else cli._of_cards().get(name)


@documents
def test_a_command_that_is_printed_is_one_of_ours(path):
    text = path.read_text("utf-8")
    assert [(" ".join(one), why) for one in typed(text) if (why := wrong(one))] == []


def messages():
    for code, one in refusals.all_words().items():
        for text in (one.zh, one.en, one.remedy_zh, one.remedy_en):
            yield code, text


def test_a_command_that_a_refusal_names_is_one_of_ours():
    """A page sets it apart by its quotes; ``pages.commands``."""
    told = [(code, one) for code, text in messages() for one in typed(text)]
    assert len(told) > 100
    assert [(code, " ".join(one), why) for code, one in told if (why := wrong(one))] == []
    unquoted = re.compile(r"(?<![`/\w.])shoumi [a-z]")
    bare = [code for code, text in messages() if unquoted.search(_QUOTED.sub("", text))]
    assert bare == [], bare


def test_a_command_that_nobody_has_is_found():
    assert wrong(["restore", "fetch", "--identity", "x"]) is None
    assert wrong(["restore", "fetched"]) == "no such command"
    assert wrong(["nothing"]) == "no such command"
    assert wrong(["restore", "fetch", "--identities", "x"]) == "--identities"


def test_commands_are_found_in_blocks_and_in_sentences():
    text = "```sh\n$ A=b shoumi home upgrade \\\n  --dry-run  # looks\n```\nThen `shoumi doctor`."
    assert list(typed(text)) == [["home", "upgrade", "--dry-run"], ["doctor"]]
    told = [one[0] for one in typed(OPERATING.read_text("utf-8"))]
    assert {"serve", "home", "keys", "backup", "restore", "ledger"} <= set(told)


def test_what_operating_copies_lies_where_it_says():
    text = OPERATING.read_text("utf-8")
    named = set(re.findall(r"\b((?:deploy|scripts)/[\w.-]+)", text))
    assert [one for one in sorted(named) if not (ROOT / one).exists()] == []
    assert {f"deploy/{one.name}" for one in (ROOT / "deploy").iterdir()} <= named
    # What is put in the place of a name stands in the file.
    for old, file in re.findall(r"sed s/([\w.]+)/[\w.]+/ (\S+)", text):
        assert old in (ROOT / file).read_text("utf-8")
