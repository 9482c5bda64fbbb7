"""What approvals write to the ledger, about the request.

approval.asked        facts: action, change (digest)
approval.given        facts: action, change, requester
approval.turned_down  facts: action, change, requester
approval.withdrawn    facts: action, change
approval.used         facts: action, change, approver; in the transaction of the act itself
approval.refused      facts: action, why; about the request where there is one, else the actor
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    ASKED = "approval.asked"
    GIVEN = "approval.given"
    TURNED_DOWN = "approval.turned_down"
    WITHDRAWN = "approval.withdrawn"
    USED = "approval.used"
    REFUSED = "approval.refused"


class Action(StrEnum):
    """What takes two persons.  Stored values: changing one needs a migration."""

    EXPORT = "export"
    HANDOVER = "handover"
    DESTRUCTION = "destruction"
    ROTATION = "rotation"
    POLICY = "policy"
    ACCESS = "access"  # roles, and letting somebody in again
    EGRESS = "egress"
    RESTORE = "restore"
    AUDIT = "audit"  # where the ledger is carried to
    GRACE = "grace"  # doors that stand open though a demand has lapsed
    READING = "reading"  # more people looked at one by one than is usual
    MINOR = "minor"  # one look at a minor's record
    COPY_KEY = "copy_key"  # a key that opens copies of everything
    CALENDAR = "calendar"  # the holidays of a year, which deadlines are counted on


class Why(StrEnum):
    """Refusals that are evidence."""

    NOT_ASKED = "approvals.not_asked"
    PENDING = "approvals.pending"
    DIFFERS = "approvals.differs"
    OVER = "approvals.over"
    TOO_LATE = "approvals.too_late"
    SPENT = "approvals.spent"
    TURNED_DOWN = "approvals.turned_down"
    WITHDRAWN = "approvals.withdrawn"
    TWO_PEOPLE_NEEDED = "approvals.two_people_needed"
    REQUESTER_MAY_NOT = "approvals.requester_may_not"
    APPROVER_MAY_NOT = "approvals.approver_may_not"
    NOT_PERMITTED = "accounts.not_permitted"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.ASKED: Sentence(
        ("申请{action}，等另一人批准", "asked for a second person's yes to {action}"),
        {"action": "approvals.Action"},
    ),
    Tag.GIVEN: Sentence(
        ("批准了 {requester} 申请的{action}", "approved {action}, asked for by {requester}"),
        {"action": "approvals.Action"},
    ),
    Tag.TURNED_DOWN: Sentence(
        ("没有批准 {requester} 申请的{action}", "turned down {action}, asked for by {requester}"),
        {"action": "approvals.Action"},
    ),
    Tag.WITHDRAWN: Sentence(
        ("撤回了{action}的申请", "withdrew the request for {action}"),
        {"action": "approvals.Action"},
    ),
    Tag.USED: Sentence(
        ("凭 {approver} 的批准办理了{action}", "used the approval of {approver} for {action}"),
        {"action": "approvals.Action"},
    ),
    Tag.REFUSED: Sentence(
        ("{action}没有办成：{why}", "was kept from {action}: {why}"),
        {"action": "approvals.Action", "why": "approvals.Why"},
    ),
}
