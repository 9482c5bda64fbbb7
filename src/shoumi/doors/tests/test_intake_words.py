"""Problems and notes of an import are codes, not errors: they need words all the same."""

from __future__ import annotations

import re
from pathlib import Path

import shoumi.base.intake
from shoumi.base.intake.messages import files, imports, remarks, rows
from shoumi.base.jobs import messages as jobs
from shoumi.core.tests.cases import each

SOURCES = Path(shoumi.base.intake.__path__[0])
CODE = re.compile(
    r'"((?:file|zip|xml|text|csv|table|json|pdf|office|document|workbook|sheet|cell|row|value'
    r'|mapping|picture|page)\.[a-z_]+)"'
)
# Of files brought to the pages, before anybody read them.
DELIVERED = {"intake.delivery_too_large", "intake.no_such_delivery", "intake.no_such_slip"}
WORDS = (
    files.MESSAGES
    | rows.MESSAGES
    | remarks.MESSAGES
    | {code: (imports.MESSAGES | jobs.MESSAGES)[code] for code in DELIVERED}
)
# Of the import and of any file: they stand above the places.
GENERAL = {"intake.refused", "file.refused"} | DELIVERED


def codes():
    for path in SOURCES.rglob("*.py"):
        if "tests" not in path.relative_to(SOURCES).parts:
            yield from CODE.findall(path.read_text(encoding="utf-8"))


def test_every_code_of_an_import_has_words():
    assert sorted(set(codes()) - WORDS.keys()) == []


def test_no_words_are_left_over():
    assert sorted(WORDS.keys() - set(codes())) == sorted(
        DELIVERED | {"intake.nobody", "intake.refused"}
    )


@each("code", sorted(WORDS))
def test_words_name_the_place_and_both_languages(code):
    words = WORDS[code]
    assert "{place}" in words.zh or code in GENERAL
    assert "{place}" in words.en or code in GENERAL
    assert bool(words.remedy_zh) is bool(words.remedy_en)
