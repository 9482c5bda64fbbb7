"""From what an operator keeps to the root key.

    key file     32 random bytes, written as 64 hex digits    HKDF over the hash of the suite
    passphrase   at least 15 characters                       Argon2id, RFC 9106, in every suite

The salt is 16 random bytes of the installation, so equal passphrases give different roots.
"""

from __future__ import annotations

import re
import unicodedata

from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from shoumi.core.errors import Invalid
from shoumi.core.vault import hkdf
from shoumi.core.vault.keys import KEY_BYTES, WrappingKey
from shoumi.core.vault.suites import Suite

SALT_BYTES = 16
MIN_PASSPHRASE = 15
ARGON2_MEMORY_KIB = 64 * 1024
ARGON2_PASSES = 3
_INFO = b"shoumi root key"
_KEY_TEXT = re.compile(rb"[0-9a-f]{64}\n?")


class KeyFileMalformed(Invalid):
    """A key file holds 64 lower-case hex digits and nothing else."""

    code = "vault.key_file_malformed"


class PassphraseTooShort(Invalid):
    code = "vault.passphrase_too_short"
    field = "passphrase"


def from_key_file(content: bytes, *, salt: bytes, suite: Suite) -> WrappingKey:
    """The root key of a key file's content.  Another suite gives another root.

    Raises:
        KeyFileMalformed: the content is not 64 hex digits.
    """
    if not _KEY_TEXT.fullmatch(content):
        raise KeyFileMalformed
    secret = bytes.fromhex(content.decode())
    return WrappingKey(hkdf.derive(secret, salt=salt, info=_INFO, over=suite.hash))


def from_passphrase(content: bytes, *, salt: bytes) -> WrappingKey:
    """The root key of a passphrase: UTF-8 in NFC, line end off; other bytes count as they are.

    Raises:
        PassphraseTooShort: under ``MIN_PASSPHRASE`` characters.
    """
    text = content.decode(errors="surrogateescape").rstrip("\r\n")
    text = unicodedata.normalize("NFC", text)
    require_length(text)
    derive = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=ARGON2_PASSES,
        lanes=1,
        memory_cost=ARGON2_MEMORY_KIB,
    )
    return WrappingKey(derive.derive(text.encode(errors="surrogateescape")))


def require_length(text: str) -> None:
    """
    Raises:
        PassphraseTooShort: under ``MIN_PASSPHRASE`` characters.
    """
    if len(unicodedata.normalize("NFC", text)) < MIN_PASSPHRASE:
        raise PassphraseTooShort(least=MIN_PASSPHRASE)
