"""What waits to be packed: little of it in memory, much of it sealed on the disk.

An archive tells the size of each file before it, and the manifest its digest, so all of a file must
be there before the first byte of the package.  Past ``PART_BYTES`` it lies in a file without a name
beside the package, in parts sealed under a key that this object alone has.  File and key go with
the object; of a process that dies nothing is left that anybody could open.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shoumi.base.handover.packages.errors import WillNotOpen

PART_BYTES = 1 << 20
_NONCE_BYTES, _TAG_BYTES = 12, 16


class Spool:
    """Bytes that are written once from first to last, and read as often as wanted."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is where a file may lie."""
        self.size = 0
        self.closed = False  # asked for by who writes into what is like a file
        self._folder = folder
        self._summed = sha256()
        self._rest = bytearray()
        self._file: BinaryIO | None = None
        self._parts = 0
        self._aead = AESGCM(AESGCM.generate_key(bit_length=256))

    def __repr__(self) -> str:
        return f"Spool(size={self.size})"

    def write(self, piece: bytes) -> int:
        """
        Raises:
            OSError: the disk is full or broken.
        """
        view = memoryview(piece).cast("B")
        self.size += len(view)
        self._summed.update(view)
        while len(self._rest) + len(view) > PART_BYTES:
            taken = PART_BYTES - len(self._rest)
            self._rest += view[:taken]
            view = view[taken:]
            self._put()
        self._rest += view
        return len(piece)

    def flush(self) -> None:
        """Nothing waits."""

    def sha256(self) -> str:
        """Of all that was written, in hex."""
        return self._summed.hexdigest()

    def pieces(self) -> Iterator[bytes]:
        """All of it, in order.

        Raises:
            WillNotOpen: the file is not what was written.
        """
        if self._file is not None:
            self._file.seek(0)
            for number in range(self._parts):
                yield self._opened(number, self._file.read(PART_BYTES + _TAG_BYTES))
        if self._rest:
            yield bytes(self._rest)

    def close(self) -> None:
        """Let go of the file and what is in memory."""
        self._rest.clear()
        if self._file is not None:
            # A full disk says so to whoever writes; what still waits is thrown away.
            with contextlib.suppress(OSError):
                self._file.close()

    def _put(self) -> None:
        if self._file is None:
            # Without a name where the system can do that, else its name is taken away at once.
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115
        self._file.write(self._aead.encrypt(_nonce(self._parts), bytes(self._rest), None))
        self._parts += 1
        self._rest.clear()

    def _opened(self, number: int, sealed: bytes) -> bytes:
        try:
            return self._aead.decrypt(_nonce(number), sealed, None)
        except InvalidTag:
            pass
        raise WillNotOpen


def _nonce(number: int) -> bytes:
    """The key is used for one object, so a count never comes twice."""
    return number.to_bytes(_NONCE_BYTES, "big")


Content = bytes | Spool


def size(content: Content) -> int:
    return content.size if isinstance(content, Spool) else len(content)


def digest(content: Content) -> str:
    """SHA-256 in hex."""
    return content.sha256() if isinstance(content, Spool) else sha256(content).hexdigest()


def pieces(content: Content) -> Iterator[bytes]:
    return content.pieces() if isinstance(content, Spool) else iter((content,))


def whole(content: Content) -> bytes:
    return b"".join(pieces(content))
