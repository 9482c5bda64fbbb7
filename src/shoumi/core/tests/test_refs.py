from __future__ import annotations

import copy
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.refs import SYSTEM, MalformedRef, Ref, Refs, once, shared


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
    many = Refs.fresh("sub", 2_500)
    assert len(many) == len(set(many)) == 2_500
    for ref in many:
        assert (type(ref), ref.kind, len(ref)) == (Ref, "sub", 20)
    assert not set("ilou") & set("".join(ref[4:] for ref in many))
    assert many[3:5] == [many[3], many[4]]
    assert many[-1] == many[2_499] == list(many)[-1]
    with pytest.raises(IndexError):
        many[2_500]
    assert list(Refs.fresh("sub", 0)) == []


def test_many_fresh_references_of_a_bad_kind_are_refused():
    with pytest.raises(MalformedRef):
        Refs.fresh("Subject", 1)


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


def many(*numbers):
    return [Ref(f"sub-{number:05d}") for number in numbers]


@pytest.mark.parametrize("count", [0, 1, 999, 1_000, 1_001, 3_456])
def test_packed_references_are_the_list_of_them(count):
    plain = many(*range(count))
    packed = Refs(iter(plain))
    assert (len(packed), list(packed)) == (count, plain)
    for some in (
        slice(None),
        slice(0, 5),
        slice(995, 1_005),
        slice(-3, None),
        slice(9, 2),
        slice(0),
    ):
        assert packed[some] == plain[some]
    assert all(type(ref) is Ref for ref in packed)
    if count:
        assert (packed[0], packed[-1]) == (plain[0], plain[-1])
    with pytest.raises(IndexError):
        packed[count]
    with pytest.raises(ValueError, match="forwards"):
        packed[::2]


def test_of_references_that_come_again_the_first_stays():
    packed = once(many(3, 1, 3, 2, 1))
    assert list(packed) == many(3, 1, 2)
    assert once(packed) is packed


@given(st.permutations(range(12)), st.sets(st.integers(0, 15)), st.booleans())
def test_whoever_is_in_both_is_found_in_whatever_order_they_come(these, others, is_sorted):
    plain = sorted(these) if is_sorted else these
    found = shared(Refs(many(*plain)), iter(many(*sorted(others))))
    assert list(found) == [ref for ref in many(*plain) if ref in many(*others)]
