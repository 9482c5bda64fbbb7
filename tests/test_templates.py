"""Templates are for people to edit: short lines, short files, words in both languages."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import shoumi
from shoumi.core.tests.cases import each

SOURCE = Path(shoumi.__path__[0])
MAX_COLUMNS = 110
MAX_LINES = 150
KINDS = {".html", ".svg", ".txt", ".typ"}


def templates():
    found = SOURCE.rglob("templates/**/*")
    return sorted(path for path in found if path.suffix in KINDS)


def columns(line):
    """A Chinese character takes two, as the formatter counts it."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in line)


def test_there_are_templates():
    assert {path.suffix for path in templates()} >= {".html", ".typ"}


@each("path", templates())
def test_a_template_fits_on_a_screen(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    wide = [number for number, line in enumerate(lines, 1) if columns(line) > MAX_COLUMNS]
    assert wide == []
    assert len(lines) <= MAX_LINES
