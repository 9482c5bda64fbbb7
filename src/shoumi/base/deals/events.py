"""What the deals write in the ledger.  ``deal`` is set on every one of them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    CREATED = "deal.created"  # facts: year, number, type, parties (count)
    PARTY_ADDED = "deal.party_added"  # about: the party; facts: role
    PARTY_REPLACED = "deal.party_replaced"  # about: the former party; facts: by (the new one)
    BEGUN_AGAIN = "deal.begun_again"  # facts: each milestone that waits again, true
    DATASET_ADDED = "deal.dataset_added"  # about: the set; facts: recipient, instrument
    INSTRUMENT_DECIDED = "deal.instrument_decided"  # about: the set; facts: instrument
    FILED = "deal.filed"  # about: the filing; facts: kind, sha256, on, and the filing's own
    CONFIRMED = "deal.paper_confirmed"  # about: the filing; facts: kind, sha256, side
    PAPER_OPENED = "deal.paper_opened"  # about: the filing; facts: kind, sha256
    OPENED = "deal.milestone_opened"  # facts: stage; rows: each need with its state and position
    DONE = "deal.milestone_done"  # facts: stage; rows: as above
    WAIVED = "deal.milestone_waived"  # facts: stage, reason
    TURNED_DOWN = "deal.milestone_refused"  # facts: stage, reason: an outsider said no
    REFUSED = "deal.refused"  # facts: stage, move, missing (count); rows: each thing missing
    SUSPENDED = "deal.suspended"  # facts: reason, note_commitment
    RESUMED = "deal.resumed"  # facts: reason it had been suspended for
    TERMINATED = "deal.terminated"  # facts: reason, note_commitment


_STAGE = {"stage": "terms.DealStage"}

SENTENCES: Mapping[Tag, Sentence] = {
    Tag.CREATED: Sentence(
        (
            "立项 {year} 年第 {number} 号转让：{type}，共 {parties} 方",
            "created deal {number} of {year}: {type}, {parties:party|parties}",
        ),
        {"type": "terms.DealType"},
    ),
    Tag.PARTY_ADDED: Sentence(
        ("加入了一个当事方：{role}", "added a party: {role}"), {"role": "deals.PartyRole"}
    ),
    Tag.PARTY_REPLACED: Sentence(
        ("由另一方接替了原受让方", "put another buyer in the place of the former one")
    ),
    Tag.BEGUN_AGAIN: Sentence(
        ("与受让方有关的里程碑重新开始", "the milestones that belong to a buyer begin again")
    ),
    Tag.DATASET_ADDED: Sentence(
        (
            "登记了一个数据集，接收方是{recipient}，法律要求{instrument}",
            "added a data set; recipient: {recipient}, the law asks for: {instrument}",
        ),
        {"recipient": "instruments.Recipient", "instrument": "terms.Instrument"},
    ),
    Tag.INSTRUMENT_DECIDED: Sentence(
        (
            "重新判定数据集的法律要求：{instrument}",
            "decided again what the law asks for: {instrument}",
        ),
        {"instrument": "terms.Instrument"},
    ),
    Tag.FILED: Sentence(
        ("归档了{kind}，日期 {on}", "filed the {kind}, dated {on}"),
        {"kind": "milestones.FilingKind"},
    ),
    Tag.CONFIRMED: Sentence(
        ("确认了代{side}交的{kind}", "confirmed the {kind} filed for the {side}"),
        {"kind": "milestones.FilingKind", "side": "terms.Role"},
    ),
    Tag.PAPER_OPENED: Sentence(
        ("打开了归档的{kind}", "opened the {kind} on file"), {"kind": "milestones.FilingKind"}
    ),
    Tag.OPENED: Sentence(("打开了“{stage}”", "opened “{stage}”"), _STAGE),
    Tag.DONE: Sentence(("完成了“{stage}”", "finished “{stage}”"), _STAGE),
    Tag.WAIVED: Sentence(
        ("略过了“{stage}”：{reason}", "waived “{stage}”: {reason}"),
        {**_STAGE, "reason": "deals.WaiveReason"},
    ),
    Tag.TURNED_DOWN: Sentence(
        ("记下“{stage}”被驳回：{reason}", "recorded that “{stage}” was turned down: {reason}"),
        {**_STAGE, "reason": "deals.TurnDownReason"},
    ),
    Tag.REFUSED: Sentence(
        (
            "想{move}“{stage}”，还缺 {missing} 项",
            "tried to {move} “{stage}”; missing: {missing:condition|conditions}",
        ),
        {**_STAGE, "move": "deals.Move"},
    ),
    Tag.SUSPENDED: Sentence(
        ("中止了转让：{reason}", "suspended the deal: {reason}"), {"reason": "deals.SuspendReason"}
    ),
    Tag.RESUMED: Sentence(
        ("恢复了转让，此前的原因：{reason}", "resumed the deal; it had been stopped for: {reason}"),
        {"reason": "deals.SuspendReason"},
    ),
    Tag.TERMINATED: Sentence(
        ("终止了转让：{reason}", "terminated the deal: {reason}"),
        {"reason": "deals.TerminateReason"},
    ),
}
