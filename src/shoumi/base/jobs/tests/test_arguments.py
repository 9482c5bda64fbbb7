from __future__ import annotations

import pytest

from shoumi.base.jobs.arguments import all_plain, plain
from shoumi.base.jobs.errors import UnfitArgument
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        (True, True),
        (0, 0),
        (2**31 - 1, 2**31 - 1),
        (Ref("sub-1"), "sub-1"),
        ((Ref("sub-1"), 3), ["sub-1", 3]),
        ([], []),
    ],
)
def test_references_and_numbers_are_taken(value, kept):
    assert plain(value, "x") == kept


@pytest.mark.parametrize(
    "value",
    [
        "林示范",
        "sub-1 extra",
        "154 0000 0111",
        "a@b.example",
        15400000111,
        990000199001011116,
        2**31,
        1.5,
        b"sub-1",
        {"sub": "sub-1"},
        ["sub-1", "林示范"],
        Role.DPO,
    ],
)
def test_anything_that_could_be_a_persons_value_is_refused(value):
    with pytest.raises(UnfitArgument) as caught:
        plain(value, "who")
    assert caught.value.facts == {"place": "who"}


def test_the_place_of_the_argument_is_named_and_not_its_value():
    with pytest.raises(UnfitArgument) as caught:
        all_plain(["sub-1"], {"to": "a@b.example"})
    assert caught.value.facts == {"place": "to"}
    with pytest.raises(UnfitArgument) as caught:
        all_plain(["sub-1", "林示范"], {})
    assert caught.value.facts == {"place": "1"}
