"""The answer of a call as it is kept: sealed by the token it was given to.

An answer may hold what is kept nowhere else, such as a passphrase or the code of a receipt.  The
key comes from the text of the token, of which the house has a digest alone (RFC 5869), so nobody
but its bearer reads the answer again: no copy of the database, no backup, nobody of the house.

    suite   1 byte
    nonce  12 bytes
    sealed by the cipher of the suite, bound to token, key and request
"""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag

from shoumi.base.api_tokens.models import Answer
from shoumi.base.vault import keyring
from shoumi.core.vault import hkdf, suites
from shoumi.core.vault.errors import UnknownSuite
from shoumi.core.vault.suites import NONCE_BYTES, Suite

_INFO = b"shoumi kept answer"


def seal(body: bytes, token: str, row: Answer) -> bytes:
    """``token``  its text, as it came with the call"""
    suite, nonce = keyring.suite(), secrets.token_bytes(NONCE_BYTES)
    sealed = suite.aead(_key(token, suite)).encrypt(nonce, body, _about(row))
    return bytes([suite.number]) + nonce + sealed


def opened(row: Answer, token: str) -> bytes | None:
    """None: this token did not seal it, or it is not as it was sealed."""
    whole = bytes(row.body)
    try:
        suite = suites.suite(whole[0]) if whole else None
        if suite is None:
            return None
        nonce, sealed = whole[1 : 1 + NONCE_BYTES], whole[1 + NONCE_BYTES :]
        return suite.aead(_key(token, suite)).decrypt(nonce, sealed, _about(row))
    except (UnknownSuite, InvalidTag, ValueError):
        return None


def _key(token: str, suite: Suite) -> bytes:
    own = token.encode("ascii", "replace")
    return hkdf.derive(own, salt=b"", info=_INFO, over=suite.hash, length=suite.key_bytes)


def _about(row: Answer) -> bytes:
    return "\0".join((row.token_id, row.key, row.request)).encode()
