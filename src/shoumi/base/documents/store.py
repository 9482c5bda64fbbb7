"""Keep files sealed: AES-256-GCM under a key of their own, which the keyring holds.

A blob is written under a temporary name in the same folder, synced, renamed and the folder synced,
all before the row commits; so a row never points at nothing.  A crash in between leaves a blob
without a row, which ``sweep`` removes.  The content is never on disk in the clear.
"""

from __future__ import annotations

import contextlib
import hmac
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from shoumi.base.documents.errors import DocumentDamaged, NoSuchDocument, NoSuchKind
from shoumi.base.documents.events import Kind, Tag
from shoumi.base.documents.models import Document
from shoumi.base.ledger import writer
from shoumi.base.vault import blobs, keys
from shoumi.base.vault.errors import MovedOn
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.vault import box
from shoumi.core.vault.errors import WillNotOpen

FOLDER = "blobs"
_TEMPORARY = ".part"
_TRIES = 5
# Whose key wraps those of files that belong to no deal.
HOUSE = Ref("house-papers")


def put(content: bytes, *, kind: str, deal: Ref | None, actor: Ref, at: datetime) -> Document:
    """Store ``content`` and record its digest; ``deal`` is None for a paper of the whole house.

    Raises:
        NoSuchKind: ``kind`` is not one of ``events.Kind``.
    """
    return put_parts([content], count=0, kind=kind, deal=deal, actor=actor, at=at)


def put_parts(
    parts: Iterable[bytes], *, count: int, kind: str, deal: Ref | None, actor: Ref, at: datetime
) -> Document:
    """Store what ``parts`` are together, sealed part by part: one of them is in memory at a time.

    ``count``  how many there are; 0: one, sealed whole as all small files are.

    Raises:
        NoSuchKind: ``kind`` is not one of ``events.Kind``.
    """
    if kind not in list(Kind):
        raise NoSuchKind(kind=kind)
    ref = Ref.new("doc")
    keys.create_many([ref], deal or HOUSE, at)
    passed = _Passed(parts)
    _write(_path(ref), blobs.seal_parts(ref, passed, count) if count else passed.whole(ref))
    digest = Digest.fromhex(passed.summed.hexdigest())
    with transaction.atomic():
        document = Document.objects.create(
            ref=ref,
            deal=deal or "",
            kind=kind,
            sha256=digest.hex(),
            bytes=passed.size,
            created_at=at,
        )
        facts: dict[str, Value] = {"kind": Kind(kind), "document": digest, "bytes": passed.size}
        writer.record(Event(Tag.STORED, actor, ref, at, facts, (), deal))
    return document


class _Passed:
    """Parts on their way to be sealed, counted and hashed."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = parts
        self.summed = sha256()
        self.size = 0

    def __iter__(self) -> Iterator[bytes]:
        for part in self._parts:
            self.summed.update(part)
            self.size += len(part)
            yield part

    def whole(self, ref: Ref) -> Iterator[bytes]:
        return (blobs.seal(ref, part) for part in self)


def get(ref: Ref) -> bytes:
    """The content, exactly as it was put in.

    Raises:
        NoSuchDocument: there is none of that name.
        DocumentDamaged: its blob is missing, changed or another one.
        NoKey: it was destroyed.
    """
    document = Document.objects.filter(ref=ref).first()
    if document is None:
        raise NoSuchDocument(document=ref)
    try:
        content = _unseal(ref)
    except (OSError, WillNotOpen) as error:
        keys.load([ref])  # of what was destroyed there is no file either
        raise DocumentDamaged(document=ref) from error
    if not hmac.compare_digest(sha256(content).hexdigest(), document.sha256):
        raise DocumentDamaged(document=ref)
    return content


def parts(ref: Ref, first: int = 0) -> Iterator[bytes]:
    """The content from part ``first`` on, lazily; a file that was sealed whole is one part.

    Each part is checked as it is given; who takes all of them from the first to the last gets the
    content exactly as it was put in.

    Raises:
        NoSuchDocument, NoKey: at once, before any part is asked for.
        DocumentDamaged: now or while reading.
    """
    document = Document.objects.filter(ref=ref).first()
    if document is None:
        raise NoSuchDocument(document=ref)
    try:
        file, opened = _opened(ref, first)
    except (OSError, WillNotOpen) as error:
        keys.load([ref])  # of what was destroyed there is no file either
        raise DocumentDamaged(document=ref) from error
    return _checked(document, file, opened, is_all=not first)


def _checked(
    document: Document, file: BinaryIO, opened: Iterator[bytes], *, is_all: bool
) -> Iterator[bytes]:
    summed = sha256()
    # Held back until it is known that the whole is right.
    last: bytes | None = None
    with file:
        try:
            for part in opened:
                if last is not None:
                    yield last
                summed.update(part)
                last = part
        except (OSError, WillNotOpen) as error:
            raise DocumentDamaged(document=document.ref) from error
    if is_all and not hmac.compare_digest(summed.hexdigest(), document.sha256):
        raise DocumentDamaged(document=document.ref)
    if last is not None:
        yield last


def _opened(ref: Ref, first: int) -> tuple[BinaryIO, Iterator[bytes]]:
    """The file and its parts; looked at again where a rotation sealed it anew in between."""
    for _ in range(_TRIES - 1):
        try:
            return _open(ref, first)
        except MovedOn:
            continue
    return _open(ref, first)


def _open(ref: Ref, first: int) -> tuple[BinaryIO, Iterator[bytes]]:
    file = _path(ref).open("rb")
    try:
        return file, blobs.open_parts(ref, file, first)
    except BaseException:
        file.close()
        raise


def get_many(refs: Sequence[Ref]) -> dict[Ref, bytes]:
    """As ``get``, of several: their rows and their keys are read at once.

    Raises:
        NoSuchDocument, DocumentDamaged, NoKey
    """
    digests = dict(Document.objects.filter(ref__in=refs).values_list("ref", "sha256"))
    held = keys.load(refs) if refs else None
    found = {}
    for ref in dict.fromkeys(refs):
        if ref not in digests:
            raise NoSuchDocument(document=ref)
        try:
            content = blobs.unseal(ref, _path(ref).read_bytes(), held=held)
        except MovedOn:
            content = get(ref)
        except (OSError, WillNotOpen) as error:
            raise DocumentDamaged(document=ref) from error
        if not hmac.compare_digest(sha256(content).hexdigest(), digests[ref]):
            raise DocumentDamaged(document=ref)
        found[ref] = content
    return found


def _unseal(ref: Ref) -> bytes:
    """Read and open; again where a rotation sealed the file anew in between."""
    for _ in range(_TRIES - 1):
        try:
            return blobs.unseal(ref, _path(ref).read_bytes())
        except MovedOn:
            continue
    return blobs.unseal(ref, _path(ref).read_bytes())


def reseal(ref: Ref, again: Callable[[bytes], bytes]) -> None:
    """Replace the sealed file by ``again`` of it, as one.  Nothing happens where there is none.

    For the rotation of keys, which alone may turn one sealed form into another.
    """
    path = _path(ref)
    path.with_name(path.name + _TEMPORARY).unlink(missing_ok=True)
    try:
        sealed = path.read_bytes()
    except FileNotFoundError:
        return
    _write(path, [again(sealed)], is_new=False)


def is_there(ref: Ref) -> bool:
    """Whether a sealed file lies under that name, or is just being written."""
    path = _path(ref)
    return path.exists() or path.with_name(path.name + _TEMPORARY).exists()


def headers(refs: Sequence[Ref]) -> dict[Ref, bytes]:
    """The first bytes of each sealed file that is there."""
    found = {}
    for ref in refs:
        with contextlib.suppress(FileNotFoundError), _path(ref).open("rb") as file:
            found[ref] = file.read(box.OVERHEAD)
    return found


def remove_blob(ref: Ref) -> None:
    """Take the sealed file away after its key was erased.  Nothing happens where there is none."""
    with contextlib.suppress(FileNotFoundError):
        _path(ref).unlink()
        _sync_folder()


def orphans(*, older_than: datetime) -> list[Path]:
    """Blobs and temporary files without a row, last written before ``older_than``.

    That is a moment of the machine's clock, as file times are, some minutes back: a younger file
    may belong to a document that is just being stored.
    """
    known = set(Document.objects.values_list("ref", flat=True))
    return [
        path
        for path in _files()
        if path.name not in known and datetime.fromtimestamp(path.stat().st_mtime, UTC) < older_than
    ]


def sweep(*, older_than: datetime) -> int:
    """Remove the orphans; answers how many there were."""
    found = orphans(older_than=older_than)
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def missing() -> list[Ref]:
    """Documents with a row and a key but no blob: a restore that is not complete.

    One whose key is gone was destroyed, and its file with it.
    """
    there = {path.name for path in _files()}
    refs = Document.objects.order_by("ref").values_list("ref", flat=True)
    gone = [Ref(ref) for ref in refs if ref not in there]
    wanted = keys.existing(gone)
    return [ref for ref in gone if ref in wanted]


def _folder() -> Path:
    return Path(settings.SHOUMI_HOME) / FOLDER


def _path(ref: Ref) -> Path:
    return _folder() / Ref(ref)


def _files() -> Iterator[Path]:
    folder = _folder()
    return iter(sorted(folder.iterdir())) if folder.is_dir() else iter(())


def _write(path: Path, sealed: Iterable[bytes], *, is_new: bool = True) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    temporary = path.with_name(path.name + _TEMPORARY)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            for piece in sealed:
                file.write(piece)
            file.flush()
            os.fsync(handle)
        temporary.rename(path)
        _sync_folder()
    except OSError:
        # Of a full or broken disk nothing is left; of a new file no row names either yet.
        temporary.unlink(missing_ok=True)
        if is_new:
            path.unlink(missing_ok=True)
        raise


def _sync_folder() -> None:
    handle = os.open(_folder(), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
