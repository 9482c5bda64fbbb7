from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.refs import SYSTEM, Fresh, MalformedRef, Ref


@pytest.mark.parametrize(
    "text",
    ["sub-0", "ab-z", "abcdefghijkl-0", "sub-" + "0" * 40, "system-shoumi", "sub-9z8y7x"],
)
def test_a_kind_and_a_name_make_a_reference(text):
    ref = Ref(text)
    assert ref == text
    assert ref.kind == text.split("-")[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "sub",
        "sub-",
        "-0",
        "s-0",
        "abcdefghijklm-0",
        "Sub-0",
        "sub-A",
        "sub_0",
        "sub-0-1",
        "sub-" + "0" * 41,
        " sub-0",
        "sub-0 ",
        "sub-0\n",
        "sub-0\x00",
        "sub-\u0660",  # an Arabic digit
        "sub-\uff10",  # a full-width digit
        "ſub-0",
        "人-0",
        "sub-张三",
        "sub-0/../x",
        "sub-0'--",
    ],
)
def test_anything_else_is_malformed(text):
    with pytest.raises(MalformedRef) as caught:
        Ref(text)
    # A person's value may have been put in by mistake: it is not repeated.
    assert caught.value.facts == {}
    assert str(caught.value) == "ref.malformed()"


def test_fresh_references_never_meet():
    made = {Ref.new("sub") for _ in range(10_000)}
    assert len(made) == 10_000
    assert all(ref.kind == "sub" and len(ref) == 20 for ref in made)


def test_a_fresh_reference_avoids_letters_that_look_like_digits():
    assert not set("ilou") & set("".join(Ref.new("sub")[4:] for _ in range(500)))


def test_a_fresh_reference_of_a_bad_kind_is_refused():
    with pytest.raises(MalformedRef):
        Ref.new("Subject")


def test_many_fresh_references_are_such_as_are_made_one_by_one():
    many = Fresh("sub", 1_000)
    assert len(many) == len(set(many)) == 1_000
    for ref in many:
        assert (type(ref), ref.kind, len(ref)) == (Ref, "sub", 20)
    assert not set("ilou") & set("".join(ref[4:] for ref in many))
    assert many[3:5] == [many[3], many[4]]
    assert many[-1] == many[999] == list(many)[-1]
    with pytest.raises(IndexError):
        many[1_000]
    assert list(Fresh("sub", 0)) == []


def test_many_fresh_references_of_a_bad_kind_are_refused():
    with pytest.raises(MalformedRef):
        Fresh("Subject", 1)[0]


def test_a_reference_of_a_reference_is_that_one():
    ref = Ref("sub-1")
    assert Ref(ref) is ref


def test_a_reference_behaves_as_its_text():
    ref = Ref("sub-1")
    assert hash(ref) == hash("sub-1")
    assert sorted([Ref("sub-2"), ref]) == ["sub-1", "sub-2"]
    assert json.dumps(ref) == '"sub-1"'
    assert f"{ref}" == "sub-1"


def test_a_reference_survives_being_copied_and_sent():
    ref = Ref("sub-1")
    for twin in (copy.deepcopy(ref), pickle.loads(pickle.dumps(ref))):
        assert (type(twin), twin) == (Ref, ref)


def test_a_reference_carries_nothing_else():
    with pytest.raises(AttributeError):
        Ref("sub-1").name = "张三"


def test_the_system_has_a_fixed_name():
    assert (SYSTEM, SYSTEM.kind) == ("system-shoumi", "system")


@given(st.text())
def test_what_is_taken_is_safe_in_a_url_a_log_and_a_file_name(text):
    try:
        ref = Ref(text)
    except MalformedRef:
        return
    assert ref.isascii()
    assert not set(ref) - set("abcdefghijklmnopqrstuvwxyz0123456789-")
