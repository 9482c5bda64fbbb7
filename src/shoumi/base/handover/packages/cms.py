"""CMS AuthEnvelopedData for recipients with an RSA key.

RFC 5083 (the structure), RFC 5084 (AES-256-GCM in it, tag of 16 bytes), RFC 5652 6.2.1 (the
recipients), RFC 4055 and RFC 8017 (RSAES-OAEP with SHA-256 for hash and mask).  One content key,
random, wrapped for each recipient.  No attributes, so nothing but the content is authenticated.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha1, sha256

from asn1crypto import algos, cms, core, pem, x509
from asn1crypto import keys as asn1_keys
from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from shoumi.base.handover.packages.errors import RecipientRefused, WillNotOpen

MIN_RSA_BITS = 3072
_TAG = 16
_OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
_AES256_GCM = "2.16.840.1.101.3.4.1.46"


class _GcmParameters(core.Sequence):  # type: ignore[misc]
    _fields = [("nonce", core.OctetString), ("icv_length", core.Integer)]


@dataclass(frozen=True, slots=True)
class Recipient:
    """``fingerprint`` is the SHA-256 of the SubjectPublicKeyInfo, in hex."""

    key: RSAPublicKey
    fingerprint: str
    name: cms.RecipientIdentifier = field(repr=False)


def recipient(given: bytes) -> Recipient:
    """An X.509 certificate or a SubjectPublicKeyInfo, PEM or DER.

    Raises:
        RecipientRefused: it cannot be read, or is not an RSA key of at least 3072 bits.
    """
    try:
        label, _, der = pem.unarmor(given) if pem.detect(given) else ("", {}, given)
        certificate = _certificate(der) if label != "PUBLIC KEY" else None
        spki = certificate.public_key.dump() if certificate else der
        key = load_der_public_key(spki)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise RecipientRefused from None
    if not isinstance(key, RSAPublicKey) or key.key_size < MIN_RSA_BITS:
        raise RecipientRefused
    return Recipient(key, sha256(spki).hexdigest(), _identifier(certificate, spki))


def seal(content: bytes, recipients: Sequence[Recipient]) -> bytes:
    """The ContentInfo, DER."""
    content_key, nonce = AESGCM.generate_key(bit_length=256), os.urandom(12)
    sealed = AESGCM(content_key).encrypt(nonce, content, None)
    wrapped = [(one.name, one.key.encrypt(content_key, _OAEP)) for one in recipients]
    return _info(wrapped, nonce, sealed[:-_TAG], sealed[-_TAG:])


def unseal(sealed: bytes, key: RSAPrivateKey) -> bytes:
    """The content, once its tag is right.

    The tag covers the content alone.  So the rest must be, byte for byte, what ``seal`` writes for
    these recipients, and a bare key must be named as its own; the serial number and issuer of a
    certificate cannot be checked without the certificate.

    Raises:
        WillNotOpen
    """
    try:
        enveloped = cms.ContentInfo.load(sealed, strict=True)["content"]
        inner = enveloped["auth_encrypted_content_info"]
        parameters = inner["content_encryption_algorithm"]["parameters"].dump()
        nonce = _GcmParameters.load(parameters, strict=True)["nonce"].native
        ciphertext, tag = inner["encrypted_content"].native, enveloped["mac"].native
        infos = [info.chosen for info in enveloped["recipient_infos"]]
        wrapped = [(info["rid"], info["encrypted_key"].native) for info in infos]
        if _info(wrapped, nonce, ciphertext, tag) != sealed:
            raise WillNotOpen
        content_key = _unwrapped(wrapped, key)
        return AESGCM(content_key).decrypt(nonce, ciphertext + tag, None)
    except (ValueError, TypeError, KeyError, AttributeError, InvalidTag):
        raise WillNotOpen from None


def _info(
    wrapped: Sequence[tuple[cms.RecipientIdentifier, bytes]],
    nonce: bytes,
    ciphertext: bytes,
    tag: bytes,
) -> bytes:
    parameters = _GcmParameters({"nonce": nonce, "icv_length": _TAG})
    enveloped = cms.AuthEnvelopedData(
        {
            "version": "v0",
            "recipient_infos": [_recipient_info(name, key) for name, key in wrapped],
            "auth_encrypted_content_info": {
                "content_type": "data",
                "content_encryption_algorithm": {
                    "algorithm": _AES256_GCM,
                    "parameters": parameters,
                },
                "encrypted_content": ciphertext,
            },
            "mac": tag,
        }
    )
    made = {"content_type": "authenticated_enveloped_data", "content": enveloped}
    return bytes(cms.ContentInfo(made).dump())


def _certificate(der: bytes) -> x509.Certificate | None:
    try:
        found = x509.Certificate.load(der, strict=True)
        found.public_key.dump()
    except (ValueError, TypeError):
        return None
    return found


def _identifier(certificate: x509.Certificate | None, spki: bytes) -> cms.RecipientIdentifier:
    if certificate is not None:
        told = cms.IssuerAndSerialNumber(
            {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
        )
        return cms.RecipientIdentifier("issuer_and_serial_number", told)
    return cms.RecipientIdentifier("subject_key_identifier", core.OctetString(_key_name(spki)))


def _key_name(spki: bytes) -> bytes:
    """RFC 5280 4.2.1.2 (1): a name, not a safeguard, so SHA-1 does no harm."""
    bits = asn1_keys.PublicKeyInfo.load(spki)["public_key"].contents[1:]
    return sha1(bits, usedforsecurity=False).digest()


def _recipient_info(name: cms.RecipientIdentifier, encrypted: bytes) -> cms.RecipientInfo:
    oaep = algos.RSAESOAEPParams(
        {
            "hash_algorithm": {"algorithm": "sha256"},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": "sha256"}},
        }
    )
    info = cms.KeyTransRecipientInfo(
        {
            "version": "v0" if name.name == "issuer_and_serial_number" else "v2",
            "rid": name,
            "key_encryption_algorithm": {"algorithm": "rsaes_oaep", "parameters": oaep},
            "encrypted_key": encrypted,
        }
    )
    return cms.RecipientInfo("ktri", info)


def _unwrapped(
    wrapped: Sequence[tuple[cms.RecipientIdentifier, bytes]], key: RSAPrivateKey
) -> bytes:
    spki = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    for name, encrypted in wrapped:
        if name.name == "subject_key_identifier" and name.native != _key_name(spki):
            continue
        with contextlib.suppress(ValueError):
            return key.decrypt(encrypted, _OAEP)
    raise WillNotOpen
