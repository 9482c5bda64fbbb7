"""Data keys that follow others: made beside them, and put in their place when the data has moved.

A person's records lie in another database, so no transaction holds both.  The new key is committed
first, the records move while both are there, and only when none is left under the old key does the
new one take its place.  Whoever opens goes by the epoch that an envelope names.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connections, transaction

from shoumi.base.vault import key_erasure, keyring, keys
from shoumi.base.vault.models import CompartmentKey, NextKey
from shoumi.base.vault.models import SubjectKey as Row
from shoumi.core.refs import Ref
from shoumi.core.vault.keys import Branch, SubjectKey

# Past the models: there is one for each of a deal's people.
_INSERT = (
    "INSERT INTO vault_nextkey"
    ' (subject, compartment_id, suite, epoch, wrapped, "commit", created_at)'
    " VALUES (%s, %s, %s, %s, %s, %s, %s)"
)


def begin(deal: Ref, epoch: int) -> None:
    """From now on data keys of the deal are made with that epoch."""
    with transaction.atomic(using="keyring"):
        key_erasure.loosen()
        CompartmentKey.objects.filter(deal=deal, data_epoch__lt=epoch).update(data_epoch=epoch)


def due(deal: Ref, epoch: int, *, after: str, limit: int) -> list[Ref]:
    """Whose keys are older, in order of reference."""
    rows = Row.objects.filter(compartment__deal=deal, epoch__lt=epoch, subject__gt=after)
    return [Ref(ref) for ref in rows.order_by("subject").values_list("subject", flat=True)[:limit]]


def left(deal: Ref, epoch: int) -> int:
    """How many keys are older, or have a follower that has not taken their place."""
    older = Row.objects.filter(compartment__deal=deal, epoch__lt=epoch).count()
    return older + NextKey.objects.filter(compartment__deal=deal).count()


def prepare(subjects: Sequence[Ref], deal: Ref, epoch: int, at: datetime) -> None:
    """Make the followers that are not there yet."""
    keyring.steadily(lambda opened: _prepare(opened, subjects, deal, epoch, at))


def _prepare(
    opened: keyring.Ring, subjects: Sequence[Ref], deal: Ref, epoch: int, at: datetime
) -> None:
    with transaction.atomic(using="keyring"):
        there = set(NextKey.objects.filter(subject__in=subjects).values_list("subject", flat=True))
        missing = Row.objects.filter(subject__in=set(subjects) - there, epoch__lt=epoch)
        if connections["keyring"].vendor == "postgresql":
            # Nobody may be erased between this and the follower's commit.
            missing = missing.select_for_update()
        held = keys.open_rows(opened, missing.values_list(*keys.COLUMNS), {})
        row = keys.newest_deal(deal)
        if row is None or not held:
            return
        branch = opened.deal_key(row).branch(keys.above(opened.tenant, deal))
        suite = keyring.suite()
        made = []
        created_at = connections["keyring"].ops.adapt_datetimefield_value(at)
        for subject, key in held.items():
            wrapped = branch.wrap(key.follower(epoch=epoch), own=subject, epoch=epoch, suite=suite)
            made.append((subject, row.pk, suite.number, epoch, *wrapped, created_at))
        with connections["keyring"].cursor() as cursor:
            cursor.executemany(_INSERT, made)


def pairs(subjects: Sequence[Ref]) -> tuple[str, dict[str, tuple[SubjectKey, SubjectKey]]]:
    """The tenant, and by subject the key and its follower, of those who have both."""

    def read(opened: keyring.Ring) -> tuple[str, dict[str, tuple[SubjectKey, SubjectKey]]]:
        branches: dict[int, Branch] = {}
        old, new = (
            keys.open_rows(
                opened,
                table._default_manager.filter(subject__in=subjects).values_list(*keys.COLUMNS),
                branches,
            )
            for table in (Row, NextKey)
        )
        return opened.tenant, {who: (old[who], new[who]) for who in old.keys() & new.keys()}

    return keyring.steadily(read)


_TAKE = (
    'UPDATE vault_subjectkey SET (compartment_id, suite, epoch, wrapped, "commit", created_at) ='
    ' (SELECT n.compartment_id, n.suite, n.epoch, n.wrapped, n."commit", n.created_at'
    " FROM vault_nextkey n WHERE n.subject = vault_subjectkey.subject)"
    " WHERE NOT is_erased AND subject IN"
    " (SELECT subject FROM vault_nextkey WHERE subject IN ({marks}))"
)


def take_place(subjects: Sequence[Ref]) -> int:
    """Put the followers in the place of the keys before them; how many there were."""
    if not subjects:
        return 0
    marks = ",".join(["%s"] * len(subjects))
    with transaction.atomic(using="keyring"), connections["keyring"].cursor() as cursor:
        cursor.execute(_TAKE.format(marks=marks), subjects)
        count: int = cursor.rowcount
        NextKey.objects.filter(subject__in=subjects).delete()
    return count
