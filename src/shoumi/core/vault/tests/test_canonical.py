from __future__ import annotations

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shoumi.core.vault import canonical
from shoumi.core.vault.errors import NotSealable

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.dictionaries(TEXT, TEXT, max_size=8)


def by_json(values):
    """The definition: what the bytes have to be."""
    told = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return told.encode()


@given(VALUES)
@example({})
@example({"one": ""})
@example({"%": "%s", "%s": "%(a)s"})
@example({'"': '\\"', "\\": "\x00\x1f\x7f\u2028"})
@example({"\U0001f600": "\ud7ff\ue000\U0010ffff", "\ue000": "after by code point"})
def test_the_bytes_are_those_of_json(values):
    assert canonical.encode(values) == by_json(values)
    assert canonical.decode(canonical.encode(values)) == values


@given(VALUES)
def test_equal_values_have_equal_bytes_in_whatever_order(values):
    backwards = dict(reversed(values.items()))
    assert canonical.encode(values) == canonical.encode(backwards)


@pytest.mark.parametrize(
    "values",
    [{"a": 1}, {1: "a"}, {"a": None}, {"a": "b", 1: "a"}, {"a": b"b"}]
    + [{"a": "\ud800"}, {"\udfff": "a"}, {("a",): "b"}],
)
def test_what_is_not_whole_text_is_refused_without_telling_it(values):
    for _ in range(2):
        with pytest.raises(NotSealable) as caught:
            canonical.encode(values)
        assert str(caught.value) == "vault.not_sealable()"
        assert caught.value.__context__ is None


def test_a_field_that_takes_part_in_its_own_form_stays_text():
    assert canonical.encode({"a%s": "1", "b": "%s"}) == b'{"a%s":"1","b":"%s"}'


@given(fixed=VALUES, name=TEXT, texts=st.lists(TEXT, max_size=3))
@example(fixed={"%": "%s"}, name="%(a)s", texts=["%", '"'])
@example(fixed={"a": "1", "c": "3"}, name="b", texts=["2"])
@example(fixed={"b": "before"}, name="b", texts=["after"])
def test_values_that_differ_in_one_text_have_the_bytes_they_have_alone(fixed, name, texts):
    one = canonical.varying(name, fixed)
    assert [one(text) for text in texts] == [by_json({**fixed, name: text}) for text in texts]


@pytest.mark.parametrize("wrong", [1, None, b"b", "\ud800"])
def test_a_text_that_varies_has_to_be_whole_text_like_the_others(wrong):
    one = canonical.varying("name", {"a": "1"})
    for act in (lambda: one(wrong), lambda: canonical.varying("name", {"a": wrong})):
        with pytest.raises(NotSealable) as caught:
            act()
        assert caught.value.__context__ is None
