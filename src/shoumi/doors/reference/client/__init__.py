"""The Python client's operations and types, written from the description of the API.

What cannot be read there (connection, retries, refusals, decoding) is written by hand in
``shoumi.client``; see ADR 0022.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from shoumi.doors.reference.client import methods, source, types
from shoumi.doors.reference.client.operations import Operation, read

FOLDER = "operations"
_TYPES = ("response_types.py", "request_types.py")


def files() -> Mapping[str, str]:
    """Text by the path below ``shoumi/client``."""
    from shoumi.doors.api.description import described
    from shoumi.doors.api.urls import api

    return dict(_files(described(api)))


def written(folder: Path) -> set[str]:
    """The files below ``folder`` that are this generator's, as far as they are there."""
    found = [*(folder / FOLDER).glob("*.py"), *(folder / name for name in _TYPES)]
    return {path.relative_to(folder).as_posix() for path in found if path.exists()}


def write(folder: Path) -> None:
    """Write every file into ``folder`` and take away those of tags that are no more."""
    told = files()
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    for name, text in told.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name in written(folder) - told.keys():
        (folder / name).unlink()


def _files(description: source.Schema) -> Iterator[tuple[str, str]]:
    schemas = description["components"]["schemas"]
    found = read(description)
    by_tag: dict[str, list[Operation]] = {}
    for one in found:
        by_tag.setdefault(one.tag, []).append(one)
    wanted = types.Wanted(schemas)
    for tag, own in sorted(by_tag.items()):
        yield _file(f"{FOLDER}/{source.module(tag)}.py", methods.module(tag, own, wanted))
    yield _file(f"{FOLDER}/__init__.py", methods.package(sorted(by_tag)))
    yield _file(_TYPES[0], types.responses(wanted))
    yield _file(_TYPES[1], types.requests(wanted))


def _file(name: str, text: str) -> tuple[str, str]:
    return name, source.formatted(name, text)
