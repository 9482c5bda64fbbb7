"""XML read as a stream: no document type, no entity, nothing external, bounded depth."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from typing import Protocol
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from shoumi.base.intake import errors, limits
from shoumi.base.intake.parsers.report import Report

CHUNK = 1 << 16
_NAMES = 1_024


class Handler(Protocol):
    """Names come without their namespace."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def data(self, text: str) -> None: ...


class _TooDeep(Exception):
    pass


class _Target:
    """Most of the time that a workbook takes is spent here: a start and an end for every cell."""

    def __init__(self, handler: Handler) -> None:
        self.depth, self._local = 0, _Local()
        self._start, self._end, self.data = handler.start, handler.end, handler.data

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        if self.depth > limits.MAX_XML_DEPTH:
            raise _TooDeep
        local = self._local
        self._start(local[name], {local[key]: value for key, value in attributes.items()})

    def end(self, name: str) -> None:
        self.depth -= 1
        self._end(self._local[name])

    def close(self) -> None:
        """Nothing to give back: the handler keeps what it wants."""


class _Local(dict[str, str]):
    """Names without their namespace.  A file has a few dozen; of more than that none is kept."""

    def __missing__(self, name: str) -> str:
        local = name.rpartition("}")[2]
        if len(self) < _NAMES:
            self[name] = local
        return local


def walk(container: zipfile.ZipFile, part: str, handler: Handler, report: Report) -> None:
    """Tell ``handler`` of everything in ``part``.

    Raises:
        XmlEntity: it declares a document type or an entity.
        XmlBroken, XmlTooDeep: it is not well formed, or nests too deep.
    """
    with container.open(part) as stream:
        _walk(iter(lambda: stream.read(CHUNK), b""), handler, report.place(part))


def walk_texts(chunks: Iterator[str], handler: Handler, report: Report) -> None:
    """As ``walk``, of a file that is one text of XML, decoded already."""
    _walk(chunks, handler, report.place())


def _walk(chunks: Iterator[bytes] | Iterator[str], handler: Handler, place: str) -> None:
    parser = DefusedXMLParser(target=_Target(handler), forbid_dtd=True)
    try:
        for chunk in chunks:
            parser.feed(chunk)
        parser.close()
    except DefusedXmlException:
        raise errors.XmlEntity(place=place) from None
    except _TooDeep:
        raise errors.XmlTooDeep(place=place, most=limits.MAX_XML_DEPTH) from None
    except ParseError as error:
        raise errors.XmlBroken(place=f"{place}:{error.position[0]}") from None
    except (LookupError, ValueError):
        raise errors.XmlBroken(place=place) from None


class Texts:
    """Collects the text inside elements called ``names``, one string an element."""

    def __init__(self, *names: str) -> None:
        self.names, self.found = frozenset(names), list[str]()
        self._open = 0
        self._parts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._open += name in self.names

    def end(self, name: str) -> None:
        if name in self.names:
            self._open -= 1
            self.found.append("".join(self._parts))
            self._parts.clear()

    def data(self, text: str) -> None:
        if self._open:
            self._parts.append(text)


class Relations:
    """Collects the relations of a part: id, type and target."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append((attributes.get("Id", ""), kind, attributes.get("Target", "")))

    def end(self, name: str) -> None:
        """Relations have no contents."""

    def data(self, text: str) -> None:
        """Relations have no text."""


def relations(container: zipfile.ZipFile, part: str, report: Report) -> list[tuple[str, str, str]]:
    """(id, type, target) of each relation of ``part``; targets as paths in the container."""
    folder, _, file = part.rpartition("/")
    listed = f"{folder}/_rels/{file}.rels" if folder else f"_rels/{file}.rels"
    if listed not in container.namelist():
        return []
    found = Relations()
    walk(container, listed, found, report)
    return [(one, kind, _resolve(folder, target)) for one, kind, target in found.found]


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    if "://" in target or target.startswith("mailto:"):
        return target
    path = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            path = path[:-1]
        else:
            path.append(step)
    return "/".join(path)
