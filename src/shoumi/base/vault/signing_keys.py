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
from django.db.models import Max, Model

from shoumi.base.vault import key_erasure, keyring
from shoumi.base.vault.errors import NoSigningKey, SigningKeyExists, WeakKey
from shoumi.base.vault.models import FormerSigningKey, SigningKey
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
    if exists(name):
        raise SigningKeyExists(name=name)
    # Not past the living ones: of two processes at the same moment the second is refused.
    store_epoch(name, key, epoch=_newest(FormerSigningKey, name) + 1, at=at, opened=opened)


def store_epoch(
    name: str, key: PrivateKey, *, epoch: int, at: datetime, opened: keyring.Ring
) -> None:
    """Keep ``key`` beside those of earlier epochs.

    Raises:
        WeakKey, SigningKeyExists
    """
    algorithm = algorithm_of(key)
    row, kek = opened.newest_kek(keyring.SIGNING)
    der = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    wrapped = kek.wrap(
        Secret(der), name=("signing", opened.tenant, name), epoch=epoch, suite=keyring.suite()
    )
    try:
        with transaction.atomic(using="keyring"):
            SigningKey.objects.create(
                name=name,
                algorithm=algorithm,
                public=public_of(key),
                kek=row,
                epoch=epoch,
                suite=wrapped.suite,
                wrapped=wrapped.sealed,
                commit=wrapped.commit,
                created_at=at,
            )
    except IntegrityError as error:
        raise SigningKeyExists(name=name) from error


def private_key(name: str, epoch: int | None = None) -> PrivateKey:
    """The key of that name and epoch, the newest where none is named.

    Raises:
        NoSigningKey: there is none.
        WillNotOpen: the row was tampered with.
    """

    def read(opened: keyring.Ring) -> Secret:
        rows = SigningKey.objects.select_related("kek").filter(name=name).order_by("-epoch")
        row = (rows if epoch is None else rows.filter(epoch=epoch)).first()
        if row is None:
            raise NoSigningKey(name=name)
        by = opened.kek(row.kek)
        return keyring.open_secret(row, by=by, name=("signing", opened.tenant, row.name))

    secret = keyring.steadily(read)
    key = load_der_private_key(secret.reveal(), password=None)
    algorithm_of(key)
    return key  # type: ignore[return-value]  # algorithm_of refuses every other kind


def next_epoch(name: str) -> int:
    """That of the key after all there ever were of that name."""
    return max(_newest(table, name) for table in (SigningKey, FormerSigningKey)) + 1


def _newest(table: type[Model], name: str) -> int:
    rows = table._default_manager.filter(name=name)
    return int(rows.aggregate(newest=Max("epoch"))["newest"] or 0)


def retire(name: str, *, before: int, at: datetime) -> int:
    """Delete the private keys of that name of earlier epochs; their public halves stay.

    Their bytes are in the files until ``key_erasure.compact``.
    """
    with transaction.atomic(using="keyring"):
        rows = list(SigningKey.objects.filter(name=name, epoch__lt=before))
        if rows:
            key_erasure.loosen()
        for row in rows:
            keep_public(row, at)
            row.delete()
    return len(rows)


def keep_public(row: SigningKey, at: datetime, succession: str = "") -> None:
    kept = {"algorithm": row.algorithm, "public": row.public, "created_at": row.created_at}
    made, is_new = FormerSigningKey.objects.get_or_create(
        name=row.name,
        epoch=row.epoch,
        defaults={**kept, "ended_at": at, "succession": succession},
    )
    if not is_new and succession:
        made.succession, made.ended_at = succession, at
        made.save(update_fields=["succession", "ended_at"])


def is_living(name: str, public: bytes) -> bool:
    """Whether the private half of that public key is held under that name."""
    return SigningKey.objects.filter(name=name, public=public).exists()


def names() -> list[str]:
    """Whose private keys there are."""
    return sorted(set(SigningKey.objects.values_list("name", flat=True)))


def public_of(key: PrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


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
