"""A file that a child can be given and that is on no disk."""

from __future__ import annotations

import os
import tempfile
from typing import BinaryIO, cast


def in_memory(*parts: bytes) -> BinaryIO:
    """An open file of them, one behind the other, on no disk, with a descriptor for a child."""
    if hasattr(os, "memfd_create"):
        file = cast(BinaryIO, os.fdopen(os.memfd_create("page"), "w+b"))
    else:  # not Linux: a file without a name
        file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - the caller closes it
    for part in parts:
        file.write(part)
    file.flush()
    file.seek(0)
    return file
