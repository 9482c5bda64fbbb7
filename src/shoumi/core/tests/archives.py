"""ZIP files that were changed on their way."""

from __future__ import annotations

import io
import zipfile


def one_byte_changed(packed: bytes) -> bytes:
    """In the middle of what the largest file holds.

    Not anywhere: the headers of a ZIP have bytes that say nothing, such as a file's time.
    """
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        chosen = max(archive.infolist(), key=lambda one: one.compress_size)
    changed = bytearray(packed)
    # The header in front of the data: 30 bytes and the name (APPNOTE.TXT 4.3.7).
    begins = chosen.header_offset + 30 + len(chosen.filename.encode())
    changed[begins + chosen.compress_size // 2] ^= 1
    return bytes(changed)
