"""Sealing and search tokens."""

from __future__ import annotations

import hmac
import json

from cryptography.fernet import Fernet

from bench.measurement import Row, paired
from shoumi.core.terms import DataGrade
from shoumi.core.vault import canonical, envelope
from shoumi.core.vault.blind_index import IndexKey
from shoumi.core.vault.keys import KEY_BYTES, SubjectKey
from shoumi.core.vault.suites import GM, INTL, Suite

_COUNT = 5_000
_TENANT, _WHO = "tenant-0123456789abcdef", "sub-0123456789abcdef"
# A made-up person's contact compartment, filled up to 256 bytes as sealed text.
_VALUES = {
    "name": "测试甲",
    "mobile": "15400000001",
    "address": "测试省测试市测试路 1 号",
    "note": "",
}
_VALUES["note"] = "-" * (256 - len(canonical.encode(_VALUES)))


def seal_fernet() -> Row:
    plain = canonical.encode(_VALUES)
    key = SubjectKey.generate()
    same = [(key, _WHO, "person", DataGrade.L3, plain)] * _COUNT
    fernet = Fernet(Fernet.generate_key())

    def ours() -> None:
        envelope.seal_many(same, tenant=_TENANT, suite=INTL)

    def theirs() -> None:
        for _ in range(_COUNT):
            fernet.encrypt(plain)

    mine, other = paired(ours, theirs, rounds=15, cpu=True)
    return Row(
        key="seal_fernet",
        name="seal one compartment of one person, 256 bytes, bound to its place",
        ours=mine / _COUNT * 1e6,
        unit="us",
        peer="cryptography Fernet",
        theirs=other / _COUNT * 1e6,
        target=6,
        note="CPU time; both from 256 plaintext bytes to stored bytes under one key that is ready; "
        "ours is the loop the import seals in and binds tenant, person, kind, grade, suite, epoch, "
        "theirs "
        f"binds nothing; {_more(fernet)}",
    )


def _more(fernet: Fernet) -> str:
    """What else an import pays for a record, measured in the same run."""

    def from_values() -> None:
        key = SubjectKey.generate()
        items = [
            (key, _WHO, "person", DataGrade.L3, canonical.encode(_VALUES)) for _ in range(_COUNT)
        ]
        envelope.seal_many(items, tenant=_TENANT, suite=INTL)

    def values_by_fernet() -> None:
        for _ in range(_COUNT):
            fernet.encrypt(json.dumps(_VALUES, sort_keys=True, ensure_ascii=False).encode())

    plain = canonical.encode(_VALUES)

    def with_new_keys(suite: Suite) -> None:
        items = (
            (SubjectKey.generate(), _WHO, "person", DataGrade.L3, plain) for _ in range(_COUNT)
        )
        envelope.seal_many(items, tenant=_TENANT, suite=suite)

    told = [
        f"{seconds / _COUNT * 1e6:.2f}"
        for acts in (
            (from_values, values_by_fernet),
            (lambda: with_new_keys(INTL), lambda: with_new_keys(GM)),
        )
        for seconds in paired(*acts)
    ]
    return (
        "from the values, JSON on both sides: {} against {} us; with a new key and sub-key for "
        "each person: {} us, in suite gm {} us"
    ).format(*told)


def blind_token() -> Row:
    """No peer spells numbers in one way too, so theirs is the MAC alone."""
    index, raw = IndexKey.generate(INTL), bytes(KEY_BYTES)
    values = [f"154{number:08d}" for number in range(_COUNT)]

    def ours() -> None:
        index.tokens(values)

    def theirs() -> None:
        for value in values:
            hmac.new(raw, value.encode(), "sha256").digest()

    mine, other = paired(ours, theirs)
    return Row(
        key="blind_token_us",
        name="search token of a mobile number",
        ours=mine / _COUNT * 1e6,
        unit="us",
        peer="hmac.new of the standard library",
        theirs=other / _COUNT * 1e6,
        target=1.2,
        note="ours spells the number in its one way, MACs it and takes 64 bits; theirs MACs only",
        is_limit=True,
    )


ROWS = {"seal_fernet": seal_fernet, "blind_token_us": blind_token}
