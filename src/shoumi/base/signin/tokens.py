"""Tokens: 256 random bits each, stored as a digest that says what the token is for.

The use is part of what is hashed, so a token of one use is unknown everywhere else.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import sha256
from secrets import token_urlsafe

_BYTES = 32


class Use(StrEnum):
    REQUEST = "request"
    SETUP = "setup"
    LINK = "link"
    SESSION = "session"
    RECOVERY = "recovery"
    LOGIN = "login"
    ADDRESS = "address"
    CREDENTIAL = "credential"
    STAGE = "stage"
    FLOW = "flow"
    SUBJECT = "subject"
    MAILBOX = "mailbox"
    CALENDAR = "calendar"
    VENDOR = "vendor"
    VENDOR_REPORT = "vendor_report"
    RECIPIENT = "recipient"


def make() -> str:
    """A fresh token, safe in an address and in a cookie."""
    return token_urlsafe(_BYTES)


def digest(token: str | bytes, use: Use) -> str:
    """64 hex digits.  What is typed may hold anything, lone surrogates too."""
    raw = token if isinstance(token, bytes) else token.encode("utf-8", "surrogatepass")
    return sha256(f"shoumi {use}\0".encode() + raw).hexdigest()
