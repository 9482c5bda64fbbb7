"""Write the evidence of one deal as a folder that a stranger can check offline.

Rules:

- The checkpoint comes first; everything else is read up to its size, so entries that arrive while
  the dossier is made change nothing.
- The folder is written under another name, synced, verified by the offline verifier and only then
  renamed: there is never half a dossier, nor one that does not verify.
- Entries of other deals stay out; their leaf hashes are in, so the root can be recomputed.
"""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from shoumi.base.anchoring import services as anchoring
from shoumi.base.dossier import publication, readme, statements
from shoumi.base.dossier.standalone_proofs import canonical
from shoumi.base.jobs.progress import Step, report
from shoumi.base.ledger import checkpoints, reader, texts
from shoumi.base.registry import Issued
from shoumi.base.vault import logkey
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import leaf, note
from shoumi.core.ledger.checkpoint import Checkpoint
from shoumi.core.refs import Ref
from shoumi.core.verify import single

FORMAT = "shoumi.dossier/v1"
TRUST = "shoumi.trust/v1"
# Rows written at once.
_ROWS = 1_000
# References and digests name the files; a person's name never does.
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}")


@dataclass(frozen=True, slots=True)
class Paper:
    """A PDF whose SHA-256 is the fact ``fact`` of the entry at ``position``."""

    name: str
    content: bytes
    position: int
    fact: str
    kind: str
    pages: int


@dataclass(frozen=True, slots=True)
class Exported:
    """``disclosed`` of the ``size`` entries are in the dossier."""

    folder: Path
    size: int
    root: bytes
    disclosed: int


class Entry(Protocol):
    @property
    def position(self) -> int: ...
    @property
    def body(self) -> bytes: ...
    @property
    def leaf_hash(self) -> bytes: ...


class Log(Protocol):
    """What a dossier reads; the ledger app is one, a test may be another."""

    def checkpoint(self, signer: Ed25519PrivateKey, origin: str) -> str: ...
    def anchored(self, signed: str, at: datetime) -> tuple[str, bytes | None]: ...
    def entries(self) -> Iterable[Entry]: ...
    def rows(self, position: int) -> Iterable[bytes]: ...
    def texts(self, positions: Iterable[int]) -> Iterable[texts.Text]: ...
    def statements(self, deal: Ref, size: int) -> Iterable[Mapping[str, object]]: ...
    def log_keys(self) -> Iterable[str]: ...


class Ledger:
    """The log of this installation.  ``checkpoint`` refuses inside a transaction."""

    def checkpoint(self, signer: Ed25519PrivateKey, origin: str) -> str:
        return checkpoints.checkpoint(signer, origin)

    def anchored(self, signed: str, at: datetime) -> tuple[str, bytes | None]:
        """The checkpoint with what witness and time-stamp authority say, where configured."""
        cosigned = anchoring.cosigned(at=at, signed=signed)
        return cosigned, anchoring.stamped(cosigned.encode())

    def entries(self) -> Iterator[reader.Recorded]:
        return reader.entries()

    def rows(self, position: int) -> Iterator[bytes]:
        return reader.rows(position)

    def texts(self, positions: Iterable[int]) -> Iterator[texts.Text]:
        return texts.held(positions)

    def statements(self, deal: Ref, size: int) -> Iterable[Mapping[str, object]]:
        return statements.stated_of(deal, size)

    def log_keys(self) -> Iterable[str]:
        """The notes by which one key of the log took the place of another, the oldest first."""
        return [one.note for one in logkey.former()]


def export(
    folder: Path,
    deal: Ref,
    *,
    papers: Sequence[Paper],
    receipts: Sequence[Issued],
    signer: Ed25519PrivateKey,
    origin: str,
    at: datetime,
    certificates: Sequence[Issued] = (),
    log: Log | None = None,
) -> Exported:
    """Make the dossier of ``deal`` at ``folder``, which must not be there yet.

    Raises:
        DossierExists: something is at ``folder``.
        DossierBroken: a paper or proof is not bound to this log, or the log does not verify.
        Empty, Shortened, Forked, MarkMissing, MarkUnreadable, RuntimeError: as ``checkpoint``.
        WitnessSilent, WitnessRefused, WitnessUnfit, TimestampFailed: what is configured failed.
        ValueError: a bug, a name that is no file name of references and digests.
    """
    publication.require_free(folder)
    source = log or Ledger()
    signed, stamp = source.anchored(source.checkpoint(signer, origin), at)
    head = heads.read(note.read(signed).text)
    key = note.Signer(origin, signer)
    with publication.whole(folder) as partial:
        written = _Written(partial)
        written.put("ledger/checkpoint", signed.encode())
        if stamp is not None:
            written.put("ledger/checkpoint.tsr", stamp)
        disclosed, sums = _write_log(written, source, head=head, deal=deal)
        for number, told in enumerate(source.log_keys(), start=2):
            written.put(f"ledger/log-keys/{number}.note", told.encode())
        if stated := list(source.statements(deal, head.size)):
            written.put("statements/index.json", canonical(stated))
        _write_documents(written, papers=papers, receipts=receipts, certificates=certificates)
        written.put(
            "READ-ME.txt", readme.text(deal=deal, size=head.size, at=at, sums=sums).encode()
        )
        written.put("verify.py", single.text().encode())
        _seal(written, head=head, deal=deal, key=key)
        publication.verify(partial, key.verifier().vkey())
    return Exported(folder, head.size, head.root, disclosed)


def trust_text(
    vkey: str,
    seen: Iterable[tuple[int, bytes]] = (),
    roots: Iterable[bytes] = (),
    witnesses: Iterable[str] = (),
    former: Iterable[tuple[str, int]] = (),
) -> str:
    """A trust file: the log's key, (size, root) of checkpoints, PEM root certificates, the keys of
    witnesses, and keys of the log before with the position at which each was replaced."""
    lines = [TRUST, f"log {vkey}", *(f"former {key} {position}" for key, position in former)]
    lines += [f"witness {each}" for each in witnesses]
    lines += [f"seen {size} {note.encode64(root)}" for size, root in seen]
    certificates = [root.decode("ascii").strip() + "\n" for root in roots]
    return "\n".join(lines) + "\n" + "".join(certificates)


def pack(folder: Path, target: Path) -> Path:
    """One zip archive of the dossier at ``folder``; equal folders give equal bytes."""
    partial = target.with_name(f".{target.name}.partial")
    with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes(), zipfile.ZIP_DEFLATED)
    publication.sync(partial)
    os.replace(partial, target)
    publication.sync(target.parent)
    return target


class _Written:
    """The files put so far, each synced, with the rows of the manifest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[dict[str, object]] = []

    def put(self, path: str, *chunks: bytes) -> None:
        self.stream(path, chunks)

    def stream(self, path: str, chunks: Iterable[bytes]) -> None:
        report(Step.WRITING, len(self.files))
        target = self.folder / path
        target.parent.mkdir(exist_ok=True, parents=True)
        hashed, size = sha256(), 0
        with target.open("xb") as file:
            for chunk in chunks:
                hashed.update(chunk)
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        self.files.append({"path": path, "sha256": hashed.hexdigest(), "bytes": size})


def _write_log(
    written: _Written, log: Log, *, head: Checkpoint, deal: Ref
) -> tuple[int, list[readme.Sum]]:
    """How many entries are disclosed, and the sums of rows that they state."""
    sums: list[readme.Sum] = []
    leaves: list[bytes] = []
    bulk: list[int] = []
    disclosed: list[int] = []

    def lines() -> Iterator[bytes]:
        for entry in log.entries():
            if entry.position >= head.size:
                break
            leaves.append(entry.leaf_hash)
            line = leaf.read(entry.body)
            if line.deal in (None, deal):
                disclosed.append(entry.position)
                bulk.extend([entry.position] if line.rows else [])
                sums.extend(readme.sum_of(entry.position, line.facts))
                row = {"body": entry.body.decode(), "position": entry.position}
                yield canonical(row) + b"\n"

    written.stream("ledger/entries.jsonl", lines())
    written.stream("ledger/leaves.txt", (f"{each.hex()}\n".encode() for each in leaves))
    for position in bulk:
        written.stream(f"ledger/rows/{position}.jsonl", _joined(log.rows(position)))
    if told := [_told(text) for text in log.texts(disclosed)]:
        written.put("ledger/texts.jsonl", *told)
    return len(disclosed), sums


def _joined(rows: Iterable[bytes]) -> Iterator[bytes]:
    """A line a row, many at once."""
    rest = iter(rows)
    while part := list(islice(rest, _ROWS)):
        yield b"\n".join(part) + b"\n"


def _told(text: texts.Text) -> bytes:
    salt = note.encode64(text.salt)
    row = {"fact": text.fact, "position": text.position, "salt": salt, "text": text.text}
    return canonical(row) + b"\n"


def _write_documents(
    written: _Written,
    *,
    papers: Sequence[Paper],
    receipts: Sequence[Issued],
    certificates: Sequence[Issued],
) -> None:
    index = []
    for paper in papers:
        path = f"papers/{_named(paper.name, '.pdf')}"
        written.put(path, paper.content)
        index.append(
            {
                "path": path,
                "position": paper.position,
                "fact": paper.fact,
                "kind": paper.kind,
                "pages": paper.pages,
            }
        )
    written.put("papers/index.json", canonical(index))
    for place, suffix, issued in (
        ("receipts", ".jsonld", receipts),
        ("certificates", ".pdf", certificates),
    ):
        for each in issued:
            name = _named(each.name, suffix)
            written.put(f"{place}/{name}", each.content)
            proof = name.removesuffix(suffix) + ".tlog-proof"
            written.put(f"{place}/{proof}", each.proof.encode())


def _named(name: str, suffix: str) -> str:
    if not _NAME.fullmatch(name) or not name.endswith(suffix):
        raise ValueError(f"no name of a {suffix} file in a dossier")
    return name


def _seal(written: _Written, *, head: Checkpoint, deal: Ref, key: note.Signer) -> None:
    root = note.encode64(head.root)
    manifest = canonical(
        {
            "format": FORMAT,
            "deal": str(deal),
            "tree_size": head.size,
            "root": root,
            "vkey": key.verifier().vkey(),
            "files": sorted(written.files, key=lambda row: str(row["path"])),
        }
    )
    written.put("MANIFEST.json", manifest)
    lines = [FORMAT, str(deal), str(head.size), root, sha256(manifest).hexdigest()]
    text = "".join(line + "\n" for line in lines)
    written.put("dossier.note", note.sign(text, key).encode())
