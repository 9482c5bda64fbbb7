"""What this app writes to the ledger.  Names of hosts stand there as SHA-256 of the name.

egress.asked      about the ask; facts: change, host (digest), inside (count), authority (digest)
egress.allowed    about the host; facts: ask, requester, host, inside, authority
egress.withdrawn  about the host; facts: ask, requester, host
"""

from enum import StrEnum


class Tag(StrEnum):
    ASKED = "egress.asked"
    ALLOWED = "egress.allowed"
    WITHDRAWN = "egress.withdrawn"


class Change(StrEnum):
    ALLOW = "allow"
    WITHDRAW = "withdraw"
