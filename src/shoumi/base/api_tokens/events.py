"""What this app writes to the ledger.

token.made     about the token; facts: person, seal (digest), scopes (how many), strong, until
token.revoked  about the token; facts: person
"""

from enum import StrEnum


class Tag(StrEnum):
    MADE = "token.made"
    REVOKED = "token.revoked"
