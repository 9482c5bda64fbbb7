"""Questionnaires of the house's own: brought empty, mapped to our questions, mapped anew, ended.

Answers that come back in one are taken by ``own_form_answers``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.intake import form_workbook
from shoumi.base.intake.form_workbook import Cell, Kind
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import OwnForm
from shoumi.chapters.vendors.rules import own_forms, questions, workbook
from shoumi.chapters.vendors.rules.own_forms import Mapped
from shoumi.chapters.vendors.services.digests import digest
from shoumi.chapters.vendors.services.form_errors import (
    CellRepeated,
    CellUnknown,
    ColumnUnfit,
    FormEnded,
    FormTooLarge,
    NameTaken,
    NoSuchForm,
    NothingMapped,
    WordRepeated,
)
from shoumi.core.ledger.leaf import Event
from shoumi.core.ledger.leaf import Value as FactValue
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

MAPPERS = (Role.PRO, Role.DPO)
_DUTIES = ("5.1",)


@dataclass(frozen=True, slots=True)
class Empty:
    """What an empty form says, and which of its cells are merged."""

    texts: Mapping[str, str]
    merged: list[str]


def read(content: bytes) -> Empty:
    """
    Raises:
        FileRefused: it is too large, no XLSX, damaged or hostile.
        FormTooLarge: it has more cells with text than a questionnaire has.
        NothingMapped: it says nothing.
    """
    cells = form_workbook.cells(content)
    texts = {
        one.place: one.text[: own_forms.MOST_TEXT]
        for one in cells
        if one.kind is Kind.TEXT and workbook.key(one.text) and own_forms.split(one.place)
    }
    if len(texts) > own_forms.MOST_CELLS:
        raise FormTooLarge(most=own_forms.MOST_CELLS)
    if not texts:
        raise NothingMapped
    return Empty(texts, sorted(range_of(one) for one in cells if one.kind is Kind.MERGED))


def range_of(merged: Cell) -> str:
    """All cells that are merged, ``sheet!C4:D4``."""
    return f"{merged.sheet}!{merged.text}"


def add(*, name: str, content: bytes, actor: Ref, at: datetime) -> OwnForm:
    """Take an empty form in.

    Raises:
        NotPermitted: the actor is neither procurement nor the protection officer.
        NameTaken: one of that name is in use; and what ``read`` raises
    """
    accounts.require(actor, at, *MAPPERS)
    found = read(content)  # a child process reads it, outside the transaction
    made = OwnForm(
        name=name.strip(), version=0, texts=dict(found.texts), merged=found.merged,
    )  # fmt: skip
    try:
        with transaction.atomic():
            return _kept(made, actor, at)
    except IntegrityError as error:
        raise NameTaken from error


@transaction.atomic
def map_cells(*, form: Ref, mapped: Mapped, actor: Ref, at: datetime) -> OwnForm:
    """Say which cell asks what; the next version, which takes the place of ``form``.

    Raises:
        NotPermitted: the actor is neither procurement nor the protection officer.
        NoSuchForm, FormEnded, NotAuthentic
        NothingMapped, CellUnknown, CellRepeated, ColumnUnfit, WordRepeated
    """
    accounts.require(actor, at, *MAPPERS)
    before = _held(form)
    _must_fit(mapped, before)
    _ended(before, actor, at)
    made = OwnForm(
        name=before.name,
        version=before.version + 1,
        texts=before.texts,
        merged=before.merged,
        questions=questions.current().version,
        places=dict(mapped.places),
        columns={
            "answer": mapped.columns.answer,
            "words": mapped.columns.words,
            "until": mapped.columns.until,
        },
        spellings={value.value: list(words) for value, words in mapped.spellings.items()},
    )
    return _kept(made, actor, at)


@transaction.atomic
def end(*, form: Ref, actor: Ref, at: datetime) -> OwnForm:
    """Take no answers in it any more.

    Raises:
        NotPermitted: the actor is neither procurement nor the protection officer.
        NoSuchForm, FormEnded, NotAuthentic
    """
    accounts.require(actor, at, *MAPPERS)
    return _ended(_held(form), actor, at)


def _held(form: Ref) -> OwnForm:
    found = OwnForm.objects.select_for_update().filter(ref=form).first()
    if found is None:
        raise NoSuchForm(form=form)
    verification.require([found])
    if found.ended_at is not None:
        raise FormEnded(form=form)
    return found


def _must_fit(mapped: Mapped, form: OwnForm) -> None:
    known = questions.current().by_code
    places = {code: place for code, place in mapped.places.items() if code in known}
    if not places:
        raise NothingMapped
    used: set[str] = set()
    columns = mapped.columns.all
    if not mapped.columns.answer or len(set(columns)) != len(columns):
        raise ColumnUnfit
    for place in places.values():
        if place not in form.texts:
            raise CellUnknown(place=place)
        if place in used:
            raise CellRepeated(place=place)
        used.add(place)
    for place in places.values():
        # What stands there would be an answer before anybody has given one.
        if any(own_forms.beside(place, column) in used for column in columns):
            raise ColumnUnfit
    if word := own_forms.repeated_word(mapped.spellings):
        raise WordRepeated(word=word)


def _kept(made: OwnForm, actor: Ref, at: datetime) -> OwnForm:
    made.ref, made.made_at, made.made_by = Ref.new("ownform"), at, actor
    facts: dict[str, FactValue] = {
        "version": made.version,
        "questions": len(made.places),
        "form": content_digest(made),
    }
    event = Event(Tag.FORM, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    return made


def _ended(found: OwnForm, actor: Ref, at: datetime) -> OwnForm:
    found.ended_at, found.ended_by = at, actor
    facts: dict[str, FactValue] = {"version": found.version}
    event = Event(Tag.FORM_ENDED, actor, Ref(found.ref), at, facts, _DUTIES)
    codes.put(found, writer.record(event).position)
    found.save()
    return found


def content_digest(one: OwnForm) -> FactValue:
    """Over all that says what is taken for which answer."""
    return digest([one.texts, one.merged, one.places, one.columns, one.spellings])
