"""Put a copy back into a scratch folder, do again what happened since, and prove who opens.

The scratch home is another process with settings of its own, so nothing of it is this one's.  It
gets a sample on standard input and answers on standard output: of each living person a digest over
the pseudonym, which only the person's own key gives, and what is stored sealed; of each destroyed
one whether a key or a record is there.  No value is opened.
"""

from __future__ import annotations

import ctypes
import json
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import ENVIRONMENT_VARIABLE

from shoumi.core.errors import Conflict
from shoumi.core.refs import Ref

if TYPE_CHECKING:
    from shoumi.base.restore.services import Source

MODULE = "shoumi.base.restore.rehearsal"
SAMPLE = 20
# So many more are asked about, since some were changed here after the copy was made.
_SPARE = 3
TIMEOUT_SECONDS = 4 * 3600
_PR_SET_PDEATHSIG = 1  # prctl(2)
# What of our own environment is another home's, or reaches outside.
_NOT_PASSED = (
    "DATABASE_URL", "KEYRING_URL", "SHOUMI_COPY_URL", "SHOUMI_WITNESS_URL", "SHOUMI_SMTP_URL",
)  # fmt: skip


class RehearsalBroken(Conflict):
    """The scratch home did not come to its end.  Facts: ``error``, the name of what it died of."""

    code = "restore.rehearsal_broken"


@dataclass(frozen=True, slots=True)
class Living:
    """``records`` as they are stored here: number and epoch, so that one that was sealed anew since
    the copy is told from one that differs; ``digest`` over pseudonym and what is sealed."""

    ref: Ref
    records: tuple[tuple[int, int], ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Sample:
    """Of the ``living`` there are more than the ``count`` that has to be proved."""

    living: Sequence[Living]
    count: int
    destroyed: Sequence[Ref]


@dataclass(frozen=True, slots=True)
class Proofs:
    """Of ``living`` people so many were ``proved``; of the ``destroyed`` so many ``unreadable``.

    ``revived``  of the destroyed whose key the copy had brought back, before it was destroyed again
    ``moment``   when what was found in the copy was written last, as its sentinel says
    """

    living: int
    proved: int
    destroyed: int
    unreadable: int
    revived: int
    moment: str
    size: int
    caught_up: int
    done: int
    lost: int
    blocked: int
    missing: int
    rows: int
    is_sound: bool


def sample(count: int = SAMPLE) -> Sample:
    """Drawn at random here: people who are held, and people who are destroyed."""
    from shoumi.base.subjects.models import Record, State, Subject
    from shoumi.base.vault import keys

    living = Subject.objects.exclude(state=State.DESTROYED).values_list("ref", flat=True)
    gone = Subject.objects.filter(state=State.DESTROYED).values_list("ref", flat=True)
    drawn = secrets.SystemRandom()
    held = [Ref(ref) for ref in living]
    chosen = drawn.sample(held, min(_SPARE * count, len(held)))
    # Whose key is damaged proves nothing, and is a finding of the examination.
    existing = keys.existing(chosen) - {Ref(name) for name in keys.find(chosen).broken()}
    there = [ref for ref in chosen if ref in existing]
    told = []
    for ref in there:
        rows = Record.objects.filter(subject=ref).order_by("id").values_list("id", "epoch")
        told.append(Living(ref, tuple(rows), digest(ref)))
    dead = [Ref(ref) for ref in gone]
    return Sample(told, min(count, len(told)), drawn.sample(dead, min(count, len(dead))))


def digest(ref: Ref) -> str:
    """Over the pseudonym, an HMAC under the person's own key, and everything sealed under it."""
    from shoumi.base.subjects.models import Record
    from shoumi.base.vault import keys

    whole = sha256(keys.pseudonym(ref).encode())
    for blob in Record.objects.filter(subject=ref).order_by("id").values_list("blob", flat=True):
        whole.update(sha256(bytes(blob)).digest())
    return whole.hexdigest()


def prove(
    home: Path, newer: Source, wanted: Sample, at: datetime, servers: Mapping[str, str]
) -> Proofs:
    """Have the scratch home in ``home`` caught up and asked about the sample.

    ``servers``  the addresses of its databases by the names of the environment; none of SQLite

    Raises:
        RehearsalBroken
    """
    asked = {
        "newer": str(newer.database),
        "is_file": isinstance(newer.database, Path),
        "marks": str(newer.marks) if newer.marks else None,
        "at": at.isoformat(),
        "parent": os.getpid(),
        "living": [[one.ref, one.records] for one in wanted.living],
        "destroyed": list(wanted.destroyed),
    }
    own = {name: value for name, value in os.environ.items() if name not in _NOT_PASSED}
    ended = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", MODULE],
        input=json.dumps(asked).encode(),
        capture_output=True,
        env={**own, **servers, "SHOUMI_HOME": str(home), ENVIRONMENT_VARIABLE: _settings()},
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    try:
        told = json.loads(ended.stdout)
    except ValueError:
        raise RehearsalBroken(error=f"exit {ended.returncode}") from None
    if "error" in told:
        raise RehearsalBroken(error=told["error"])
    return _judged(told, wanted)


def _settings() -> str:
    """Those of a command; a test's have databases of their own."""
    return f"{os.environ[ENVIRONMENT_VARIABLE].rpartition('.')[0]}.base"


def _judged(told: Mapping[str, Any], wanted: Sample) -> Proofs:
    answers: Mapping[str, Any] = told["living"]
    # One that was changed here since the copy is no proof either way; one that differs is.
    asked = [one for one in wanted.living if answers[one.ref]["records"] == _plain(one.records)]
    differ = sum(answers[one.ref]["digest"] != one.digest for one in asked)
    return Proofs(
        living=wanted.count,
        proved=max(min(len(asked) - differ, wanted.count) - differ, 0),
        destroyed=len(wanted.destroyed),
        unreadable=sum(told["destroyed"].values()),
        **{
            name: told[name]
            for name in (
                "revived", "moment", "size", "caught_up", "done", "lost", "blocked", "missing",
                "rows", "is_sound",
            )
        },
    )  # fmt: skip


def _plain(records: Sequence[tuple[int, int]]) -> list[list[int]]:
    return [list(one) for one in records]


def main() -> None:
    """In the scratch home."""
    asked = json.load(sys.stdin)
    _end_with(asked["parent"])
    try:
        answer = _answer(asked)
    except Exception as error:  # noqa: BLE001 - whoever asked is told by what; no text of it
        answer = {"error": getattr(error, "code", type(error).__name__)}
    json.dump(answer, sys.stdout)


def _end_with(parent: int) -> None:
    """Nobody goes on in a scratch home whose drill was killed: another takes it away."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)


def _answer(asked: Mapping[str, Any]) -> dict[str, Any]:
    import django

    os.umask(0o077)
    django.setup()
    from shoumi.base.copies.models import Sentinel
    from shoumi.base.ledger import audit
    from shoumi.base.restore import services
    from shoumi.base.row_authentication import review
    from shoumi.base.subjects.models import Record
    from shoumi.base.vault import keys

    destroyed = [Ref(ref) for ref in asked["destroyed"]]
    sentinel = Sentinel.objects.first()
    revived = len(keys.existing(destroyed))
    at = datetime.fromisoformat(asked["at"])
    where = Path(asked["newer"]) if asked["is_file"] else asked["newer"]
    marks = Path(asked["marks"]) if asked["marks"] else None
    report = services.catch_up(services.Source(where, marks=marks), at=at, sampled=0)
    told, counted = report.replayed, report.counted
    assert told is not None
    assert counted is not None
    reviewed = review.review()
    return {
        "living": {ref: _of(Ref(ref)) for ref, _ in asked["living"]},
        "destroyed": {
            ref: not keys.existing([ref]) and not Record.objects.filter(subject=ref).exists()
            for ref in destroyed
        },
        "revived": revived,
        "moment": sentinel.written_at.isoformat() if sentinel else "",
        # As a restore would find it: one whose records differ from the ledger is not opened.
        "is_sound": not counted.differ
        and audit.verify_all().sound
        and all(one.is_sound for one in reviewed),
        "rows": sum(one.rows for one in reviewed),
        **{
            name: getattr(told, name)
            for name in ("size", "caught_up", "done", "lost", "blocked", "missing")
        },
    }


def _of(ref: Ref) -> dict[str, Any]:
    from shoumi.base.subjects.models import Record
    from shoumi.base.vault.errors import NoKey
    from shoumi.core.vault.errors import WillNotOpen

    rows = Record.objects.filter(subject=ref).order_by("id").values_list("id", "epoch")
    try:
        found = digest(ref)
    except (NoKey, WillNotOpen):
        found = ""
    return {"records": _plain(list(rows)), "digest": found}


if __name__ == "__main__":
    main()
