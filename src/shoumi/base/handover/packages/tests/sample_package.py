"""Rows, a label and keys.  Everyone in them is fictitious."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key

from shoumi.base.handover.packages import Column, Kind, Label
from shoumi.core.ledger import note
from shoumi.core.refs import Ref

AT = datetime(2026, 11, 6, 2, 0, tzinfo=UTC)
SIGNER = note.Signer("log.example/sample", Ed25519PrivateKey.from_private_bytes(b"\x07" * 32))
VERIFIERS = [SIGNER.verifier()]
LABEL = Label(
    Ref("deal-one"), Ref("pack-one"), AT, lambda text: note.sign(text, SIGNER), "the checkpoint"
)
SCHEMA = [
    Column("name", heading="姓名"),
    Column("mobile", heading="手机号"),
    Column("yearly_amount", Kind.INT),
    Column("opened_on", Kind.DATE),
    Column("is_key", Kind.BOOL),
]
ROWS = [
    {
        "name": f"样本{number}𬭚",
        "mobile": f"154 0000 {number:04}",
        "yearly_amount": number,
        "opened_on": date(2020, 2, 29),
        "is_key": number % 2 == 0,
    }
    for number in range(409)
]
IDENTITY = pyrage.x25519.Identity.generate()
AGE_KEY = str(IDENTITY.to_public())


@cache
def rsa(bits=3072):
    return generate_private_key(65537, bits)
