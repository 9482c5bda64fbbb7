"""Every bit of a small package is flipped, in both formats: its recipient gets nothing of it."""

from __future__ import annotations

import os

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from shoumi.base.handover.packages import archive, cms, made, open_age, open_cms, pack_age, pack_cms
from shoumi.base.handover.packages.errors import WillNotOpen
from shoumi.base.handover.packages.tests.sample_package import (
    AGE_KEY,
    IDENTITY,
    LABEL,
    ROWS,
    SCHEMA,
    VERIFIERS,
    rsa,
)
from shoumi.core.ledger.tests.flips import refuse_every_bit

pytestmark = pytest.mark.slow

COLUMN = SCHEMA[0]
ONE = [{COLUMN.name: ROWS[0][COLUMN.name]}]


@pytest.fixture
def unread(monkeypatch):
    """What was handed on after decryption: nothing may be."""
    read = []
    monkeypatch.setattr(archive, "read", read.append)
    return read


def public():
    return rsa().public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def test_no_flipped_bit_of_an_age_package_opens(tmp_path, unread, tally):
    packed = pack_age(
        made(ONE, [COLUMN]), [COLUMN], out=tmp_path / "one", recipient=AGE_KEY, label=LABEL
    )
    bits = refuse_every_bit(
        packed.path.read_bytes(),
        lambda altered: open_age(altered, str(IDENTITY), verifiers=VERIFIERS),
        WillNotOpen,
    )
    assert unread == []
    tally("age package", bits)


def test_no_flipped_bit_of_a_cms_envelope_opens(tally):
    """The whole structure, names and wrapped key and tag, around a content of one block.

    Of the wrapped key, where any bytes are well-formed, every bit is tried on key and cipher, as
    the structure takes longer to read than RSA; and each byte once through the whole.
    """
    sealed = cms.seal(os.urandom(16), [cms.recipient(public())])
    assert cms.unseal(sealed, rsa())
    _, nonce, content, wrapped = inside(sealed)
    start = sealed.index(wrapped)
    places = {place: range(8) for place in range(len(sealed))}
    places |= {start + at: (at % 8,) for at in range(len(wrapped))}
    bits = 0
    for place, several in places.items():
        for bit in several:
            changed = bytearray(sealed)
            changed[place] ^= 1 << bit
            with pytest.raises(WillNotOpen):
                cms.unseal(bytes(changed), rsa())
            bits += place not in range(start, start + len(wrapped))

    def unwrap(altered):
        AESGCM(rsa().decrypt(altered, cms._OAEP)).decrypt(nonce, content, None)

    tally("CMS envelope", bits + refuse_every_bit(wrapped, unwrap, ValueError, InvalidTag))


def test_no_flipped_bit_of_the_content_of_a_cms_package_opens(tmp_path, unread, tally):
    """A real package is that structure around a longer content.  Its content is one AES-GCM
    message: every bit of it is tried on the cipher, every 64th byte through the whole."""
    packed = pack_cms(made(ONE, [COLUMN]), [COLUMN], public(), tmp_path / "one", label=LABEL)
    sealed = packed.path.read_bytes()
    aead, nonce, content, _ = inside(sealed)
    assert aead.decrypt(nonce, content, None)
    tally(
        "CMS content",
        refuse_every_bit(content, lambda one: aead.decrypt(nonce, one, None), InvalidTag),
    )
    for place in range(0, len(sealed), 64):
        changed = bytearray(sealed)
        changed[place] ^= 1 << place // 64 % 8
        with pytest.raises(WillNotOpen):
            open_cms(bytes(changed), rsa(), verifiers=VERIFIERS)
    assert unread == []


def inside(sealed):
    """Cipher, nonce, ciphertext with tag, and the wrapped key, as a recipient takes them out."""
    enveloped = cms.cms.ContentInfo.load(sealed)["content"]
    (info,) = enveloped["recipient_infos"]
    wrapped = info.chosen["encrypted_key"].native
    inner = enveloped["auth_encrypted_content_info"]
    parameters = inner["content_encryption_algorithm"]["parameters"].dump()
    nonce = cms._GcmParameters.load(parameters)["nonce"].native
    content = inner["encrypted_content"].native + enveloped["mac"].native
    return AESGCM(rsa().decrypt(wrapped, cms._OAEP)), nonce, content, wrapped
