"""Answers that came back in a questionnaire of the house's own: each of them, or a refusal that
names the cell.

A form is known by what its mapped cells ask, which has to stand as it did in the empty one.  What
stands elsewhere in it is nothing to us.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from shoumi.base.intake import form_workbook
from shoumi.base.intake.form_workbook import Cell, Kind
from shoumi.base.row_authentication import verification
from shoumi.chapters.vendors.models import OwnForm, Review
from shoumi.chapters.vendors.rules import own_forms, questions, workbook
from shoumi.chapters.vendors.rules.own_forms import Columns, Mapped
from shoumi.chapters.vendors.rules.score import Value
from shoumi.chapters.vendors.services import own_forms as own_forms_kept
from shoumi.chapters.vendors.services import returned_workbook
from shoumi.chapters.vendors.services.reviews import Said
from shoumi.chapters.vendors.services.workbook_errors import (
    AnswerMissing,
    AnswerUnknown,
    HasError,
    HasFormula,
    Merged,
    QuestionChanged,
    WorkbookRefused,
)
from shoumi.core.refs import Ref

_ODD: Mapping[Kind, type[WorkbookRefused]] = {Kind.FORMULA: HasFormula, Kind.ERROR: HasError}


def said(review: Review, content: bytes) -> tuple[dict[str, Said], Ref | None]:
    """What a workbook says, ours or one of the house's own, and by which form of the latter.

    Raises:
        FileRefused: it is too large, no XLSX, damaged or hostile.
        WorkbookRefused: see ``workbook_errors``.
        NotAuthentic: a form was changed from outside.
    """
    cells = form_workbook.cells(content)
    if returned_workbook.is_ours(cells):
        return returned_workbook.said_by(review, cells), None
    form = _meant(cells)
    if form is None:
        return returned_workbook.said_by(review, cells), None  # refuses: it is none of both
    return _answers(form, cells), Ref(form.ref)


def in_use() -> list[OwnForm]:
    """Those in which answers are taken, the newest first.

    Raises:
        NotAuthentic
    """
    version = questions.current().version
    found = OwnForm.objects.filter(ended_at=None, version__gt=0, questions=version)
    return verification.require(found.order_by("-id"))


def mapped(form: OwnForm) -> Mapped:
    known = questions.current().by_code
    return Mapped(
        {code: place for code, place in form.places.items() if code in known},
        Columns(**form.columns),
        {Value(value): words for value, words in form.spellings.items()},
    )


def _meant(cells: Sequence[Cell]) -> OwnForm | None:
    """The form whose questions stand there.  Of one that was edited the cell is told.

    Raises:
        QuestionChanged: most of a form stands there, and this cell does not.
    """
    told = {one.place: workbook.key(one.text) for one in cells if one.kind is not Kind.MERGED}
    nearest: tuple[int, str] | None = None
    for form in in_use():
        places = mapped(form).places.values()
        lost = [one for one in places if told.get(one) != workbook.key(form.texts[one])]
        if not lost:
            return form
        if len(lost) * 2 <= len(places) and (nearest is None or len(lost) < nearest[0]):
            nearest = len(lost), min(lost)
    if nearest is not None:
        raise QuestionChanged(place=nearest[1])
    return None


def _answers(form: OwnForm, cells: Sequence[Cell]) -> dict[str, Said]:
    wanted = mapped(form)
    merged = [one for one in cells if one.kind is Kind.MERGED]
    for one in merged:
        if own_forms_kept.range_of(one) not in form.merged and _is_asked(one, wanted):
            raise Merged(place=one.place)
    by_place = {one.place: one for one in cells if one.kind is not Kind.MERGED}
    found: dict[str, Said] = {}
    for code, place in wanted.places.items():
        if (said := _said(by_place, place, wanted)) is not None:
            found[code] = said
    return found


def _is_asked(one: Cell, wanted: Mapped) -> bool:
    """Whether the merged range touches the line of a question of the form."""
    first, _, last = one.text.partition(":")
    lines = [int("".join(filter(str.isdigit, part))) for part in (first, last or first)]
    asked = map(own_forms.split, wanted.places.values())
    return any(
        found is not None and found[0] == one.sheet and lines[0] <= found[2] <= lines[1]
        for found in asked
    )


def _said(by_place: Mapping[str, Cell], place: str, wanted: Mapped) -> Said | None:
    value, words, until = (
        _filled(by_place, place, column)
        for column in (wanted.columns.answer, wanted.columns.words, wanted.columns.until)
    )
    if value is None and (words or until):
        raise AnswerMissing(place=own_forms.beside(place, wanted.columns.answer))
    if value is None:
        return None
    return Said(
        _value(value, wanted),
        returned_workbook.words_of(words),
        None,
        _day(until),
    )


def _filled(by_place: Mapping[str, Cell], place: str, column: str) -> Cell | None:
    cell = by_place.get(own_forms.beside(place, column)) if column else None
    if cell is None or not workbook.key(cell.text):
        return None
    if odd := _ODD.get(cell.kind):
        raise odd(place=cell.place)
    return cell


def _value(cell: Cell, wanted: Mapped) -> Value:
    found = returned_workbook.truth_of(cell)
    if cell.kind is Kind.TEXT:
        found = wanted.value_of(cell.text)
    elif cell.kind is Kind.NUMBER:  # where the house has said which figure means what
        found = wanted.spelled(cell.text)
    if found is None:
        raise AnswerUnknown(place=cell.place)
    return found


def _day(cell: Cell | None) -> date | None:
    return returned_workbook.day_of(cell)
