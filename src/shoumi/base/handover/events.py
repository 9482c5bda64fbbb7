"""What the handover writes in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    SEALED = "package.sealed"  # bulk; facts: package, recipient, consented, withdrawn, sent,
    #                            columns (how many), fields (digest), minors (how many),
    #                            fingerprint (digest: of the recipient's key)
    RELEASED = "package.released"  # facts: package (digest)
    RECEIVED = "package.received"  # facts: package (digest), equal, document
    FETCHED = "package.fetched"  # facts: package (digest); its sealed file was handed out
    VOIDED = "package.voided"  # facts: package (digest); its file is gone
    KEY_GIVEN = "handover.key_given"  # facts: fingerprint (digest), key_commitment (digest);
    #                                    about: the party
    REFUSED = "package.refused"  # facts: why (code of the refusal); about: the package or the deal


class Why(StrEnum):
    """Refusals that are evidence; what the gate refuses is recorded as its decision."""

    NOT_OPEN = "handover.not_open"  # of entries before the milestone was named
    STAGE_NOT_OPEN = "deal.stage_not_open"
    STAGE_OVER = "deal.stage_over"
    STAGE_TURNED_DOWN = "deal.stage_turned_down"
    WRONG_TASK = "handover.wrong_task"
    WRONG_RECIPIENT = "handover.wrong_recipient"
    COLUMNS_NOT_SAID = "handover.columns_not_said"
    NOT_RECONCILED = "package.not_reconciled"
    RELEASED_BY_SEALER = "handover.released_by_sealer"
    FILE_DIFFERS = "handover.file_differs"
    SOMEONE_LEFT = "handover.someone_left"
    SOMEONE_LEFT_SINCE = "handover.someone_left_since"
    RECEIPT_DIFFERS = "handover.receipt_differs"
    RECEIVED_BY_SENDER = "handover.received_by_sender"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.SEALED: Sentence(
        (
            "封好了交接包：同意 {consented} 人，撤回 {withdrawn} 人，交出 {sent} 人",
            "sealed a package: {consented} consented, {withdrawn} withdrew, {sent} sent",
        )
    ),
    Tag.RELEASED: Sentence(("放行了交接包", "released the package")),
    Tag.RECEIVED: Sentence(
        ("签收了交接包，哈希{equal}", "received the package; its hash {equal}"),
        {"equal": (("不一致", "differs"), ("一致", "is equal"))},
    ),
    Tag.FETCHED: Sentence(("取走了交接包文件", "fetched the package's file")),
    Tag.VOIDED: Sentence(("作废了交接包，文件已删", "voided the package; its file is gone")),
    Tag.KEY_GIVEN: Sentence(("交来了收包用的公钥", "handed in the public key for its packages")),
    Tag.REFUSED: Sentence(
        ("想办资料交接，没有通过：{why}", "was refused at the handover: {why}"),
        {"why": "handover.Why"},
    ),
}
