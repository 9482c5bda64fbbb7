"""What this app writes to the ledger.  Names of hosts stand there as SHA-256 of the name.

egress.asked      about the ask; facts: change, host (digest), inside (count), authority (digest)
egress.allowed    about the host; facts: ask, requester, host, inside, authority
egress.withdrawn  about the host; facts: ask, requester, host
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    ASKED = "egress.asked"
    ALLOWED = "egress.allowed"
    WITHDRAWN = "egress.withdrawn"


class Change(StrEnum):
    ALLOW = "allow"
    WITHDRAW = "withdraw"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.ASKED: Sentence(
        ("申请更改出站白名单：{change}", "asked to change whom the house calls: {change}"),
        {"change": "egress.Change"},
    ),
    Tag.ALLOWED: Sentence(
        (
            "批准了对一个主机的出站连接，申请人是 {requester}",
            "approved calls to a host, asked for by {requester}",
        )
    ),
    Tag.WITHDRAWN: Sentence(
        (
            "批准把一个主机移出出站白名单，申请人是 {requester}",
            "approved that a host is called no more, asked for by {requester}",
        )
    ),
}
