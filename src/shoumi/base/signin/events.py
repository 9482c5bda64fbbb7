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

from enum import StrEnum


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
