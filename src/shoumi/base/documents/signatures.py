"""Sign with a key of the signer's own, certified by this installation.

The private keys are in the vault: one root, and one for each signer and calendar year (China).
Where a private key was replaced, another is made with its next use; a root whose private key is
gone gives its name to the next one and stays among the certificates, for what it has signed.
Certificates are public and lie beside the documents.  ``SHOUMI_TSA_URL``, or else the settings,
name a time-stamp authority (RFC 3161): where one is set, signatures are PAdES B-T or are not made;
else they are B-B and say so on the page.
"""

from __future__ import annotations

import contextlib
import os
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from django.db import IntegrityError, transaction

from shoumi.base.documents import ca, stamp_settings
from shoumi.base.documents.errors import CertificateOutOfDate
from shoumi.base.documents.events import Tag
from shoumi.base.documents.models import ROOT_NAME, Certificate
from shoumi.base.ledger import writer
from shoumi.base.vault import keyring
from shoumi.base.vault import signing_keys as vault
from shoumi.base.vault.errors import NoSigningKey, SigningKeyExists
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref

if TYPE_CHECKING:
    from shoumi.base.documents import pades

_CHINA = timezone(timedelta(hours=8))


def sign(
    pdf: bytes,
    *,
    signer_ref: Ref,
    signer_name: str,
    reason: str,
    at: datetime,
    field: str | None = None,
) -> bytes:
    """``pdf`` with ``field`` (else the first empty one) signed by that person.

    Raises:
        NotAPdf, NoSuchField, AlreadySigned, TimestampFailed
        CertificateOutOfDate: the root does not cover ``at``.
        UnprintableText: the name or reason cannot be drawn.
    """
    from shoumi.base.documents import pades  # what it stands on takes long to load

    return pades.sign(
        pdf,
        identity=identity(ref=signer_ref, name=signer_name, at=at),
        reason=reason,
        at=at,
        field=field,
        tsa_url=tsa_url(),
    )


def tsa_url() -> str | None:
    """That of the environment, else that of the settings.

    Raises:
        SettingLost, and the refusals of ``keyring.unlock``
    """
    return os.environ.get("SHOUMI_TSA_URL") or stamp_settings.url()


def root(*, at: datetime) -> bytes:
    """The root certificate of this installation (DER), made on first use.

    Raises:
        CertificateOutOfDate: it is not valid at ``at``.
    """
    held = Certificate.objects.filter(name=ROOT_NAME).first()
    is_living = held is not None and vault.is_living(ROOT_NAME, ca.public_of(bytes(held.der)))
    found = bytes(held.der) if held and is_living else _make_root(at)
    if not ca.covers(found, at):
        raise CertificateOutOfDate
    return found


def roots(*, at: datetime) -> list[bytes]:
    """The root of now and those before it (DER), the newest first: what has signed papers."""
    root(at=at)
    return known_roots()


def known_roots() -> list[bytes]:
    """Those that were made (DER), the newest first."""
    made = Certificate.objects.filter(name__startswith=ROOT_NAME).order_by("-pk")
    return [bytes(row.der) for row in made]


def root_pem(*, at: datetime) -> bytes:
    """The root of now as it goes into a trust file."""
    return ca.to_pem(root(at=at))


def roots_pem(*, at: datetime) -> list[bytes]:
    """All of them as they go into a trust file."""
    return [ca.to_pem(one) for one in roots(at=at)]


def identity(*, ref: Ref, name: str, at: datetime) -> pades.Identity:
    """The signer's key and certificate for the year of ``at``, made on first use."""
    from shoumi.base.documents import pades

    issuer = root(at=at)
    label = f"{ref}.{at.astimezone(_CHINA).year}"
    key = _key(label, at)
    certificate = next(
        (
            bytes(row.der)
            for row in Certificate.objects.filter(name=label).order_by("-pk")
            if ca.is_for(bytes(row.der), name=name, key=key, at=at)
            and ca.is_issued_by(bytes(row.der), issuer)
        ),
        None,
    )
    if certificate is None:
        certificate = _certify(label, ref=ref, name=name, key=key, issuer=issuer, at=at)
    return pades.Identity(str(ref), name, key, certificate, issuer)


def _make_root(at: datetime) -> bytes:
    key = _key(ROOT_NAME, at)
    made = ca.self_signed(key=key, installation=keyring.unlock().tenant, at=at)
    try:
        with transaction.atomic():
            for before in Certificate.objects.select_for_update().filter(name=ROOT_NAME):
                if ca.same_key(bytes(before.der), key):  # another process was first
                    return bytes(before.der)
                Certificate.objects.filter(pk=before.pk).update(name=f"{ROOT_NAME}.{before.pk}")
            _keep(ROOT_NAME, made, at)
            facts = {"certificate": Digest.of(made)}
            writer.record(Event(Tag.ROOT_MADE, SYSTEM, SYSTEM, at, facts))
    except IntegrityError:  # another process was first
        return bytes(Certificate.objects.get(name=ROOT_NAME).der)
    return made


def _certify(
    label: str,
    *,
    ref: Ref,
    name: str,
    key: EllipticCurvePrivateKey,
    issuer: bytes,
    at: datetime,
) -> bytes:
    made = ca.issue(
        root_key=_key(ROOT_NAME, at),
        root=issuer,
        public=key.public_key(),
        name=name,
        ref=str(ref),
        at=at,
    )
    with transaction.atomic():
        row = _keep(label, made, at)
        facts: dict[str, Value] = {"certificate": Digest.of(made), "until": row.until.date()}
        writer.record(Event(Tag.SIGNER_CERTIFIED, SYSTEM, ref, at, facts))
    return made


def _keep(name: str, der: bytes, at: datetime) -> Certificate:
    until = x509.load_der_x509_certificate(der).not_valid_after_utc
    return Certificate.objects.create(name=name, der=der, until=until, created_at=at)


def _key(name: str, at: datetime) -> EllipticCurvePrivateKey:
    try:
        found = vault.private_key(name)
    except NoSigningKey:
        with contextlib.suppress(SigningKeyExists):  # another process was first
            vault.store_private_key(name, ca.new_key(), at=at)
        found = vault.private_key(name)
    assert isinstance(found, EllipticCurvePrivateKey)
    return found
