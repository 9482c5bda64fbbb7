"""Who can open copies: age identities (age-encryption.org/v1) that are kept offline.

Only the public half ever comes here; it is made elsewhere, with ``age-keygen``.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

import pyrage

from shoumi.base.copies import key_sheets
from shoumi.base.copies.errors import NoRecipient, RecipientRefused, SecretKeyGiven
from shoumi.core.backup.errors import CopyRefused, Fault

_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 - how one begins


def checked(text: str) -> str:
    """The public key in its one spelling.

    Raises:
        SecretKeyGiven, RecipientRefused
    """
    if _SECRET in text.upper():
        raise SecretKeyGiven
    try:
        return str(pyrage.x25519.Recipient.from_str(text.strip()))
    except pyrage.RecipientError:
        raise RecipientRefused from None


def fingerprint(recipient: str) -> str:
    """What stands in the ledger instead of the key."""
    return sha256(recipient.encode()).hexdigest()


def seal(content: bytes, recipients: Sequence[str], probe: str) -> bytes:
    """``content`` for each recipient, and for ``probe``: an identity that lives as long as one run,
    so that what was written can be opened again before it is believed.

    Raises:
        NoRecipient
    """
    if not recipients:
        raise NoRecipient
    keys = [pyrage.x25519.Recipient.from_str(one) for one in (*recipients, probe)]
    return bytes(pyrage.encrypt(content, keys))


def open_sealed(sealed: bytes, identity: Any) -> bytes:
    """
    Raises:
        CopyRefused: WRONG_IDENTITY
    """
    try:
        return bytes(pyrage.decrypt(sealed, [identity]))
    except pyrage.DecryptError:
        raise CopyRefused(fault=Fault.WRONG_IDENTITY) from None


def identity(text: str) -> Any:
    """A secret key as ``age-keygen`` writes it: comments and one line with the key; or the words of
    three of the sheets that it was split into.

    Raises:
        CopyRefused: WRONG_IDENTITY, it is none.
        SheetLength, WordUnknown, SheetMisread, SheetsTooFew, SheetsApart: of words.
    """
    if _SECRET not in text and key_sheets.are_words(text):
        text = key_sheets.joined(text)
    lines = [line.strip() for line in text.splitlines()]
    found = [line for line in lines if line.startswith(_SECRET)]
    try:
        return pyrage.x25519.Identity.from_str(found[0])
    except (IndexError, pyrage.IdentityError):
        raise CopyRefused(fault=Fault.WRONG_IDENTITY) from None
