"""Vectors made by others, run through the vault's own wrappers.

``-v`` shows which sets were used and how many of their cases: the Wycheproof sets are there only
where their files are.
"""

from __future__ import annotations

import hmac
import re
from importlib.resources import files

import pytest
from cryptography.hazmat.primitives.hashes import Hash
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.vault import box, hkdf, root
from shoumi.core.vault.errors import WillNotOpen, WrongKeyLength
from shoumi.core.vault.suites import GM, INTL
from shoumi.core.vault.tests import published

HEADER = {one: box._HEADER.pack(box.VERSION, one.number, 1) for one in (INTL, GM)}


def raw(case, *names):
    return tuple(bytes.fromhex(case[name]) for name in names)


def nist_gcm():
    for name in published.NIST_GCM:
        for case in published.nist(f"ciphers/AES/GCM/{name}"):
            if (case["IVlen"], case["Taglen"]) == ("96", "128"):
                plain = None if "FAIL" in case else bytes.fromhex(case["PT"])
                yield *raw(case, "Key", "IV", "AAD"), *raw(case, "CT", "Tag"), plain


def wycheproof_gcm(name, suite):
    for group, case in published.wycheproof(name):
        sizes = group["keySize"], group["ivSize"], group["tagSize"]
        if sizes == (suite.key_bytes * 8, 96, 128):
            plain = bytes.fromhex(case["msg"]) if case["result"] == "valid" else None
            yield *raw(case, "key", "iv", "aad"), *raw(case, "ct", "tag"), plain


def sets(**found):
    """Parameters of the sets that have cases, each named with its size."""
    return [
        pytest.param(cases, id=f"{name}-{len(cases)}") for name, cases in found.items() if cases
    ]


def rfc_8998():
    for case in published.nist("ciphers/SM4/rfc8998.txt"):
        yield *raw(case, "KEY", "IV", "AAD", "CIPHERTEXT", "TAG"), *raw(case, "PLAINTEXT")


def of_suites(several):
    """Parameters ``suite, cases`` of each suite's sets."""
    return [
        pytest.param(suite, *found.values, id=f"{suite.name}-{found.id}")
        for suite, parameters in several.items()
        for found in parameters
    ]


GCM = {
    INTL: sets(nist=list(nist_gcm()), wycheproof=list(wycheproof_gcm("aes_gcm", INTL))),
    GM: sets(rfc=list(rfc_8998()), wycheproof=list(wycheproof_gcm("sm4_gcm", GM))),
}


@pytest.mark.parametrize(("suite", "cases"), of_suites(GCM))
def test_the_box_agrees_with_published_gcm(suite, cases):
    for key, nonce, bound_to, ciphertext, tag, plain in cases:
        aead = suite.aead(key)
        sealed = HEADER[suite] + nonce + ciphertext + tag
        if plain is None:
            with pytest.raises(WillNotOpen):
                box.decrypt(sealed, aead=aead, bound_to=bound_to)
        else:
            assert box._encrypt(plain, aead, HEADER[suite], bound_to, nonce) == sealed
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


def wycheproof_nonces(name, suite):
    for group, case in published.wycheproof(name):
        if group["keySize"] == suite.key_bytes * 8 and group["ivSize"] != 96:
            yield raw(case, "key", "iv", "aad", "ct", "tag")


NONCES = {
    INTL: sets(nist=list(nist_nonces()), wycheproof=list(wycheproof_nonces("aes_gcm", INTL))),
    GM: sets(wycheproof=list(wycheproof_nonces("sm4_gcm", GM))),
}


@pytest.mark.parametrize(("suite", "cases"), of_suites(NONCES))
def test_nonces_of_other_sizes_do_not_open(suite, cases):
    for key, nonce, bound_to, ciphertext, tag in cases:
        sealed = HEADER[suite] + nonce + ciphertext + tag
        with pytest.raises(WillNotOpen):
            box.decrypt(sealed, aead=suite.aead(key), bound_to=bound_to)


def test_the_hash_of_gm_is_sm3():
    """GB/T 32905, appendix A, and further published values."""
    text = (files("cryptography_vectors") / "hashes/SM3/oscca.txt").read_text("utf-8")
    found = re.findall(r"^Len = (\d+)\nMsg = (\w+)\nMD = (\w+)", text, re.MULTILINE)
    assert len(found) > 5
    for bits, message, expected in found:
        running = Hash(GM.hash)
        running.update(bytes.fromhex(message)[: int(bits) // 8])
        assert running.finalize().hex() == expected


def wycheproof_hmac_sm3():
    for _, case in published.wycheproof("hmac_sm3"):
        yield *raw(case, "key", "msg", "tag"), case["result"] == "valid"


@pytest.mark.parametrize("cases", sets(wycheproof=list(wycheproof_hmac_sm3())))
def test_the_mac_of_gm_agrees_with_published_hmac_sm3(cases):
    """Shorter tags are the beginning of the whole one."""
    for key, message, tag, is_valid in cases:
        assert (hkdf.mac(hkdf.keyed(key, GM.hash), message)[: len(tag)] == tag) == is_valid


@given(secret=st.binary(max_size=80), salt=st.binary(max_size=80), info=st.binary(max_size=80))
def test_hkdf_over_sm3_is_rfc_5869_over_another_sm3(secret, salt, info):
    """No vectors are published for it, so it is put together again by the RFC's formulas."""

    def mac(key, message):
        return hmac.digest(key, message, "sm3")

    key = mac(salt or bytes(32), secret)
    first = mac(key, info + b"\x01")
    both = first + mac(key, first + info + b"\x02")
    assert hkdf.derive(secret, salt=salt, info=info, over=GM.hash, length=64) == both
    assert hkdf.expand(key, info, 64, GM.hash) == both
    assert hkdf.expand_one(hkdf.keyed(key, GM.hash), info) == first


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
            assert (
                hkdf.derive(secret, salt=salt, info=info, over=INTL.hash, length=length) == expected
            )
        else:
            with pytest.raises(ValueError, match=r"[Cc]annot derive"):
                hkdf.derive(secret, salt=salt, info=info, over=INTL.hash, length=length)


def test_extract_and_expand_alone_agree_with_rfc_5869():
    for case in published.nist("KDF/rfc-5869-HKDF-SHA256.txt"):
        secret, salt, info, key, expected = raw(case, "IKM", "salt", "info", "PRK", "OKM")
        assert hkdf.expand(key, info, int(case["L"]), INTL.hash) == expected
        assert hkdf.mac(hkdf.keyed(salt or bytes(32), INTL.hash), secret) == key
        assert hkdf.expand_one(hkdf.keyed(key, INTL.hash), info) == expected[:32]


def test_argon2id_has_the_cost_that_was_chosen():
    """RFC 9106 section 4, second recommended choice: 3 passes over 64 MiB."""
    assert (root.ARGON2_PASSES, root.ARGON2_MEMORY_KIB) == (3, 65536)
