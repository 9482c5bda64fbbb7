"""What is typed becomes plain values, or an error that names its field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from enum import StrEnum

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.form_submission import submit
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.tests.page_requests import asked
from shoumi.core.errors import Conflict
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade


class Colour(StrEnum):
    JADE = "jade"
    INK = "ink"


COLOURS = ((Colour.JADE.value, ("玉", "jade")), (Colour.INK.value, ("墨", "ink")))
LABEL = ("标签", "label")


def read(field, sent):
    request = asked(sent=sent)
    form = forms.build((field,), request, {}, is_sent=True)
    return forms.values((field,), form), form


@pytest.mark.parametrize(
    ("field", "sent", "value"),
    [
        (Field("x", LABEL), " 云岚 ", "云岚"),
        (Field("x", LABEL, Kind.LONG), "两\n行", "两\n行"),
        (Field("x", LABEL, Kind.HIDDEN), " 空格也算 ", " 空格也算 "),
        (Field("x", LABEL, Kind.WHOLE), "12", 12),
        (Field("x", LABEL, Kind.DAY), "2026-09-18", date(2026, 9, 18)),
        (
            Field("x", LABEL, Kind.MOMENT),
            "2026-09-18T09:00",
            datetime(2026, 9, 18, 1, tzinfo=UTC),
        ),
        (Field("x", LABEL, Kind.MOMENT), "2026-09-18", datetime(2026, 9, 18, 16, tzinfo=UTC)),
        (Field("x", LABEL, Kind.TICK), "on", True),
        (
            Field("x", LABEL, Kind.ONE, options=COLOURS, of=Colour),
            "ink",
            Colour.INK,
        ),
        (
            Field("x", LABEL, Kind.MANY, options=COLOURS, of=Colour),
            ["ink", "jade"],
            [Colour.INK, Colour.JADE],
        ),
        (Field("x", LABEL, of=Ref), "deal-1", Ref("deal-1")),
        (Field("x", LABEL, Kind.ONE, is_needed=False, options=[("a", LABEL)]), "", None),
        (Field("x", LABEL, Kind.DAY, is_needed=False), "", None),
        (Field("x", LABEL, Kind.MOMENT, is_needed=False), "", None),
    ],
)
def test_what_is_typed_becomes_a_plain_value(field, sent, value):
    found, form = read(field, {"x": sent})
    assert not form.errors
    assert found == {"x": value}


@pytest.mark.parametrize(
    ("field", "sent"),
    [
        (Field("x", LABEL), ""),
        (Field("x", LABEL, most=3), "四个字符"),
        (Field("x", LABEL, Kind.WHOLE, least=1), "0"),
        (Field("x", LABEL, Kind.WHOLE), "一"),
        (Field("x", LABEL, Kind.DAY), "2026-02-30"),
        (Field("x", LABEL, Kind.DAY), "0001-01-01"),
        (Field("x", LABEL, Kind.DAY), "9999-12-31"),
        (Field("x", LABEL, Kind.MOMENT), "明天"),
        (Field("x", LABEL, Kind.MOMENT), "0001-01-01T00:00"),
        (Field("x", LABEL, Kind.MOMENT), "9999-12-31"),
        (Field("x", LABEL, Kind.MOMENT), "9999-12-31T23:59-12:00"),
        (Field("x", LABEL, Kind.TICK), ""),
        (Field("x", LABEL, Kind.ONE, options=[("a", LABEL)]), "b"),
        (Field("x", LABEL, of=Ref), "no reference"),
        (Field("x", LABEL, Kind.FILE), ""),
        (Field("x", LABEL, Kind.FILES), ""),
    ],
)
def test_what_cannot_be_taken_is_an_error_of_its_field(field, sent):
    found, form = read(field, {"x": sent})
    assert found is None
    assert form.errors["x"]


def test_one_file_and_several_are_read():
    def file(name):
        return SimpleUploadedFile(name, b"1")

    found, _ = read(Field("x", LABEL, Kind.FILE), {"x": file("a.csv")})
    assert found["x"].name == "a.csv"
    found, _ = read(Field("x", LABEL, Kind.FILES), {"x": [file("a.csv"), file("b.csv")]})
    assert [file.name for file in found["x"]] == ["a.csv", "b.csv"]
    found, _ = read(Field("x", LABEL, Kind.FILES, is_needed=False), {"x": ""})
    assert found == {"x": []}


def test_labels_and_choices_speak_the_readers_language():
    field = Field("x", LABEL, Kind.ONE, options=COLOURS)
    for lang, label, first in (("zh", "标签", "请选择"), ("en", "label", "Choose")):
        made = forms.build((field,), asked(lang), {}, is_sent=False).fields["x"]
        assert (made.label, made.choices[0][1]) == (label, first)


def test_options_of_a_closed_list_are_its_words_by_their_names():
    assert forms.words_of(DataGrade) == tuple((one.value, names.pair(one)) for one in DataGrade)


def test_a_single_choice_that_is_needed_needs_no_choosing():
    field = Field("x", LABEL, Kind.ONE, options=[("a", LABEL)])
    made = forms.build((field,), asked(), {}, is_sent=False).fields["x"]
    assert [value for value, _ in made.choices] == ["a"]


def test_options_are_found_for_the_page_that_asks():
    field = Field("x", LABEL, Kind.ONE, options=lambda request, place: [(place["deal"], LABEL)])
    made = forms.build((field,), asked(), {"deal": "deal-1"}, is_sent=False).fields["x"]
    assert [value for value, _ in made.choices] == ["deal-1"]


def test_a_help_is_tied_to_its_field():
    field = Field("x", LABEL, help=("帮助", "help"))
    made = forms.build((field,), asked(), {}, is_sent=False).fields["x"]
    assert made.widget.attrs["aria-describedby"] == "help-x"


def test_a_refusal_comes_back_with_what_was_typed():
    def refuse(given):
        raise Conflict

    filled = submit((Field("x", LABEL),), asked(sent={"x": "云岚"}), refuse)
    assert (filled.refused, filled.status, filled.result) == (("conflict", ""), 422, None)
    assert filled.form["x"].value() == "云岚"


def test_a_page_that_is_only_looked_at_does_nothing():
    filled = submit((Field("x", LABEL),), asked(), lambda given: pytest.fail("done"))
    assert (filled.status, filled.result) == (200, None)
