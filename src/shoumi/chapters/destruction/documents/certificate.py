"""The certificate of destruction as the house makes it from the order."""

from __future__ import annotations

from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.documents.signed_documents import make, moment, signed
from shoumi.base.ledger import reader
from shoumi.chapters.destruction.models import Order
from shoumi.chapters.destruction.queries import ledger_agreement
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref


def certificate(order: Order, stage: int, actor: Ref, at: datetime) -> bytes:
    """Signed by who issues it.  An order not destroyed yet has none; ``issue`` says so."""
    if order.verified_at is None or order.intent_position is None:
        return b""
    deal = deals.deal(Ref(order.deal))
    known = accounts.names([order.proposer, *order.confirmed, actor])
    count, records = order.keys_erased, order.records_erased
    intent = reader.entry(order.intent_position)
    digest, unread = intent.leaf_hash.hex(), intent.line().facts.get("unread", 0)
    residual = order.residual_until.isoformat() if order.residual_until else "—"
    made = make(
        "destruction_certificate",
        str(order),
        at,
        [("approver", known[actor], "个人信息保护负责人", "protection officer")],
        deal=deal.number,
        stage=stage,
        controller=deal.target_name,
        operator="、".join(known[person] for person in order.confirmed),
        approver=known[actor],
        destroyed_at=moment(order.verified_at),
        basis=order.basis,
        retention_rule="见字段登记表",
        hold_check=f"无法定保全，核查于 {day_in_china(order.verified_at).isoformat()}",
        manifest=[[_manifest(unread), count, records, digest]],
        stores=[
            ["密钥库", count, "删除密钥并清空日志", "无密钥"],
            ["数据库记录与盲索引", records, "加密擦除后删除", "无残留"],
        ],
        keys={"count": count, "digest": digest, "copies": 1, "escrow": "无"},
        verification={"method": _method(order), "sample": f"{count} / {count}", "result": "通过"},
        residual=[["密钥库备份", residual, "到期前备份里可能仍有密钥"]] if stage == 1 else [],
        exceptions=[],
        tool="Shoumi",
    )
    return signed(made, actor, "销毁证明 Destruction", "approver", at)


def _manifest(unread: object) -> str:
    """What was destroyed, and how much of it nobody could read before."""
    if not unread:
        return "客户记录"
    return (
        f"客户记录（其中 {unread} 人的密钥损坏，销毁前已读不出，按编号销毁 /"
        f" {unread} with a damaged key, destroyed unread by reference）"
    )


def _method(order: Order) -> str:
    """How it was checked; where a restore had brought the people back, that it was done again."""
    first = ledger_agreement.first_proof(order)
    if first is None:
        return "逐条复查"
    return (
        f"逐条复查（恢复备份后再次销毁，首次见账本第 {first} 条 /"
        f" destroyed again after a restore, first at entry {first}）"
    )
