"""What is really used: asked of the rows and files that name their algorithm, not of any list.

What other apps encrypt or sign with in ways of their own stands on their cards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key
from django.db import connection
from django.db.models import Count

from shoumi.base import registry
from shoumi.base.documents import store
from shoumi.base.documents.models import Document
from shoumi.base.ledger import reader
from shoumi.base.registry import AlgorithmUse, UsedFor
from shoumi.base.subjects.models import Record
from shoumi.base.vault import root
from shoumi.base.vault.models import (
    CompartmentKey,
    IndexKey,
    Kek,
    KeptSecret,
    NextKey,
    Setup,
    SigningKey,
    SubjectKey,
)
from shoumi.core.refs import Ref
from shoumi.core.vault import box, suites

_WRAPPED = (Kek, CompartmentKey, SubjectKey, NextKey, IndexKey, SigningKey, KeptSecret)
_BITS = {"ed25519": 256, "p-256": 256, "p-384": 384}
_NAMED = {"ed25519": "Ed25519", "p-256": "ECDSA P-256", "p-384": "ECDSA P-384"}
# The suite is the second byte of each envelope.
_SUITES = {
    "sqlite": "SELECT hex(substr(blob, 2, 1)), COUNT(*) FROM {table} GROUP BY 1",
    "postgresql": "SELECT encode(substring(blob FROM 2 FOR 1), 'hex'), COUNT(*) FROM {table}"
    " GROUP BY 1",
}


def in_use() -> list[AlgorithmUse]:
    """Every algorithm and key length by what it is used for, in that order."""
    found = [*_of_vault(), *_of_data(), *_of_signatures(), *_of_ledger()]
    found += [one for card in registry.cards() if card.algorithms for one in card.algorithms()]
    order = list(UsedFor)
    return sorted(found, key=lambda one: (order.index(one.used_for), one.algorithm, one.bits))


def named(found: Iterable[AlgorithmUse]) -> list[str]:
    """Each once, without how much there is of it: what two people look at stays the same while
    others go on working."""
    return sorted({one.key for one in found})


def _of_vault() -> Iterator[AlgorithmUse]:
    for setup in Setup.objects.all():
        derived = "Argon2id"
        if setup.provider == root.ProviderKind.KEY_FILE:
            derived = f"HKDF-{_hash(setup.root_suite)}"
        yield AlgorithmUse(UsedFor.ROOT, derived, 256, 1)
    wrapped: Counter[int] = Counter()
    for table in _WRAPPED:
        rows = table._default_manager.order_by("suite").values_list("suite")
        wrapped.update(dict(rows.annotate(Count("pk"))))
    yield from _ciphers(UsedFor.KEYS, wrapped)
    tokens = IndexKey.objects.order_by("suite").values_list("suite").annotate(Count("pk"))
    for number, count in tokens:
        yield AlgorithmUse(UsedFor.SEARCH, f"HMAC-{_hash(number)}", 256, count)


def _of_data() -> Iterator[AlgorithmUse]:
    with connection.cursor() as cursor:
        cursor.execute(_SUITES[connection.vendor].format(table=Record._meta.db_table))
        records = Counter({int(suite, 16): count for suite, count in cursor.fetchall()})
    yield from _ciphers(UsedFor.RECORDS, records)
    refs = [Ref(ref) for ref in Document.objects.values_list("ref", flat=True).iterator()]
    heads = store.headers(refs).values()
    yield from _ciphers(UsedFor.FILES, Counter(box.header(one, box.LAYOUTS)[0] for one in heads))


def _of_signatures() -> Iterator[AlgorithmUse]:
    rows = SigningKey.objects.exclude(wrapped=b"").values_list("algorithm", "public")
    found: Counter[tuple[str, int]] = Counter()
    for algorithm, public in rows:
        loaded = load_der_public_key(bytes(public))
        bits = loaded.key_size if isinstance(loaded, RSAPublicKey) else _BITS.get(algorithm, 0)
        found[_NAMED.get(algorithm, algorithm.upper()), bits] += 1
    for (algorithm, bits), count in found.items():
        yield AlgorithmUse(UsedFor.SIGNATURES, algorithm, bits, count)


def _of_ledger() -> Iterator[AlgorithmUse]:
    """The same in every suite (ADR 0010)."""
    yield AlgorithmUse(UsedFor.LEDGER, "SHA-256", 256, reader.size())
    rows = KeptSecret.objects.filter(name__startswith="rowkey-").count()
    yield AlgorithmUse(UsedFor.ROWS, "HMAC-SHA256", 256, rows)


def _ciphers(used_for: UsedFor, counts: Counter[int]) -> Sequence[AlgorithmUse]:
    return [
        AlgorithmUse(used_for, *_cipher(number), count) for number, count in counts.items() if count
    ]


def _cipher(number: int) -> tuple[str, int]:
    """One that is not on the allow-list is told by its number: that is a finding."""
    if number not in suites.ALLOWED:
        return f"suite {number}", 0
    suite = suites.suite(number)
    return suite.cipher, suite.key_bytes * 8


def _hash(number: int) -> str:
    if number not in suites.ALLOWED:
        return f"suite {number}"
    return suites.suite(number).hash.name.upper()
