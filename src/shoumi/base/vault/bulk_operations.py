"""The vault's work for many people: what costs processor time is spread, the tables stay here.

Gives what ``keys`` gives one batch after another.  Where a rotation moves a key between reading its
row and opening it, that part is done again by ``keys`` itself, which reads until it holds still.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.db import IntegrityError, connections, transaction

from shoumi.base import pools
from shoumi.base.vault import keyring, keys, search_tokens
from shoumi.base.vault.errors import AlreadyKeyed
from shoumi.base.vault.models import SubjectKey as SubjectKeyRow
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import batches
from shoumi.core.vault.batches import Handed, Stored

# People in one task: what a task holds in memory, and well under what an engine takes in one
# statement.
PART = 2_000
# Parts whose keys are committed together and whose rows are stored together: sorted, several of
# them fall on one page of an index over random references, and a commit costs the same for each.
TOGETHER = 5
_TRIES = 3


def parts(subjects: Sequence[Ref]) -> Iterator[Sequence[Ref]]:
    return (subjects[start : start + PART] for start in range(0, len(subjects), PART))


def named(subjects: Sequence[Ref]) -> Iterator[tuple[Ref, str]]:
    """Each subject with its name in the ledger, in order and lazily.

    Raises:
        NoKey: one has none.
        WillNotOpen: a row was tampered with.
    """
    for ref, name, _ in coded(subjects, ""):
        yield ref, name


def coded(subjects: Sequence[Ref], of: str) -> Iterator[tuple[Ref, str, str]]:
    """Each subject with its name in the ledger and its receipt code of ``of``, as ``named``."""
    tasks = (naming(part, of) for part in parts(subjects))
    told = pools.spread(batches.names, tasks, of=len(subjects))
    for part, found in zip(parts(subjects), told, strict=True):
        if found is None or len(found) != len(part):
            found = _alone(part, of)
        for ref, (name, code) in zip(part, found, strict=True):
            yield ref, name, code


def listed(subjects: Sequence[Ref], facts: Mapping[str, str]) -> Iterator[bytes]:
    """The row of each subject in a bulk act, in order and lazily; raises as ``named``.

    ``facts``  what is alike in every row.
    """
    waiting: deque[Sequence[Ref]] = deque()

    def tasks() -> Iterator[batches.Listing]:
        for part in parts(subjects):
            waiting.append(part)
            yield batches.Listing(naming(part, ""), facts)

    for found in pools.spread(batches.listed, tasks(), of=len(subjects)):
        part = waiting.popleft()
        if found is None or len(found) != len(part):
            found = [batches.line(name, facts) for name, _ in _alone(part, "")]
        yield from found


def naming(part: Sequence[Ref], of: str) -> batches.Naming:
    by, rows = handed(part)
    return batches.Naming(by, [rows[ref] for ref in part if ref in rows], of)


def handed(part: Sequence[Ref]) -> tuple[dict[int, Handed], dict[str, batches.Row]]:
    """The keys of ``part`` as rows by subject, and the keys that wrap them."""
    return keyring.steadily(lambda opened: keys.handed(opened, part))


def _alone(part: Sequence[Ref], of: str) -> list[tuple[str, str]]:
    held = keys.load(part)
    receipts = keys.receipts(part, Ref(of), opened=held) if of else {}
    return [(held.of(ref).pseudonym(), receipts.get(ref, "")) for ref in part]


@dataclass(frozen=True, slots=True)
class Part:
    """People to take in: a new reference for each, what is known of them, and what is to be said
    of each beside what is sealed (``batches.Sealing``)."""

    refs: Sequence[Ref]
    values: Sequence[Mapping[str, str]]
    telling: batches.Telling | None = None


def seal(
    given: Iterable[Part],
    *,
    deal: Ref,
    kind: str,
    grades: Mapping[str, DataGrade],
    indexed: Sequence[str],
    at: datetime,
    of: int,
) -> Iterator[list[tuple[Part, Stored, int]]]:
    """Fresh keys for everybody, stored, and what the data's own tables take; in order and lazily.

    Parts come ``TOGETHER``, the keys of all committed before.  With each part comes the epoch that
    its envelopes are sealed in.

    Raises:
        AlreadyKeyed: a subject has a key, or is named twice.
        NotSealable: a value is no whole text.
        NotSetUp and the other refusals of ``keyring.unlock``.
    """
    waiting: list[tuple[Part, _Under]] = []

    def tasks() -> Iterator[batches.Sealing]:
        for part in given:
            under = _under(deal, indexed, at)
            waiting.append((part, under))
            yield _sealing(part, under, kind, grades)

    sealed = pools.spread(batches.seal, tasks(), of=of)
    while made := list(islice(sealed, TOGETHER)):
        some, waiting[: len(made)] = waiting[: len(made)], []
        group = _keep_all(some, made, deal, kind, grades, at)
        # Who takes them may let them go one by one: only the list is held here.
        del made, some
        yield group


@dataclass(frozen=True, slots=True, repr=False)
class _Under:
    """What a part is sealed under: the deal's newest key and the newest key of each index."""

    row: int
    epoch: int
    tenant: str
    suite: int
    by: Handed
    indexes: Mapping[str, batches.Index]


def _under(deal: Ref, indexed: Sequence[str], at: datetime) -> _Under:
    row, by = keyring.steadily(lambda opened: keys.hand(opened, deal, at))
    return _Under(
        row.pk,
        row.data_epoch,
        keyring.unlock().tenant,
        keyring.suite().number,
        by,
        {field: search_tokens.newest(field) for field in indexed},
    )


def _sealing(
    part: Part, under: _Under, kind: str, grades: Mapping[str, DataGrade]
) -> batches.Sealing:
    return batches.Sealing(
        under.tenant,
        under.suite,
        under.by,
        under.epoch,
        kind,
        # Plain text comes back sooner, and a database takes it as it is.
        [str(ref) for ref in part.refs],
        part.values,
        grades,
        under.indexes,
        part.telling,
    )


def _keep_all(
    some: Sequence[tuple[Part, _Under]],
    made: Sequence[Stored],
    deal: Ref,
    kind: str,
    grades: Mapping[str, DataGrade],
    at: datetime,
) -> list[tuple[Part, Stored, int]]:
    """Store the keys of some parts: in one commit, or else each by itself."""
    given = list(zip(some, made, strict=True))
    if _insert_alike(made, [under for _, under in some], deal, at):
        return [(part, own, under.epoch) for (part, under), own in given]
    group = []
    for (part, under), own in given:
        kept, now = _keep(part, own, under, deal, kind, grades, at)
        group.append((part, kept, now.epoch))
    return group


def _keep(
    part: Part,
    made: Stored,
    under: _Under,
    deal: Ref,
    kind: str,
    grades: Mapping[str, DataGrade],
    at: datetime,
) -> tuple[Stored, _Under]:
    """Store the keys; sealed anew where the deal's key was replaced since."""
    for _ in range(_TRIES):
        try:
            if _insert(made.keys, under, deal, at):
                return made, under
        except IntegrityError as error:
            if SubjectKeyRow.every.filter(subject__in=part.refs).exists():
                raise AlreadyKeyed(deal=deal) from error
        under = _under(deal, list(under.indexes), at)
        made = batches.seal(_sealing(part, under, kind, grades))
    raise AlreadyKeyed(deal=deal)


def _insert_alike(
    made: Sequence[Stored], unders: Sequence[_Under], deal: Ref, at: datetime
) -> bool:
    """Store the keys of all parts at once; false, and nothing stored, where they are not sealed
    alike or one is not to be stored: then each is looked at alone."""
    first = unders[0]
    if any(
        (own.row, own.epoch, own.suite) != (first.row, first.epoch, first.suite) for own in unders
    ):
        return False
    keyed = sorted(key for own in made for key in own.keys)
    try:
        return _insert(keyed, first, deal, at)
    except IntegrityError:
        return False


def _insert(
    keyed: Iterable[tuple[str, bytes, bytes]], under: _Under, deal: Ref, at: datetime
) -> bool:
    """Store the keys; false, and nothing stored, where the deal has another key or epoch by now."""
    connection = connections["keyring"]
    created_at = connection.ops.adapt_datetimefield_value(at)
    with transaction.atomic(using="keyring"), connection.cursor() as cursor:
        now = keys.newest_deal(deal)
        if now is None or (now.pk, now.data_epoch) != (under.row, under.epoch):
            return False
        cursor.executemany(
            keys.INSERT,
            [
                (subject, under.row, under.suite, under.epoch, sealed, commit, created_at)
                for subject, sealed, commit in keyed
            ],
        )
    return True
