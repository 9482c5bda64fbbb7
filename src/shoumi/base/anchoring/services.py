"""Submit checkpoints to the witness, and have them stamped.

An answer is kept before anything that rests on it leaves.  Whatever an outsider refuses or fails to
give is raised: evidence without the witness or the stamp that is configured is not issued.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction

from shoumi.base.anchoring import witness
from shoumi.base.anchoring.errors import WitnessRefused, WitnessSilent
from shoumi.base.anchoring.events import Tag
from shoumi.base.anchoring.models import Anchor, Standing
from shoumi.base.anchoring.witness import Answer, Unreachable
from shoumi.base.documents import signatures
from shoumi.base.jobs import server_time
from shoumi.base.ledger import reader, writer
from shoumi.base.vault import logkey
from shoumi.core.ledger import checkpoint as heads
from shoumi.core.ledger import note
from shoumi.core.ledger.leaf import Event
from shoumi.core.ledger.witness import Verdict
from shoumi.core.refs import SYSTEM


def cosigned(*, at: datetime, signed: str | None = None) -> str:
    """``signed``, else the checkpoint of now, with the witness's cosignature where one is
    configured.  Outside every transaction.

    Raises:
        WitnessSilent, WitnessRefused, WitnessUnfit
        Empty, Shortened, Forked, MarkMissing, MarkUnreadable: as ``logkey.checkpoint``.
    """
    signed = logkey.checkpoint() if signed is None else signed
    if witness.url() is None:
        return signed
    witness.key()
    size = heads.read(note.read(signed).text).size
    before = _asking()
    try:
        answer = witness.submit(signed, size, before.agreed_size, partial(reader.growth, size))
    except Unreachable as error:
        raise _silent() from error
    if answer.status != Verdict.COSIGN:
        raise _refused(answer, size, at)
    _agreed(answer, signed, size, at)
    return signed + answer.lines


def compared() -> int | None:
    """How many entries the witness has seen, where the ledger goes on from them; None: there is no
    witness.  A restore asks: nothing is kept of the answer.

    More than the ledger has: the rest is missing here.

    Raises:
        WitnessRefused: it has seen another history.
        WitnessSilent, WitnessUnfit
        Empty, Shortened, Forked, MarkMissing, MarkUnreadable: as ``logkey.checkpoint``.
    """
    if witness.url() is None:
        return None
    witness.key()
    signed = logkey.checkpoint()
    size = heads.read(note.read(signed).text).size
    row = Standing.objects.first()
    known = row.agreed_size if row else 0
    try:
        answer = witness.submit(signed, size, known, partial(reader.growth, size))
    except Unreachable as error:
        raise WitnessSilent(minutes=0) from error
    if answer.status == Verdict.COSIGN:
        return size
    if answer.status == Verdict.CONFLICT and answer.known > size:
        return answer.known
    raise WitnessRefused(status=answer.status, size=size, known=answer.known)


def stamped(content: bytes) -> bytes | None:
    """The answer of the time-stamp authority over ``content`` (``.tsr``); None: none configured.

    Raises:
        TimestampFailed: it gave no valid stamp.
    """
    url = signatures.tsa_url()
    if url is None:
        return None
    from shoumi.base.documents import timestamps  # what it stands on takes long to load

    return timestamps.stamp(content, url)


def _asking() -> Standing:
    row, _ = Standing.objects.get_or_create(pk=1, defaults={"first_asked_at": server_time.now()})
    return row


def _silent() -> WitnessSilent:
    with transaction.atomic():
        row = Standing.objects.select_for_update().get(pk=1)
        row.failures += 1
        row.save(update_fields=["failures"])
    since = row.agreed_at or row.first_asked_at
    return WitnessSilent(minutes=int((server_time.now() - since).total_seconds() // 60))


def _refused(answer: Answer, size: int, at: datetime) -> WitnessRefused:
    """Keep the refusal, so that the gate is shut; once in a row it is an entry too."""
    with transaction.atomic(durable=True):
        row = Standing.objects.select_for_update().get(pk=1)
        first, row.refused_status = not row.refused_status, answer.status
        row.save(update_fields=["refused_status"])
        if first:
            facts = {"status": answer.status, "size": size, "known": answer.known}
            writer.record(Event(Tag.REFUSED, SYSTEM, SYSTEM, at, facts, ("12.2",)))
    return WitnessRefused(status=answer.status, size=size, known=answer.known)


def _agreed(answer: Answer, signed: str, size: int, at: datetime) -> None:
    now = server_time.now()
    with transaction.atomic(durable=True):
        row = Standing.objects.select_for_update().get(pk=1)
        again, row.refused_status, row.failures = bool(row.refused_status), 0, 0
        row.agreed_at, row.agreed_size = now, max(size, row.agreed_size)
        row.save()
        made = {"signed": signed, "cosigned": answer.lines, "witnessed_at": now}
        Anchor.objects.update_or_create(size=size, defaults=made)
        if again:
            writer.record(Event(Tag.AGREED, SYSTEM, SYSTEM, at, {"size": size}, ("12.2",)))
