"""What this app writes to the ledger.

signin.setup_opened     about the system: a set-up token was made
signin.set_up           about the founding person who used it
signin.invited          about the person
signin.again_asked      about the request; facts: person
signin.again_approved   about the request; facts: person, requester
signin.entered          about the person; facts: by (link or recovery), session
signin.enrolled         about the person; facts: by, session
signin.accepted         about the person; facts: by, session
signin.refused          about the person, or the system where nobody is meant; facts: by
signin.stepped_up       about the session; facts: by
signin.ended            about the session; facts: person
signin.locked_down      about the person; facts: sessions ended
factor.added            about the person; facts: factor, credential (digest), backup_eligible
factor.removed          about the person; facts: factor
factor.copied           about the person: the counter of a passkey ran backwards
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from shoumi.core.messages import Sentence


class Tag(StrEnum):
    SETUP_OPENED = "signin.setup_opened"
    SET_UP = "signin.set_up"
    INVITED = "signin.invited"
    AGAIN_ASKED = "signin.again_asked"
    AGAIN_APPROVED = "signin.again_approved"
    ENTERED = "signin.entered"
    ENROLLED = "signin.enrolled"
    ACCEPTED = "signin.accepted"
    REFUSED = "signin.refused"
    STEPPED_UP = "signin.stepped_up"
    ENDED = "signin.ended"
    LOCKED_DOWN = "signin.locked_down"
    ADDED = "factor.added"
    REMOVED = "factor.removed"
    COPIED = "factor.copied"


class By(StrEnum):
    """What a session rests on."""

    PASSKEY = "passkey"
    PASSWORD = "password"  # noqa: S105  # with a one-time code
    LINK = "link"
    RECOVERY = "recovery"
    PROVIDER = "provider"  # the company's identity provider, by two factors


class Factor(StrEnum):
    PASSKEY = "passkey"
    PASSWORD = "password"  # noqa: S105
    TOTP = "totp"
    RECOVERY = "recovery"
    PROVIDER = "provider"


SENTENCES: Mapping[Tag, Sentence] = {
    Tag.SETUP_OPENED: Sentence(("开出了安装令牌", "made a set-up token")),
    Tag.SET_UP: Sentence(("用安装令牌完成了首次登录", "used the set-up token to come in first")),
    Tag.INVITED: Sentence(("发出了登录邀请", "invited a person to sign in")),
    Tag.AGAIN_ASKED: Sentence(
        ("申请让 {person} 重新登记登录方式", "asked to let {person} enrol again")
    ),
    Tag.AGAIN_APPROVED: Sentence(
        (
            "批准 {person} 重新登记登录方式，申请人是 {requester}",
            "approved that {person} enrols again, asked for by {requester}",
        )
    ),
    Tag.ENTERED: Sentence(
        ("凭{by}进来登记登录方式", "came in by {by} to enrol"), {"by": "signin.By"}
    ),
    Tag.ENROLLED: Sentence(
        ("登记好了登录方式：{by}", "enrolled a way to sign in: {by}"), {"by": "signin.By"}
    ),
    Tag.ACCEPTED: Sentence(("登录了，凭{by}", "signed in by {by}"), {"by": "signin.By"}),
    Tag.REFUSED: Sentence(
        ("记下一次没有通过的登录，凭{by}", "recorded a sign-in by {by} that failed"),
        {"by": "signin.By"},
    ),
    Tag.STEPPED_UP: Sentence(
        ("再次验证了身份，凭{by}", "proved it again by {by}"), {"by": "signin.By"}
    ),
    Tag.ENDED: Sentence(("结束了 {person} 的一次登录", "ended a session of {person}")),
    Tag.LOCKED_DOWN: Sentence(
        (
            "停用了一人的全部登录，结束 {sessions} 次会话",
            "locked a person out and ended {sessions:session|sessions}",
        )
    ),
    Tag.ADDED: Sentence(
        ("添加了登录方式：{factor}", "added a way to sign in: {factor}"),
        {"factor": "signin.Factor"},
    ),
    Tag.REMOVED: Sentence(
        ("移除了登录方式：{factor}", "removed a way to sign in: {factor}"),
        {"factor": "signin.Factor"},
    ),
    Tag.COPIED: Sentence(
        ("出示了疑似被复制的通行密钥", "presented a passkey that may have been copied")
    ),
}
