"""What this app writes to the ledger.

token.made     about the token; facts: person, seal (digest), scopes (how many), strong, until
token.revoked  about the token; facts: person
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    MADE = "token.made"
    REVOKED = "token.revoked"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.MADE: Sentence(
        (
            "制作了访问令牌，{scopes} 项权限，有效至 {until}",
            "made an access token with {scopes:scope|scopes} until {until}",
        )
    ),
    Tag.REVOKED: Sentence(("撤销了 {person} 的访问令牌", "revoked an access token of {person}")),
}
