"""Bytes and the identity that age writes of them say the same; ``pyrage`` is the second opinion."""

from __future__ import annotations

import pyrage
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.vault import age_identities


@given(st.binary(min_size=32, max_size=32))
def test_bytes_and_identity_say_the_same(secret):
    written = age_identities.written(secret)
    assert str(pyrage.x25519.Identity.from_str(written)) == written
    assert age_identities.secret_of(written) == secret


def test_an_identity_that_age_drew_is_written_again_as_it_was():
    drawn = str(pyrage.x25519.Identity.generate())
    assert age_identities.written(age_identities.secret_of(drawn)) == drawn
