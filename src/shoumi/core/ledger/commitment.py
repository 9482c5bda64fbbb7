"""A text that stands behind an entry without being in it: salted, kept apart, erasable.

::

    fact <name>_commitment = SHA-256(salt, 32 random bytes | text, UTF-8)

Whoever has salt and text can show that they are what the entry committed to.  Without the salt not
even a guessed text can be tested, so once both are erased the digest says nothing.
"""

from __future__ import annotations

from shoumi.core.ledger.leaf import Digest

SALT = 32
SUFFIX = "_commitment"


def fact(name: str) -> str:
    """The name of the fact that commits to the text ``name``."""
    return f"{name}{SUFFIX}"


def commitment(salt: bytes, text: str) -> Digest:
    """
    Raises:
        ValueError: the salt has not 32 bytes, so that where it ends would be open.
    """
    if len(salt) != SALT:
        raise ValueError(f"a salt has {SALT} bytes, not {len(salt)}")
    return Digest.of(salt + text.encode())
