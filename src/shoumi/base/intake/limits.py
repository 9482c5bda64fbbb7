"""What one file may cost: every limit of intake in one place.

A file under 1 MB gets 256 MB of memory and 5 s of processor time.  Both grow in a straight line
with its size, up to the ceilings below; the wall clock gets ten times the processor time.
"""

from __future__ import annotations

from dataclasses import dataclass

MB = 1 << 20

MAX_FILE_BYTES = 256 * MB

BASE_MEMORY_BYTES = 256 * MB
MEMORY_BYTES_PER_MB = 24 * MB
MAX_MEMORY_BYTES = 2048 * MB

BASE_CPU_SECONDS = 5
CPU_SECONDS_PER_MB = 2
MAX_CPU_SECONDS = 300

# A machine that others use too gives a child a fraction of its processors; what loops is stopped by
# its processor time, so this only ends what waits for ever.
WALL_SECONDS_PER_CPU_SECOND = 10

BASE_OUTPUT_BYTES = 64 * MB
OUTPUT_BYTES_PER_BYTE = 32

OPEN_FILES = 32

# Arrow maps about 240 MB of library before it has read a byte (41 MB of them resident), so the
# limit on mapped memory leaves room for that; the limit on private data stays the same.
LIBRARY_BYTES = {"parquet": 256 * MB}

# Text and tables.
MAX_LINE_CHARS = 1 << 20
MAX_CELL_CHARS = 100_000
MAX_COLUMNS = 16_384
MAX_ROWS = 1_048_576 * 4
MAX_HEADING_CHARS = 200
MAX_NOTES_PER_CODE = 20

# Containers.
MAX_ZIP_ENTRIES = 4_096
MAX_ZIP_RATIO = 200
MAX_ZIP_RATIO_FREE_BYTES = 8 * MB
MAX_ZIP_BYTES_PER_MB = 64 * MB
MAX_ZIP_BYTES = 2048 * MB
MAX_XML_DEPTH = 256
MAX_JSON_DEPTH = 16

# Pages.
MAX_PDF_PAGES = 5_000
MAX_PDF_PAGE_POINTS = 14_400


@dataclass(frozen=True, slots=True)
class Limits:
    """For one child: ``memory_bytes`` of private data, ``mapped_bytes`` of address space."""

    memory_bytes: int
    mapped_bytes: int
    cpu_seconds: int
    wall_seconds: int
    output_bytes: int


def for_file(size_bytes: int, kind: str) -> Limits:
    """The limits of a child that reads ``size_bytes`` of the format ``kind``."""
    over = max(0, size_bytes - MB) / MB
    memory = min(MAX_MEMORY_BYTES, BASE_MEMORY_BYTES + int(over * MEMORY_BYTES_PER_MB))
    cpu = min(MAX_CPU_SECONDS, BASE_CPU_SECONDS + int(over * CPU_SECONDS_PER_MB))
    return Limits(
        memory_bytes=memory,
        mapped_bytes=memory + LIBRARY_BYTES.get(kind, 0),
        cpu_seconds=cpu,
        wall_seconds=cpu * WALL_SECONDS_PER_CPU_SECOND,
        output_bytes=BASE_OUTPUT_BYTES + OUTPUT_BYTES_PER_BYTE * size_bytes,
    )


def zip_bytes(size_bytes: int) -> int:
    """How much a container of ``size_bytes`` may hold unpacked."""
    return min(MAX_ZIP_BYTES, MAX_ZIP_BYTES_PER_MB * (1 + size_bytes // MB))
