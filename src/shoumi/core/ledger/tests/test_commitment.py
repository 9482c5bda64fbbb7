from __future__ import annotations

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.ledger.commitment import commitment, fact

SALT = bytes(range(32))


@given(st.text())
def test_it_is_the_hash_of_salt_and_text(text):
    assert commitment(SALT, text) == sha256(SALT + text.encode()).digest()
    assert commitment(SALT, text) != commitment(SALT[::-1], text)
    assert commitment(SALT, text) != commitment(SALT, f"{text}.")


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_salt_of_another_length_is_a_bug(length):
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(bytes(length), "text")


def test_the_fact_says_what_it_is():
    assert fact("note") == "note_commitment"
