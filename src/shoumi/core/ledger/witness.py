"""What a witness is asked and how it judges (c2sp.org/tlog-witness, ``add-checkpoint``).

The body of a request::

    old <decimal>
    <base64 of a hash>             the consistency proof, none from size 0
    <empty line>
    <signed checkpoint>

Pure: what is known comes in, the verdict goes out.  Whoever keeps the state has to take in the new
checkpoint, durably and in one step with this judgement, before a cosignature leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from shoumi.core.errors import Invalid
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import note, tree
from shoumi.core.ledger.checkpoint import Checkpoint, CheckpointRefused
from shoumi.core.ledger.note import NoteRefused, Verifier

MAX_PROOF = 63
MAX_REQUEST_BYTES = 64 * 1024


class RequestRefused(Invalid):
    """The body of a request is not of its form."""

    code = "witness.request_refused"


class Verdict(IntEnum):
    """The HTTP status that says it."""

    COSIGN = 200
    MALFORMED = 400  # not a request, or the old size is larger than the new one
    UNSIGNED = 403  # no signature by the key this log is known under
    UNKNOWN = 404  # no log of that name is watched
    CONFLICT = 409  # the old size is not the one last cosigned, or one size has two roots
    INCONSISTENT = 422  # the tree did not grow from the one last cosigned


@dataclass(frozen=True, slots=True)
class Request:
    """``old`` is the size the sender believes was cosigned last."""

    old: int
    proof: tuple[bytes, ...]
    signed: str

    def body(self) -> bytes:
        lines = [f"old {self.old}", *(note.encode64(one) for one in self.proof)]
        return ("\n".join(lines) + "\n\n" + self.signed).encode()


@dataclass(frozen=True, slots=True)
class Judgement:
    """``checkpoint`` is what was submitted, where its log signed it."""

    verdict: Verdict
    checkpoint: Checkpoint | None = None


def read(body: bytes) -> Request:
    """
    Raises:
        RequestRefused: it is not a request in its one spelling.
    """
    try:
        head, _, signed = body.decode().partition("\n\n")
        first, *lines = head.split("\n")
        proof = tuple(note.decode64(line) for line in lines)
        found = Request(heads.decimal(first.removeprefix("old ")), proof, signed)
    except ValueError:
        raise RequestRefused from None
    if found.body() != body or len(body) > MAX_REQUEST_BYTES:
        raise RequestRefused
    if len(proof) > MAX_PROOF or any(len(one) != tree.SIZE for one in proof):
        raise RequestRefused
    return found


def origin_of(request: Request) -> str:
    """Which log a request claims to be of.

    Raises:
        RequestRefused: it holds no checkpoint.
    """
    try:
        return heads.read(note.read(request.signed).text).origin
    except (NoteRefused, CheckpointRefused):
        raise RequestRefused from None


def judge(request: Request, logs: Mapping[str, Verifier], known: Checkpoint | None) -> Judgement:
    """Whether to cosign; ``known`` is what was cosigned last for the log the request is of.

    Raises:
        RequestRefused: it holds no checkpoint.
    """
    log = logs.get(origin_of(request))
    if log is None:
        return Judgement(Verdict.UNKNOWN)
    try:
        new = heads.open_checkpoint(request.signed, log)
    except CheckpointRefused:
        return Judgement(Verdict.UNSIGNED)
    return Judgement(_grown(request, new, known), new)


def _grown(request: Request, new: Checkpoint, known: Checkpoint | None) -> Verdict:
    if request.old > new.size:
        return Verdict.MALFORMED
    if request.old != (known.size if known else 0):
        return Verdict.CONFLICT
    if known is None or known.size == 0:
        return Verdict.INCONSISTENT if request.proof else Verdict.COSIGN
    if known.size == new.size and known.root != new.root:
        return Verdict.CONFLICT
    holds = tree.verify_consistency(
        old=known.size, size=new.size, proof=request.proof, old_root=known.root, root=new.root
    )
    return Verdict.COSIGN if holds else Verdict.INCONSISTENT
