from __future__ import annotations

import pytest

from shoumi.core.redact import pseudonym

KEY = bytes(range(32))


def test_a_room_gives_a_value_one_pseudonym():
    assert pseudonym.of("sub-anna", key=KEY) == "r6mogg6ms2wvt5zhx57otjn7xm"
    assert pseudonym.of("sub-anna", key=KEY) != pseudonym.of("sub-bert", key=KEY)


def test_rooms_cannot_be_linked():
    anna = {pseudonym.of("sub-anna", key=pseudonym.new_key()) for _ in range(20)}
    assert len(anna) == 20


def test_distinct_values_are_named_once():
    named = pseudonym.of_all(["sub-anna", "sub-bert", "sub-anna"], key=KEY)
    assert named == {v: pseudonym.of(v, key=KEY) for v in ("sub-anna", "sub-bert")}


def test_a_short_key_is_a_bug():
    with pytest.raises(ValueError, match="32 bytes"):
        pseudonym.of("sub-anna", key=b"short")
