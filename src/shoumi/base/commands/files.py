"""Files that commands write once and read: new ones of their owner's alone, tables in CSV."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from shoumi.core.errors import Conflict, Invalid


class FileUnfit(Invalid):
    """Facts: ``place`` (file:line)."""

    code = "cli.file_unfit"


class FileThere(Conflict):
    """Facts: ``name``."""

    code = "cli.file_there"


def create(path: Path) -> TextIO:
    """A new file of its owner's alone, mode 0600.

    Raises:
        FileThere
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FileThere(name=path.name) from error
    return os.fdopen(handle, "w", encoding="utf-8", newline="")


def create_bytes(path: Path, content: bytes) -> None:
    """As ``create``, with that content.

    Raises:
        FileThere
    """
    with create(path) as file, taken_away(path):
        file.buffer.write(content)


@contextmanager
def new(path: Path) -> Iterator[TextIO]:
    """As ``create``, closed at the end; taken away again where what fills it fails.

    Raises:
        FileThere
    """
    file = create(path)
    with taken_away(path), file:
        yield file


@contextmanager
def taken_away(path: Path) -> Iterator[None]:
    """What was begun there is taken away again where what fills it fails."""
    try:
        yield
    except BaseException:
        path.unlink()
        raise


def rows(path: Path, wanted: set[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each row of a CSV file that has the columns ``wanted``, with its place.

    Raises:
        FileUnfit
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            reader = csv.DictReader(file, strict=True)
            if not wanted <= set(reader.fieldnames or ()):
                raise FileUnfit(place=f"{path.name}:1")
            for row in reader:
                yield f"{path.name}:{reader.line_num}", row
        except (csv.Error, UnicodeDecodeError) as error:
            raise FileUnfit(place=path.name) from error
