"""The plain-integer Ed25519 says what the published vectors and ``cryptography`` say."""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.core.tests import vectors
from shoumi.core.verify.ed25519 import _L, signed, signed_plainly

# RFC 8032 section 7.1: TEST 1, 2, 3 and SHA(abc); public key, message, signature.
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e3970"
            "1cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613"
            "d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760"
            "984dc6594a7c15e9716ed28dc027beceea1ec40a"
        ),
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        (
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23"
            "a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c6"
            "6431e0303dca179c138ac17ad9bef1177331a704"
        ),
    ),
]
BOTH = pytest.mark.parametrize("check", [signed, signed_plainly])


def published():
    """Lines ``secret+public:public:message:signature+message:`` of Bernstein and others."""
    text = files("cryptography_vectors") / "asymmetric" / "Ed25519" / "sign.input"
    return [line.split(":") for line in text.read_text().splitlines()[::8]]


def wycheproof():
    """(public key, message, signature, valid?) where the folder of vectors is beside the clone."""
    place = Path(__file__).parents[6] / "shared" / "vectors" / "wycheproof_ed25519.json"
    groups = json.loads(place.read_text())["testGroups"] if place.exists() else []
    vectors.note("wycheproof ed25519", sum(len(group["tests"]) for group in groups))
    return [
        (group["publicKey"]["pk"], case["msg"], case["sig"], case["result"] == "valid")
        for group in groups
        for case in group["tests"]
    ]


def agree(check, public, message, signature):
    return check(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))


@BOTH
def test_the_vectors_of_the_rfc_are_good(check):
    assert all(agree(check, *vector) for vector in RFC_8032)


@BOTH
def test_published_signatures_are_good_and_bad_for_another_message(check):
    for _, public, message, signature, _ in published():
        assert agree(check, public, message, signature[:128])
        assert not agree(check, public, message + "00", signature[:128])


@BOTH
def test_wycheproof_cases_get_their_result(check):
    for public, message, signature, valid in wycheproof():
        assert agree(check, public, message, signature) is valid


@BOTH
def test_no_flipped_bit_leaves_a_signature_good(check):
    public, message, signature = (bytes.fromhex(part) for part in RFC_8032[1])
    for bit in range(0, 512, 1 if check is signed else 17):
        changed = bytearray(signature)
        changed[bit // 8] ^= 1 << bit % 8
        assert not check(public, message, bytes(changed))


@BOTH
def test_the_same_scalar_in_a_second_spelling_is_refused(check):
    public, message, signature = (bytes.fromhex(part) for part in RFC_8032[1])
    scalar = int.from_bytes(signature[32:], "little") + _L
    assert not check(public, message, signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize(
    "public",
    [
        (2).to_bytes(32, "little"),  # no point has this y
        (2**255 - 19 + 1).to_bytes(32, "little"),  # y = 1 spelled beyond the field
        (1 + (1 << 255)).to_bytes(32, "little"),  # x = 0 with the sign of an odd x
    ],
)
def test_a_key_that_is_no_point_signs_nothing(public):
    assert not signed_plainly(public, b"", bytes.fromhex(RFC_8032[0][2]))


def test_without_the_library_the_plain_code_decides(monkeypatch):
    monkeypatch.setitem(sys.modules, "cryptography.exceptions", None)
    key = Ed25519PrivateKey.from_private_bytes(b"\x07" * 32)
    public = key.public_key().public_bytes_raw()
    assert signed(public, b"message", key.sign(b"message"))
    assert not signed(public, b"massage", key.sign(b"message"))


@BOTH
def test_a_signature_of_another_length_is_refused(check):
    assert not agree(check, RFC_8032[0][0], "", RFC_8032[0][2][:-2])
