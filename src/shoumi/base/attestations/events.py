"""What this app writes to the ledger.

attestation.given            about the attestation; facts: until, evidence, statement, role, kind,
                             personal (count), unread (count), part, note_commitment; rows: persons
attestation.revoked          about the attestation
attestation.evidence_opened  about the attestation; facts: evidence
demand.lapse_told            about the message; facts: until, days
grace.granted                about the grace; facts: until, reason, approver, note_commitment
grace.ended                  about the grace, before its day
door.refused                 about the deal, or the system; facts: act, demands (count)
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    GIVEN = "attestation.given"
    REVOKED = "attestation.revoked"
    OPENED = "attestation.evidence_opened"
    DOOR_REFUSED = "door.refused"
    LAPSE_TOLD = "demand.lapse_told"
    GRACE_GRANTED = "grace.granted"
    GRACE_ENDED = "grace.ended"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.GIVEN: Sentence(
        (
            "以{role}身份声明：{statement}，有效至 {until}",
            "stated as {role}: {statement}, until {until}",
        ),
        {"role": "terms.Role", "statement": "attestations.Statement"},
    ),
    Tag.REVOKED: Sentence(("撤销了一项声明", "revoked a statement")),
    Tag.OPENED: Sentence(("打开了声明的证据", "opened the evidence of a statement")),
    Tag.LAPSE_TOLD: Sentence(
        (
            "提醒负责人：要求将在 {until} 失效",
            "told who answers for it that a demand lapses at {until}",
        )
    ),
    Tag.GRACE_GRANTED: Sentence(
        (
            "给失效的要求宽限至 {until}：{reason}，{approver} 批准",
            "granted lapsed demands a grace until {until}: {reason}; approved by {approver}",
        ),
        {"reason": "handbook.GraceReason"},
    ),
    Tag.GRACE_ENDED: Sentence(("提前结束了宽限", "ended a grace before its day")),
    Tag.DOOR_REFUSED: Sentence(
        (
            "想{act}，门关着，没有放行",
            "wanted to {act}; a door is shut",
        ),
        {"act": "handbook.DoorAct"},
    ),
}
