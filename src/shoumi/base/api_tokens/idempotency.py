"""A call with a key has its effect once, however often it is sent.

The key is taken by a row that is unique and committed before the call begins, so of two at the
same moment one runs.  What the first was answered is kept and answered again.  A call that ended
without an answer is never repeated by itself: what came of it is in the ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db import IntegrityError, transaction

from shoumi.base.api_tokens import kept_answers, rules
from shoumi.base.api_tokens.errors import BrokenOff, KeyNeeded, KeyReused, StillRunning
from shoumi.base.api_tokens.models import Answer
from shoumi.base.api_tokens.queries import Bearer


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was given."""

    status: int
    kind: str
    body: bytes


def begin(
    *, bearer: Bearer, key: str, request: bytes, is_kept: bool, real_at: datetime
) -> Kept | Answer:
    """Take the key, or find what it was answered.

    ``request`` is the digest of all that was sent.  Where answers are not kept (``is_kept`` false:
    they hold values of people) the same request runs anew, and leaves entries of its own.

    Raises:
        KeyNeeded: there is none, or it is not 8 to 64 plain characters.
        KeyReused: it came with another request.
        StillRunning
        BrokenOff: what it was answered is not there, or cannot be opened.
    """
    if not rules.KEY.fullmatch(key):
        raise KeyNeeded
    name = sha256(key.encode()).hexdigest()
    try:
        with transaction.atomic(durable=True):
            return Answer.objects.create(
                token_id=bearer.token, key=name, request=request.hex(), began_at=real_at
            )
    except IntegrityError:
        found = Answer.objects.filter(token=bearer.token, key=name).first()
    if found is None:  # swept this very moment
        raise StillRunning
    if found.request != request.hex():
        raise KeyReused
    if not is_kept:
        return found
    if found.status is not None:
        body = kept_answers.opened(found, bearer.text)
        if body is None:
            raise BrokenOff
        return Kept(found.status, found.kind, body)
    if real_at - found.began_at < rules.RUNS_AT_MOST:
        raise StillRunning
    raise BrokenOff


def finish(taken: Answer, kept: Kept, bearer: Bearer) -> None:
    """Keep what the call was answered, for its bearer alone; of one that is not kept its status."""
    body = kept_answers.seal(kept.body, bearer.text, taken) if kept.body else b""
    Answer.objects.filter(pk=taken.pk).update(status=kept.status, kind=kept.kind, body=body)


def sweep(real_at: datetime) -> int:
    """Drop what was kept long enough; how many."""
    over = Answer.objects.filter(began_at__lte=real_at - rules.answers_kept())
    return over.delete()[0]
