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

# Pictures.  A page of A4 at 170 dots an inch; the reader of pictures makes larger ones smaller.
FRAME_SIDE = 2_000
MAX_FRAME_PIXELS = 5_000_000
# What a scanner or a camera makes of one page; more is refused before it is unpacked.
MAX_PICTURE_PIXELS = 64_000_000
MAX_PICTURE_SIDE = 32_000
FRAME_RATIO = 6
FRAMES_AT_ONCE = 4
# Of one file: at some 5 to 10 seconds a page.
MAX_PICTURE_PAGES = 200
# Four bytes a pixel and the grey made of them, beside what any parser gets.
PICTURE_MEMORY_BYTES = 6 * MAX_PICTURE_PIXELS

# The process that reads pictures: both models and one page.
READING_MEMORY_BYTES = 1_536 * MB
READING_LIBRARY_BYTES = 1_024 * MB
READING_START_SECONDS = 15
READING_PAGE_SECONDS = 30
READING_OPEN_FILES = 64
MAX_READING_BYTES = 1 * MB


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


def for_frames(size_bytes: int, kind: str) -> Limits:
    """The limits of a child that makes a few pages of a file into frames."""
    plain = for_file(size_bytes, kind)
    return Limits(
        memory_bytes=plain.memory_bytes + PICTURE_MEMORY_BYTES,
        mapped_bytes=plain.mapped_bytes + PICTURE_MEMORY_BYTES,
        cpu_seconds=plain.cpu_seconds + FRAMES_AT_ONCE * BASE_CPU_SECONDS,
        wall_seconds=plain.wall_seconds + FRAMES_AT_ONCE * BASE_CPU_SECONDS,
        output_bytes=FRAMES_AT_ONCE * (MAX_FRAME_PIXELS + MB),
    )


def for_reading(pages: int) -> Limits:
    """The limits of the process that reads ``pages`` pictures; its wall clock is for each."""
    return Limits(
        memory_bytes=READING_MEMORY_BYTES,
        mapped_bytes=READING_MEMORY_BYTES + READING_LIBRARY_BYTES,
        cpu_seconds=READING_START_SECONDS + READING_PAGE_SECONDS * pages,
        wall_seconds=READING_PAGE_SECONDS * WALL_SECONDS_PER_CPU_SECOND,
        output_bytes=MAX_READING_BYTES,
    )


def zip_bytes(size_bytes: int) -> int:
    """How much a container of ``size_bytes`` may hold unpacked."""
    return min(MAX_ZIP_BYTES, MAX_ZIP_BYTES_PER_MB * (1 + size_bytes // MB))
