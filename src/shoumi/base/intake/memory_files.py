"""A file that a child can be given and that is on no disk."""

from __future__ import annotations

import os
import tempfile
from typing import BinaryIO, cast


def in_memory(content: bytes) -> BinaryIO:
    """An open file of it on no disk, with a descriptor that a child can be given."""
    if hasattr(os, "memfd_create"):
        file = cast(BinaryIO, os.fdopen(os.memfd_create("page"), "w+b"))
    else:  # not Linux: a file without a name
        file = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115 - the caller closes it
    file.write(content)
    file.flush()
    file.seek(0)
    return file
