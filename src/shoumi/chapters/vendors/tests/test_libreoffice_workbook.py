"""LibreOffice itself opens the questionnaire's workbook, saves it, and it is read as if it had not.

It saves them at once, and by way of its own format, as somebody does who works in it.  Of what is
to be refused ``make test`` draws an eighth.
"""

from __future__ import annotations

import io
import subprocess

import openpyxl
import pytest

from shoumi.chapters.vendors.documents import questionnaire_workbook
from shoumi.chapters.vendors.rules import workbook
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import workbook_errors as why
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.chapters.vendors.tests.test_returned_workbook import (
    DAY,
    FAULTS,
    LAYOUTS,
    ONE,
    TWO,
    back,
    refused,
    review,
)
from shoumi.chapters.vendors.tests.workbooks import CODES, entered, filled
from shoumi.core.tests import portion

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
_SECONDS = 300


def _convert(folder, kind, files, into):
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    subprocess.run(
        ["soffice", profile, "--headless", "--norestore", "--convert-to", kind]
        + ["--outdir", into, *files],
        check=True,
        capture_output=True,
        timeout=_SECONDS,
    )


@pytest.fixture(scope="module")
def saved(tmp_path_factory):
    """``saved(workbooks)`` -> the same by name, each as LibreOffice saved it."""

    def save(workbooks, *, by_own_format):
        folder = tmp_path_factory.mktemp("office")
        kinds = ("ods", "xlsx") if by_own_format else ("xlsx",)
        files = []
        for name, content in workbooks.items():
            files.append(folder / f"{name}.xlsx")
            files[-1].write_bytes(content)
        for number, kind in enumerate(kinds):
            into = folder / f"{number}-{kind}"
            _convert(folder, kind, files, into)
            files = [into / f"{name}.{kind}" for name in workbooks]
        return {name: file.read_bytes() for name, file in zip(workbooks, files, strict=True)}

    return save


def blank():
    return questionnaire_workbook.made(review(), None)


def _answered(layout):
    def change(sheet):
        entered(D5="是", E5="甲", F5=DAY, D6="部分", D25="否", E25="乙")(sheet)
        LAYOUTS[layout](sheet)

    return filled(blank(), change)


@pytest.mark.parametrize("by_own_format", [False, True], ids=["at once", "by its own format"])
def test_answers_are_read_right_whatever_was_moved(desk, saved, by_own_format):
    names = {str(number): layout for number, layout in enumerate(LAYOUTS)}
    told = {name: _answered(layout) for name, layout in names.items()}
    for name, content in saved(told, by_own_format=by_own_format).items():
        assert content != told[name]
        assert back(content) == {
            ONE: Said(Value.YES, "甲", until=DAY),
            TWO: Said(Value.PARTLY),
            CODES[-1]: Said(Value.NO, "乙"),
        }, names[name]


def _kept(fault):
    """As it comes back: what is true, false or an error there is a formula afterwards."""
    change, because, cell = fault
    told = openpyxl.load_workbook(io.BytesIO(filled(blank(), change)))[workbook.SHEET][cell]
    return change, why.HasFormula if told.data_type in "be" else because, cell


@pytest.mark.parametrize("by_own_format", [False, True], ids=["at once", "by its own format"])
def test_what_cannot_be_taken_is_refused_with_its_cell(desk, saved, by_own_format):
    numbers = portion.drawn(range(len(FAULTS)), what="faults of a workbook", one_in=8)
    chosen = {str(number): _kept(FAULTS[number]) for number in numbers}
    told = {name: filled(blank(), change) for name, (change, _, _) in chosen.items()}
    for name, content in saved(told, by_own_format=by_own_format).items():
        _, because, cell = chosen[name]
        refused(content, because, cell)
