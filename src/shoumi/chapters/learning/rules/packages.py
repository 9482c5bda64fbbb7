"""Lesson packages: a ZIP after SCORM 1.2 or 2004 of parts that run in the learner's browser.

Sources: SCORM 1.2 and SCORM 2004 4th Edition, Content Aggregation Model (``imsmanifest.xml``).
What a package says of a learner comes from the learner's own browser, where anybody can write it:
it proves attendance at most.  No file is unpacked to a disk.
"""

from __future__ import annotations

import io
import stat
import struct
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

MANIFEST = "imsmanifest.xml"
MOST_PACKED = 50 * 2**20
MOST_UNPACKED = 200 * 2**20
MOST_FILES = 3_000
MOST_PARTS = 100
_MOST_MANIFEST = 2 * 2**20
# Of the directory at the end of a ZIP: far more than so many files with long names take.
_MOST_DIRECTORY = 2 * 2**20
_MOST_TITLE, _MOST_ADDRESS = 120, 500
_END, _END_BYTES, _MOST_COMMENT = b"PK\x05\x06", 22, 2**16
_IN_UTF8, _ENCRYPTED = 0x800, 0x1
_PACKED_AS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, struct.error)


class Edition(StrEnum):
    """Stored values."""

    SCORM_12 = "1.2"
    SCORM_2004 = "2004"


class Unfit(StrEnum):
    """Why a package is refused."""

    NO_ZIP = "NO_ZIP"
    TOO_LARGE = "TOO_LARGE"
    TOO_MANY = "TOO_MANY"
    LEADS_OUT = "LEADS_OUT"  # a file would lie outside the package
    DOUBLED = "DOUBLED"
    LINK = "LINK"
    ENCRYPTED = "ENCRYPTED"
    COMPRESSION = "COMPRESSION"
    NO_MANIFEST = "NO_MANIFEST"
    MANIFEST = "MANIFEST"  # it cannot be read
    EDITION = "EDITION"
    NO_PARTS = "NO_PARTS"
    MANY_PARTS = "MANY_PARTS"
    ELSEWHERE = "ELSEWHERE"  # a part lies on another server
    PART_MISSING = "PART_MISSING"


class PackageUnread(ValueError):
    def __init__(self, why: Unfit) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class Part:
    """``address``  of the file to begin with, and what follows its name
    ``reports``  whether it says by itself when it is complete; another one is by being opened
    """

    title: str
    address: str
    reports: bool


@dataclass(frozen=True, slots=True)
class Contents:
    edition: Edition
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of a package by their names; each is read out of the ZIP when it is asked for."""

    archive: zipfile.ZipFile
    known: Mapping[str, zipfile.ZipInfo]

    def read(self, name: str) -> bytes | None:
        """None where there is no such file, or it is damaged."""
        found = self.known.get(unicodedata.normalize("NFC", name))
        if found is None:
            return None
        try:
            return self.archive.read(found)
        except (*_UNREADABLE, EOFError, zlib.error):
            return None


def files(content: bytes) -> Files:
    """
    Raises:
        PackageUnread
    """
    if len(content) > MOST_PACKED:
        raise PackageUnread(Unfit.TOO_LARGE)
    _require_small_directory(content)
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except _UNREADABLE as error:
        raise PackageUnread(Unfit.NO_ZIP) from error
    listed = [one for one in archive.infolist() if not one.is_dir()]
    if len(listed) > MOST_FILES:
        raise PackageUnread(Unfit.TOO_MANY)
    # No file gives more than it says, so the sum bounds what all of them unpack to.
    if sum(one.file_size for one in listed) > MOST_UNPACKED:
        raise PackageUnread(Unfit.TOO_LARGE)
    known: dict[str, zipfile.ZipInfo] = {}
    for one in listed:
        name = _name(one)
        if name in known:
            raise PackageUnread(Unfit.DOUBLED)
        known[name] = one
    return Files(archive, known)


def _require_small_directory(content: bytes) -> None:
    """Before any of it is read: a small ZIP can list millions of files."""
    place = content.rfind(_END, max(0, len(content) - _END_BYTES - _MOST_COMMENT))
    if place < 0 or len(content) < place + _END_BYTES:
        raise PackageUnread(Unfit.NO_ZIP)
    count, size = struct.unpack_from("<HI", content, place + 10)
    if count > MOST_FILES + 0x1000 or size > _MOST_DIRECTORY:
        raise PackageUnread(Unfit.TOO_MANY)


def _name(one: zipfile.ZipInfo) -> str:
    """As its own pages write it: Chinese programs pack names in GB 18030 and do not say so.

    Raises:
        PackageUnread: no file of a package may be called so, or be of that kind.
    """
    if one.flag_bits & _ENCRYPTED:
        raise PackageUnread(Unfit.ENCRYPTED)
    if one.compress_type not in _PACKED_AS:
        raise PackageUnread(Unfit.COMPRESSION)
    if stat.S_ISLNK(one.external_attr >> 16):
        raise PackageUnread(Unfit.LINK)
    name = one.filename if one.flag_bits & _IN_UTF8 else _guessed(one.filename)
    name = unicodedata.normalize("NFC", name.replace("\\", "/"))
    steps = name.split("/")
    is_odd = any(unicodedata.category(sign) == "Cc" for sign in name)
    if is_odd or ":" in steps[0] or any(step in ("", ".", "..") for step in steps):
        raise PackageUnread(Unfit.LEADS_OUT)
    return name


def _guessed(name: str) -> str:
    raw = name.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def contents(found: Files) -> Contents:
    """What the manifest says is to be learned, in its order.

    Raises:
        PackageUnread
    """
    manifest = found.known.get(MANIFEST)
    if manifest is None:
        raise PackageUnread(Unfit.NO_MANIFEST)
    if manifest.file_size > _MOST_MANIFEST:
        raise PackageUnread(Unfit.MANIFEST)
    try:
        root = fromstring(found.read(MANIFEST) or b"")
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise PackageUnread(Unfit.MANIFEST) from error
    edition = _edition(root)
    parts = tuple(_parts(root))
    if not parts:
        raise PackageUnread(Unfit.NO_PARTS)
    if len(parts) > MOST_PARTS:
        raise PackageUnread(Unfit.MANY_PARTS)
    for one in parts:
        if file_of(one.address) not in found.known:
            raise PackageUnread(Unfit.PART_MISSING)
    return Contents(edition, parts)


def file_of(address: str) -> str:
    """The name of the file that an address of a part begins with."""
    return unicodedata.normalize("NFC", unquote(urlsplit(address).path))


def _edition(root: Element) -> Edition:
    """SCORM 1.2 says ``1.2``; the editions of 2004 ``CAM 1.3`` or their names."""
    said = next((one.text or "" for one in root.iter() if _local(one.tag) == "schemaversion"), "")
    if said.strip() == "1.2":
        return Edition.SCORM_12
    if said.strip() == "CAM 1.3" or said.strip().startswith("2004"):
        return Edition.SCORM_2004
    raise PackageUnread(Unfit.EDITION)


def _parts(root: Element) -> Iterator[Part]:
    resources = _below(root, "resources")
    if resources is None:
        return
    base = _attribute(root, "base") + _attribute(resources, "base")
    of = {_attribute(one, "identifier"): one for one in resources}
    for item in _items(root):
        resource = of.get(_attribute(item, "identifierref"))
        if resource is None:
            continue
        address = base + _attribute(resource, "base") + _attribute(resource, "href")
        parts = urlsplit(address)
        if parts.scheme or parts.netloc or address.startswith("/"):
            raise PackageUnread(Unfit.ELSEWHERE)
        address += _parameters(address, _attribute(item, "parameters"))
        if len(address) > _MOST_ADDRESS:
            raise PackageUnread(Unfit.MANIFEST)
        title = _below(item, "title")
        words = " ".join(((title.text if title is not None else "") or "").split())
        reports = _attribute(resource, "scormtype").lower() == "sco"
        yield Part(words[:_MOST_TITLE], address, reports)


def _items(root: Element) -> Iterator[Element]:
    """The items of the organization that the manifest names, or of its first, in their order."""
    every = _below(root, "organizations")
    own = [one for one in every if _local(one.tag) == "organization"] if every is not None else []
    if every is None or not own:
        return
    named = _attribute(every, "default")
    chosen = next((one for one in own if _attribute(one, "identifier") == named), own[0])
    yield from (
        one
        for one in chosen.iter()
        if _local(one.tag) == "item" and _attribute(one, "isvisible") != "false"
    )


def _parameters(address: str, said: str) -> str:
    """As SCORM joins them to the address (CAM 3.4.1.5)."""
    said = said.lstrip("?&")
    if not said or (said.startswith("#") and "#" in address):
        return ""
    if said.startswith("#"):
        return said
    return ("&" if "?" in address else "?") + said


def _below(one: Element, name: str) -> Element | None:
    return next((child for child in one if _local(child.tag) == name), None)


def _attribute(one: Element, name: str) -> str:
    """Whatever name space it is in: both editions write them in several."""
    return next((value for key, value in one.attrib.items() if _local(key).lower() == name), "")


def _local(tag: object) -> str:
    return str(tag).rpartition("}")[2]
