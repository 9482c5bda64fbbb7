"""Vectors made by others, run through the vault's own wrappers.

``-v`` shows which sets were used and how many of their cases: the Wycheproof sets are there only
where their files are.
"""

from __future__ import annotations

import pytest

from shoumi.core.vault import box, hkdf, root
from shoumi.core.vault.errors import WillNotOpen, WrongKeyLength
from shoumi.core.vault.suites import INTL
from shoumi.core.vault.tests import published

HEADER = box._HEADER.pack(box.VERSION, INTL.number, 1)


def raw(case, *names):
    return tuple(bytes.fromhex(case[name]) for name in names)


def nist_gcm():
    for name in published.NIST_GCM:
        for case in published.nist(f"ciphers/AES/GCM/{name}"):
            if (case["IVlen"], case["Taglen"]) == ("96", "128"):
                plain = None if "FAIL" in case else bytes.fromhex(case["PT"])
                yield *raw(case, "Key", "IV", "AAD"), *raw(case, "CT", "Tag"), plain


def wycheproof_gcm():
    for group, case in published.wycheproof("aes_gcm"):
        if (group["keySize"], group["ivSize"], group["tagSize"]) == (256, 96, 128):
            plain = bytes.fromhex(case["msg"]) if case["result"] == "valid" else None
            yield *raw(case, "key", "iv", "aad"), *raw(case, "ct", "tag"), plain


def sets(**found):
    """Parameters of the sets that have cases, each named with its size."""
    return [
        pytest.param(cases, id=f"{name}-{len(cases)}") for name, cases in found.items() if cases
    ]


@pytest.mark.parametrize("cases", sets(nist=list(nist_gcm()), wycheproof=list(wycheproof_gcm())))
def test_the_box_agrees_with_published_aes_gcm(cases):
    for key, nonce, bound_to, ciphertext, tag, plain in cases:
        aead = INTL.aead(key)
        sealed = HEADER + nonce + ciphertext + tag
        if plain is None:
            with pytest.raises(WillNotOpen):
                box.decrypt(sealed, aead=aead, bound_to=bound_to)
        else:
            assert box._encrypt(plain, aead, HEADER, bound_to, nonce) == sealed
            assert box.decrypt(sealed, aead=aead, bound_to=bound_to) == plain


def other_gcm_sizes():
    for name in published.NIST_GCM_OTHER_SIZES:
        yield from (bytes.fromhex(c["Key"]) for c in published.nist(f"ciphers/AES/GCM/{name}"))
    for group, case in published.wycheproof("aes_gcm"):
        if group["keySize"] != 256:
            yield bytes.fromhex(case["key"])


def test_keys_of_other_sizes_are_refused():
    keys = list(other_gcm_sizes())
    assert len(keys) > 100
    for key in keys:
        with pytest.raises(WrongKeyLength):
            INTL.aead(key)


def nist_nonces():
    for case in published.nist("ciphers/AES/GCM/gcmEncryptExtIV256.rsp"):
        if case["IVlen"] != "96" and case["Taglen"] == "128":
            yield raw(case, "Key", "IV", "AAD", "CT", "Tag")


def wycheproof_nonces():
    for group, case in published.wycheproof("aes_gcm"):
        if group["keySize"] == 256 and group["ivSize"] != 96:
            yield raw(case, "key", "iv", "aad", "ct", "tag")


@pytest.mark.parametrize(
    "cases", sets(nist=list(nist_nonces()), wycheproof=list(wycheproof_nonces()))
)
def test_nonces_of_other_sizes_do_not_open(cases):
    for key, nonce, bound_to, ciphertext, tag in cases:
        with pytest.raises(WillNotOpen):
            box.decrypt(HEADER + nonce + ciphertext + tag, aead=INTL.aead(key), bound_to=bound_to)


def rfc_5869():
    for case in published.nist("KDF/rfc-5869-HKDF-SHA256.txt"):
        yield *raw(case, "IKM", "salt", "info", "OKM"), int(case["L"]), True


def wycheproof_hkdf():
    for _, case in published.wycheproof("hkdf_sha256"):
        yield *raw(case, "ikm", "salt", "info", "okm"), case["size"], case["result"] == "valid"


@pytest.mark.parametrize("cases", sets(rfc=list(rfc_5869()), wycheproof=list(wycheproof_hkdf())))
def test_hkdf_agrees_with_published_values(cases):
    for secret, salt, info, expected, length, is_valid in cases:
        if is_valid:
            assert hkdf.derive(secret, salt=salt, info=info, length=length) == expected
        else:
            with pytest.raises(ValueError, match=r"[Cc]annot derive"):
                hkdf.derive(secret, salt=salt, info=info, length=length)


def test_extract_and_expand_alone_agree_with_rfc_5869():
    for case in published.nist("KDF/rfc-5869-HKDF-SHA256.txt"):
        secret, salt, info, key, expected = raw(case, "IKM", "salt", "info", "PRK", "OKM")
        assert hkdf.expand(key, info, int(case["L"])) == expected
        assert hkdf.mac(hkdf.keyed(salt or bytes(32)), secret) == key
        assert hkdf.expand_one(hkdf.keyed(key), info) == expected[:32]


def test_argon2id_has_the_cost_that_was_chosen():
    """RFC 9106 section 4, second recommended choice: 3 passes over 64 MiB."""
    assert (root.ARGON2_PASSES, root.ARGON2_MEMORY_KIB) == (3, 65536)
