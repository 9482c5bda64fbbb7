"""The handover record that the recipient signs, from what the package itself says."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.documents.signed_documents import make, moment, signed
from shoumi.base.handover.models import Package
from shoumi.base.messages import names
from shoumi.core.refs import Ref

# By what the sealed file's name ends in (``package_builder.suffix``).
_FORMATS = {
    "age": "age v1 (X25519)",
    "p7m": "CMS AuthEnvelopedData, AES-256-GCM (RFC 5083)",
}
# Of a package that an earlier version sealed.
_NOT_KEPT = "封包时没有记下 (not kept when it was sealed)"


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
            "format": _FORMATS[_suffix(package)],
            "sha256": package.sha256,
            "bytes": package.size_bytes,
            "rows": package.rows,
            "fields": "、".join(names.field(code, "zh") for code in package.fields) or _NOT_KEPT,
            "fingerprint": package.fingerprint or _NOT_KEPT,
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


def _suffix(package: Package) -> str:
    return package.file_name.rpartition(".")[2]


def _name(package: Package) -> str:
    known = {party.ref: party.name for party in deals.parties(Ref(package.deal))}
    return known.get(package.recipient, package.recipient)
