"""Private signing keys: of the log, of the house's own authority and of each signer."""

from __future__ import annotations

from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    SECP384R1,
    EllipticCurvePrivateKey,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)
from django.db import IntegrityError, transaction

from shoumi.base.vault import keyring
from shoumi.base.vault.errors import NoSigningKey, SigningKeyExists, WeakKey
from shoumi.base.vault.models import SigningKey
from shoumi.core.vault.keys import Secret

PrivateKey = Ed25519PrivateKey | EllipticCurvePrivateKey | RSAPrivateKey
ALGORITHMS = frozenset({"ed25519", "p-256", "p-384", "rsa"})
MIN_RSA_BITS = 3072


def store_private_key(name: str, key: PrivateKey, *, at: datetime) -> None:
    """Keep ``key`` under ``name``: a reference or a fixed word such as ``log``.

    Raises:
        WeakKey: another kind of key, or one that is too short.
        SigningKeyExists: the name is taken.
    """
    store(name, key, at=at, opened=keyring.unlock())


def store(name: str, key: PrivateKey, *, at: datetime, opened: keyring.Ring) -> None:
    """``store_private_key`` under a ring that is open already."""
    algorithm = algorithm_of(key)
    row, kek = opened.newest_kek(keyring.SIGNING)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    wrapped = kek.wrap(
        Secret(der), name=("signing", opened.tenant, name), epoch=1, suite=keyring.suite()
    )
    public = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    try:
        with transaction.atomic(using="keyring"):
            SigningKey.objects.create(
                name=name,
                algorithm=algorithm,
                public=public,
                kek=row,
                suite=wrapped.suite,
                wrapped=wrapped.sealed,
                commit=wrapped.commit,
                created_at=at,
            )
    except IntegrityError as error:
        raise SigningKeyExists(name=name) from error


def private_key(name: str) -> PrivateKey:
    """The newest key of that name.

    Raises:
        NoSigningKey: there is none.
        WillNotOpen: the row was tampered with.
    """

    def read(opened: keyring.Ring) -> Secret:
        row = SigningKey.objects.select_related("kek").filter(name=name).order_by("-epoch").first()
        if row is None:
            raise NoSigningKey(name=name)
        by = opened.kek(row.kek)
        return keyring.open_secret(row, by=by, name=("signing", opened.tenant, row.name))

    secret = keyring.steadily(read)
    key = load_der_private_key(secret.reveal(), password=None)
    algorithm_of(key)
    return key  # type: ignore[return-value]  # algorithm_of refuses every other kind


def exists(name: str) -> bool:
    return SigningKey.objects.filter(name=name).exists()


def algorithm_of(key: object) -> str:
    """Raises WeakKey for what handbook 3.1 does not list."""
    if isinstance(key, Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, EllipticCurvePrivateKey):
        if isinstance(key.curve, SECP256R1):
            return "p-256"
        if isinstance(key.curve, SECP384R1):
            return "p-384"
    if isinstance(key, RSAPrivateKey) and key.key_size >= MIN_RSA_BITS:
        return "rsa"
    raise WeakKey
