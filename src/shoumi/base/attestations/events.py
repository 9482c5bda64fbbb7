"""What this app writes to the ledger.

attestation.given    about the attestation; facts: until, evidence, statement, role, note_commitment
attestation.revoked  about the attestation
"""

from enum import StrEnum


class Tag(StrEnum):
    GIVEN = "attestation.given"
    REVOKED = "attestation.revoked"
