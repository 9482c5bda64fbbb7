"""The handover record that the recipient signs, from what the package itself says."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.documents.signed_documents import make, moment, signed
from shoumi.base.handover.models import Package
from shoumi.core.refs import Ref


def record_of(package: Package, actor: Ref, at: datetime) -> bytes:
    """The handover record, signed by who takes the package."""
    deal = deals.deal(Ref(package.deal))
    known = accounts.names([actor])
    made = make(
        "handover_record",
        f"HO-{deal.number}",
        at,
        [("recipient", known[actor], "接收方", "to")],
        deal=deal.number,
        sender=deal.target_name,
        recipient=_name(package),
        at=moment(at),
        reconciliation={
            "consented": package.consented,
            "withdrawn": package.withdrawn,
            "sent": package.rows,
        },
        package={
            "format": "age v1 (X25519)",
            "sha256": package.sha256,
            "bytes": package.size_bytes,
            "rows": package.rows,
            "fields": "—",
            "fingerprint": "—",
        },
        contents=[[package.file_name, package.size_bytes, package.sha256]],
        receipt={
            "sha256": package.sha256,
            "equal": True,
            "signer": known[actor],
            "at": moment(at),
        },
    )
    return signed(made, actor, "资料交接 Handover", "recipient", at)


def _name(package: Package) -> str:
    known = {party.ref: party.name for party in deals.parties(Ref(package.deal))}
    return known.get(package.recipient, package.recipient)
