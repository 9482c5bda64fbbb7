"""What this app writes to the ledger.

attestation.given            about the attestation; facts: until, evidence, statement, role, kind,
                             personal (count), unread (count), part, note_commitment; rows: persons
attestation.revoked          about the attestation
attestation.evidence_opened  about the attestation; facts: evidence
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
    Tag.DOOR_REFUSED: Sentence(
        (
            "想{act}，门关着，没有放行",
            "wanted to {act}; a door is shut",
        ),
        {"act": "handbook.DoorAct"},
    ),
}
