"""Make and erase the keys of people, and what may be done with them without reading anyone.

Sealing and naming need no decision of the gate; opening does, and stands in ``opening``.

Keys are committed in the keyring before the data they protect is committed elsewhere.  When the
data is rolled back, a key is left over that protects nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, connections, transaction

from shoumi.base.vault import key_erasure, keyring
from shoumi.base.vault.errors import AlreadyKeyed, MovedOn, NoKey
from shoumi.base.vault.key_erasure import Erased
from shoumi.base.vault.models import CompartmentKey, NextKey
from shoumi.base.vault.models import SubjectKey as SubjectKeyRow
from shoumi.core.refs import Ref
from shoumi.core.terms import DataGrade
from shoumi.core.vault import batches, box, canonical, envelope
from shoumi.core.vault.batches import Handed
from shoumi.core.vault.canonical import Values
from shoumi.core.vault.errors import WillNotOpen
from shoumi.core.vault.keys import Branch, Name, SubjectKey, WrappingKey
from shoumi.core.vault.keys import Row as KeyRow

# Well under the number of parameters that either engine takes in one statement.
_CHUNK = 5000
_TRIES = 3

# In SQL, because every read of a person needs it and the ORM takes ten times as long.
_SELECT = (
    'SELECT s.subject, s.epoch, s.wrapped, s."commit", c.deal, c.id, c.wrapped'
    " FROM vault_subjectkey s JOIN vault_compartmentkey c ON c.id = s.compartment_id"
    " WHERE NOT s.is_erased AND s.subject IN ({})"
)
# As ``batches.Row``.
_HANDED = (
    'SELECT subject, epoch, wrapped, "commit", compartment_id FROM vault_subjectkey'
    " WHERE NOT is_erased AND subject IN ({})"
)
COLUMNS = ("subject", "compartment_id", "epoch", "wrapped", "commit")
INSERT = (
    "INSERT INTO vault_subjectkey"
    ' (subject, compartment_id, suite, epoch, wrapped, "commit", created_at)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)

# As ``COLUMNS``.
Row = tuple[str, int, int, bytes, bytes]

# Subject, record kind (unique among the subject's records of a compartment), compartment, values.
Item = tuple[Ref, str, DataGrade, Values]


class Keys:
    """Opened data keys for one batch of work.  Keep it no longer than the batch lasts."""

    __slots__ = ("_by_subject", "tenant")

    def __init__(self, tenant: str, by_subject: Mapping[str, SubjectKey | WillNotOpen]) -> None:
        self.tenant = tenant
        self._by_subject = by_subject

    def __len__(self) -> int:
        return len(self._by_subject)

    def of(self, subject: Ref) -> SubjectKey:
        """Raises NoKey, or WillNotOpen where the row was tampered with."""
        found = self._by_subject.get(subject)
        if found is None:
            raise NoKey(subject=subject)
        if isinstance(found, WillNotOpen):
            raise found
        return found

    def is_whole(self) -> bool:
        """Whether every row that was found opened."""
        return not any(isinstance(one, WillNotOpen) for one in self._by_subject.values())

    def broken(self) -> list[str]:
        """Whose row was found and does not open."""
        return [name for name, one in self._by_subject.items() if isinstance(one, WillNotOpen)]

    def opening(self, subject: Ref, sealed: bytes) -> SubjectKey:
        """The key that ``sealed`` names in its header.

        Raises:
            NoKey
            MovedOn: it was sealed anew since it was read; read it again.
            WillNotOpen: it has no header.
        """
        found = self.of(subject)
        _, epoch = box.header(sealed, box.LAYOUTS)
        return found if epoch == found.epoch else at_epoch(subject, epoch)


def create_many(subjects: Sequence[Ref], deal: Ref, at: datetime) -> Keys:
    """A fresh key for each subject, wrapped by the deal's key, which is made when first needed.

    The answer can be handed to ``seal_many``, so an import need not read back what it just wrote.

    Raises:
        AlreadyKeyed: a subject has a key, or is named twice.
        NotSetUp and the other refusals of ``keyring.unlock``.
    """
    wanted = set(subjects)
    if len(wanted) != len(subjects):
        raise AlreadyKeyed(deal=deal)
    for _ in range(_TRIES):
        try:
            return keyring.steadily(lambda opened: _create(opened, subjects, deal, at))
        except IntegrityError as error:
            # Else the deal's key was replaced between two statements, and the new one is taken.
            if SubjectKeyRow.every.filter(subject__in=list(islice(wanted, _CHUNK))).exists():
                raise AlreadyKeyed(deal=deal) from error
    raise AlreadyKeyed(deal=deal)


def _create(opened: keyring.Ring, subjects: Sequence[Ref], deal: Ref, at: datetime) -> Keys:
    connection = connections["keyring"]
    created_at = connection.ops.adapt_datetimefield_value(at)
    with transaction.atomic(using="keyring"), connection.cursor() as cursor:
        suite = keyring.suite()
        row, wrapper = _deal_key(deal, at, opened)
        made: dict[str, SubjectKey] = {
            subject: SubjectKey.generate(epoch=row.data_epoch) for subject in subjects
        }
        wrapped = wrapper.branch(above(opened.tenant, deal)).wrap_many(made, suite)
        cursor.executemany(
            INSERT,
            [
                (subject, row.pk, suite.number, key.epoch, sealed, commit, created_at)
                for (subject, key), (sealed, commit) in zip(made.items(), wrapped, strict=True)
            ],
        )
    return Keys(opened.tenant, made)


def load(subjects: Iterable[Ref]) -> Keys:
    """The keys of these subjects, each opened once.

    Raises:
        NoKey: one has none: it was never taken in, or was erased.
        WillNotOpen: a row was tampered with.
    """
    wanted = dict.fromkeys(subjects)
    held = find(wanted)
    for subject in wanted:
        held.of(subject)
    return held


def find(subjects: Iterable[Ref]) -> Keys:
    """As ``load``, of those who have a key; whoever has none is refused when asked for.

    Raises:
        NotSetUp and the other refusals of ``keyring.unlock``.
    """
    wanted = list(dict.fromkeys(subjects))
    for _ in range(_TRIES - 1):
        held = _find(keyring.unlock(), wanted)
        if held.is_whole():
            return held
        # Altered, or moved by a rotation between two reads; that shows when it is read again.
        keyring.lock()
    return _find(keyring.unlock(), wanted)


def _find(opened: keyring.Ring, wanted: Sequence[Ref]) -> Keys:
    found: dict[str, SubjectKey | WillNotOpen] = {}
    for chunk in chunks(wanted):
        of_deals: dict[tuple[int, str, bytes], list[KeyRow]] = {}
        for subject, epoch, wrapped, commit, deal, number, by in _stored(_SELECT, chunk):
            those = of_deals.setdefault((number, deal, bytes(by)), [])
            those.append((subject, epoch, bytes(wrapped), bytes(commit)))
        for (number, deal, by), rows in of_deals.items():
            try:
                # Known by its wrapped bytes, which were read just now; else opened by its row.
                wrapper = opened.known(by) or opened.deal_key(_deal_row(number))
                found |= _unwrapped(wrapper.branch(above(opened.tenant, deal)), rows)
            except WillNotOpen as altered:
                found |= dict.fromkeys([row[0] for row in rows], altered)
    return Keys(opened.tenant, found)


def _unwrapped(branch: Branch, rows: Sequence[KeyRow]) -> Mapping[str, SubjectKey | WillNotOpen]:
    """The keys in ``rows``; in the place of one that was altered what says so."""
    try:
        return branch.unwrap_many(rows)
    except WillNotOpen as altered:
        if len(rows) == 1:
            return {rows[0][0]: altered}
    return dict(one for row in rows for one in _unwrapped(branch, [row]).items())


def _stored(statement: str, subjects: Sequence[Ref]) -> list[tuple[Any, ...]]:
    with connections["keyring"].cursor() as cursor:
        marks = ",".join(["%s"] * len(subjects))
        cursor.execute(statement.format(marks), [str(subject) for subject in subjects])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _deal_row(number: int) -> CompartmentKey:
    found = CompartmentKey.objects.select_related("kek").filter(pk=number).first()
    if found is None:
        raise MovedOn
    return found


def open_rows(
    opened: keyring.Ring, rows: Iterable[Row], branches: dict[int, Branch]
) -> dict[str, SubjectKey]:
    """The keys in ``rows`` by subject; ``branches`` remembers the deals' keys from call to call.

    Raises:
        WillNotOpen: a row was tampered with, or its deal's key replaced since it was read.
    """
    found: dict[str, SubjectKey] = {}
    for subject, number, epoch, wrapped, commit in rows:
        if number not in branches:
            row = _deal_row(number)
            branches[number] = opened.deal_key(row).branch(above(opened.tenant, row.deal))
        found |= branches[number].unwrap_many([(subject, epoch, bytes(wrapped), bytes(commit))])
    return found


def at_epoch(subject: Ref, epoch: int) -> SubjectKey:
    """The subject's key of that epoch, where its data moves from one to the next.

    Raises:
        MovedOn: there is none: what names it was sealed anew since it was read.
    """

    def read(opened: keyring.Ring) -> list[SubjectKey]:
        return [
            key
            # In this order: a key that goes from the one to the other between the reads is seen.
            for table in (NextKey, SubjectKeyRow)
            for key in open_rows(
                opened,
                table._default_manager.filter(subject=subject).values_list(*COLUMNS),
                {},
            ).values()
        ]

    found = {key.epoch: key for key in keyring.steadily(read)}
    if epoch not in found:
        raise MovedOn
    return found[epoch]


def existing(subjects: Iterable[Ref]) -> frozenset[Ref]:
    """Those of ``subjects`` that have a key."""
    rows = SubjectKeyRow.objects.values_list("subject", flat=True)
    return frozenset(
        Ref(subject) for chunk in chunks(subjects) for subject in rows.filter(subject__in=chunk)
    )


def subjects(*, made_before: datetime | None = None, deal: Ref | None = None) -> Iterator[Ref]:
    """Everybody and everything that has a key, to find keys whose data was never committed."""
    asked = {"compartment__deal": deal, "created_at__lt": made_before}
    told = {name: value for name, value in asked.items() if value is not None}
    found = SubjectKeyRow.objects.filter(**told).order_by("subject")
    return map(Ref, found.values_list("subject", flat=True).iterator())


def erase(subjects: Iterable[Ref]) -> Erased:
    """Delete the keys of ``subjects`` for good.  ``key_erasure`` says what that means.

    Call it when the intent stands committed in the ledger.  Calling it again is safe and is the
    way on after ``StillOnDisk``.

    Raises:
        InsideTransaction: the intent or the deletion could still be rolled back.
        StillOnDisk: a reader kept the old bytes in the files; the keys are deleted already.
    """
    return key_erasure.erase(list(chunks(dict.fromkeys(subjects))))


def chunks(subjects: Iterable[Ref]) -> Iterator[list[Ref]]:
    rest = iter(subjects)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk


def above(tenant: str, deal: str) -> Name:
    """What the names of a deal's subject keys have in common."""
    return ("subject", tenant, deal)


def _deal_key(deal: Ref, at: datetime, opened: keyring.Ring) -> tuple[CompartmentKey, WrappingKey]:
    row = newest_deal(deal) or make_deal_key(deal, at, opened)
    return row, opened.deal_key(row)


def hand(opened: keyring.Ring, deal: Ref, at: datetime) -> tuple[CompartmentKey, Handed]:
    """The deal's newest key, made when first needed, to be passed on."""
    row, wrapper = _deal_key(deal, at, opened)
    return row, Handed(wrapper.reveal(), above(opened.tenant, deal))


def handed(
    opened: keyring.Ring, subjects: Sequence[Ref]
) -> tuple[dict[int, Handed], dict[str, batches.Row]]:
    """The rows of those who have a key, none opened, and the deals' keys to open them with.

    Raises:
        MovedOn: a deal's key was replaced since the rows were read.
    """
    rows: dict[str, batches.Row] = {}
    for chunk in chunks(subjects):
        found = _stored(_HANDED, chunk)
        if found and type(found[0][2]) is not bytes:
            found = [(own, at, bytes(key), bytes(fix), by) for own, at, key, fix, by in found]
        rows |= {row[0]: row for row in found}
    by: dict[int, Handed] = {}
    for number in {row[4] for row in rows.values()}:
        row = _deal_row(number)
        by[number] = Handed(opened.deal_key(row).reveal(), above(opened.tenant, row.deal))
    return by, rows


def newest_deal(deal: Ref) -> CompartmentKey | None:
    rows = CompartmentKey.objects.select_related("kek").filter(deal=deal)
    return rows.order_by("-epoch").first()


def make_deal_key(
    deal: Ref, at: datetime, opened: keyring.Ring, *, epoch: int = 1
) -> CompartmentKey:
    """The deal's key of that epoch, or that of another process that was faster."""
    kek_row, kek = opened.newest_kek(keyring.SUBJECTS)
    wrapped = kek.wrap(
        WrappingKey.generate(),
        name=("deal", opened.tenant, deal),
        epoch=epoch,
        suite=keyring.suite(),
    )
    try:
        with transaction.atomic(using="keyring"):
            return CompartmentKey.objects.create(
                deal=deal,
                epoch=epoch,
                kek=kek_row,
                suite=wrapped.suite,
                wrapped=wrapped.sealed,
                commit=wrapped.commit,
                created_at=at,
            )
    except IntegrityError:
        return CompartmentKey.objects.select_related("kek").get(deal=deal, epoch=epoch)


def seal_many(items: Iterable[Item], *, opened: Keys | None = None) -> list[bytes]:
    """An envelope for each item, in order.

    ``opened`` are the subjects' keys where the caller has them, as ``create_many`` gives.

    Raises:
        NoKey: a subject has no key.
        NotSealable: a value is not text.
    """
    batch = list(items)
    held = opened if opened is not None else load(item[0] for item in batch)
    return envelope.seal_many(
        [
            (held.of(subject), subject, kind, compartment, canonical.encode(values))
            for subject, kind, compartment, values in batch
        ],
        tenant=held.tenant,
        suite=keyring.suite(),
    )


def pseudonym(subject: Ref) -> Ref:
    """The subject's name in the ledger; it dies with the key.  Raises NoKey."""
    return load([subject]).of(subject).pseudonym()


def pseudonyms(subjects: Iterable[Ref], *, opened: Keys | None = None) -> dict[Ref, Ref]:
    """Subject to pseudonym.  Raises NoKey."""
    wanted = list(subjects)
    held = opened if opened is not None else load(wanted)
    return {subject: held.of(subject).pseudonym() for subject in wanted}


def receipts(subjects: Iterable[Ref], of: Ref, *, opened: Keys | None = None) -> dict[Ref, str]:
    """Subject to its receipt code of ``of``; it dies with the key.  Raises NoKey."""
    wanted = list(subjects)
    held = opened if opened is not None else load(wanted)
    return {subject: held.of(subject).receipt(of) for subject in wanted}
