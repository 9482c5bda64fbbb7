"""Sealing."""

from __future__ import annotations

import json

from cryptography.fernet import Fernet

from bench.measuring import Row, paired
from shoumi.core.terms import DataGrade
from shoumi.core.vault import envelope
from shoumi.core.vault.envelope import Place
from shoumi.core.vault.keys import SubjectKey

_COUNT = 5_000
# 256 bytes as sealed text: a made-up person's contact compartment.
_VALUES = {
    "name": "测试甲",
    "mobile": "15400000001",
    "address": "测试省测试市测试路 1 号",
    "note": "",
}
_VALUES["note"] = "·" * ((256 - len(json.dumps(_VALUES, ensure_ascii=False).encode())) // 2)


def seal_fernet() -> Row:
    key, place = SubjectKey.generate(), Place("tenant-bench", DataGrade.L3, "sub-bench", "person")
    fernet = Fernet(Fernet.generate_key())

    def ours() -> None:
        for _ in range(_COUNT):
            envelope.seal(_VALUES, place=place, key=key)

    def theirs() -> None:
        for _ in range(_COUNT):
            fernet.encrypt(json.dumps(_VALUES, sort_keys=True, ensure_ascii=False).encode())

    mine, other = paired(ours, theirs)
    return Row(
        key="seal_fernet",
        name="seal one compartment of one person, 256 bytes, bound to its place",
        ours=mine / _COUNT * 1e6,
        unit="us",
        peer="cryptography Fernet",
        theirs=other / _COUNT * 1e6,
        target=6,
        note="both from the values to stored bytes; ours binds tenant, person, kind, suite, epoch",
    )


ROWS = {"seal_fernet": seal_fernet}
