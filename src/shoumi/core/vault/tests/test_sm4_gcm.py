"""SM4-GCM in the shape of the other suites' cipher; published vectors are in their own module."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.vault.sm4_gcm import TAG_BYTES, Sm4Gcm

KEY, NONCE = bytes(range(16)), bytes(range(12))
NOTHING = st.sampled_from([None, b""])


@given(st.binary(max_size=70), st.binary(max_size=40) | NOTHING)
def test_what_was_encrypted_decrypts(plain, bound):
    cipher = Sm4Gcm(KEY)
    sealed = cipher.encrypt(NONCE, plain, bound)
    assert len(sealed) == len(plain) + TAG_BYTES
    assert cipher.decrypt(NONCE, sealed, bound) == plain


@given(NOTHING, NOTHING)
def test_nothing_bound_is_the_same_however_it_is_said(one, other):
    cipher = Sm4Gcm(KEY)
    assert cipher.decrypt(NONCE, cipher.encrypt(NONCE, b"x", one), other) == b"x"


@pytest.mark.parametrize("length", range(TAG_BYTES))
def test_fewer_bytes_than_a_tag_are_refused(length):
    with pytest.raises(InvalidTag):
        Sm4Gcm(KEY).decrypt(NONCE, bytes(length), b"")


def test_another_binding_nonce_or_key_is_refused():
    sealed = Sm4Gcm(KEY).encrypt(NONCE, b"x", b"here")
    for cipher, nonce, bound in (
        (Sm4Gcm(KEY), NONCE, b"there"),
        (Sm4Gcm(KEY), NONCE, None),
        (Sm4Gcm(KEY), NONCE[::-1], b"here"),
        (Sm4Gcm(KEY[::-1]), NONCE, b"here"),
    ):
        with pytest.raises(InvalidTag):
            cipher.decrypt(nonce, sealed, bound)
