"""The certificate that a recipient signs here, made of what its person filled in."""

from __future__ import annotations

import hashlib
from datetime import datetime

from shoumi.base.deals import queries as deals
from shoumi.base.documents.signed_documents import make, moment
from shoumi.base.messages import names
from shoumi.chapters.destruction.rules import Said
from shoumi.core.refs import Ref

# No key and no file of this house is among what a recipient destroys: SHA-256 of the empty string.
_DIGEST_OF_NOTHING = hashlib.sha256(b"").hexdigest()


def paper(deal: Ref, party: Ref, said: Said, name: str, at: datetime) -> bytes:
    """With the empty field ``operator`` for the person called ``name``."""
    found = deals.deal(deal)
    recipient = next(one.name for one in deals.parties(deal) if one.ref == party)
    how = names.pair(said.method)[0]
    return make(
        "destruction_certificate",
        f"RC-{found.number}",
        at,
        [("operator", name, "接收方", "recipient")],
        deal=found.number,
        stage=2,
        controller=recipient,
        operator=name,
        approver=name,
        destroyed_at=f"{said.destroyed_on.isoformat()}（签署 {moment(at)}）",
        basis="数据室关闭后返还或销毁（保密协议）",
        retention_rule="关闭后 10 个工作日内",
        hold_check="无",
        manifest=[[said.items, said.count, said.copies, _DIGEST_OF_NOTHING]],
        stores=[["接收方工作文件", said.copies, how, "无残留"]],
        keys={"count": 0, "digest": _DIGEST_OF_NOTHING, "copies": 0, "escrow": "无"},
        verification={
            "method": "接收方自查",
            "sample": f"{said.count} / {said.count}",
            "result": "通过",
        },
        residual=[],
        exceptions=[],
        tool="接收方自有工具",
    )
