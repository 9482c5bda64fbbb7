"""SM4-GCM (RFC 8998, section 3.2) in the shape of a one-shot AEAD.

``cryptography`` has no such class for SM4, so this goes through its general cipher interface: a
new context for every message, nothing is shared between messages.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

TAG_BYTES = 16


class Sm4Gcm:
    """SM4-GCM under one 16-byte key, tags of 128 bits."""

    __slots__ = ("_algorithm",)

    def __init__(self, key: bytes) -> None:
        self._algorithm = SM4(key)

    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """Ciphertext and tag."""
        running = Cipher(self._algorithm, GCM(nonce)).encryptor()
        if associated_data:
            running.authenticate_additional_data(associated_data)
        return running.update(data) + running.finalize() + running.tag

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes:
        """The plaintext, handed out only after its tag was found right.

        Raises:
            InvalidTag: another key, nonce or associated data, or changed or too few bytes.
        """
        if len(data) < TAG_BYTES:
            raise InvalidTag
        running = Cipher(self._algorithm, GCM(nonce, data[-TAG_BYTES:])).decryptor()
        if associated_data:
            running.authenticate_additional_data(associated_data)
        plain = running.update(data[:-TAG_BYTES])
        return plain + running.finalize()
