"""Rows of files that nobody may be made of yet: sealed as people are, until they are mended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from shoumi.base import bulk, registry
from shoumi.base.attestations import doors, recheck
from shoumi.base.subjects import examination, row_codes, sealed_records
from shoumi.base.subjects.models import POSITION, Kind, Record, State, Subject, Token
from shoumi.base.subjects.services import BATCH, FLAGS, RECORD_KIND, compartments
from shoumi.base.vault import keys
from shoumi.core.handbook import DoorAct
from shoumi.core.refs import Ref, Refs
from shoumi.core.terms import LegalBasis


@transaction.atomic
def set_aside(
    *,
    deal: Ref,
    dataset: Ref,
    rows: Sequence[Mapping[str, str]],
    until: date,
    at: datetime,
) -> Sequence[Ref]:
    """Seal rows of a file that nobody may be made of yet, as people are sealed; their references.

    Each has a key of its own under the deal's, so that destroying reaches it, and no search token:
    a number that may be wrong leads to nobody.  The caller writes the entry.

    ``until``  the last day on which they may wait; then the schedule orders their destruction

    Raises:
        FieldNotRegistered: a field is not in the register in force.
        DoorShut: nothing may be written.
    """
    register = registry.field_register()
    split = [
        compartments({code: text for code, text in own.items() if text}, register) for own in rows
    ]
    doors.require(DoorAct.WRITE, deal=deal, at=at)
    refs = Refs.fresh("sub", len(rows))
    columns = ("ref", "deal", "dataset", "kind", "basis", "state", "retention_until", "created_at")
    examination.ensure()
    code = row_codes.maker()
    for start in range(0, len(refs), BATCH):
        part = refs[start : start + BATCH]
        opened = keys.create_many(part, deal, at)
        bulk.insert(
            Subject,
            (*columns, *FLAGS, "is_key_contract", "is_marketing_off", "in_service", "is_minor",
             "destroyed_at", "entry_position", "mac"),
            (
                (
                    str(ref), str(deal), str(dataset), str(Kind.INDIVIDUAL),
                    str(LegalBasis.CONTRACT), str(State.SET_ASIDE), until, at,
                    *(False for _ in FLAGS), False, False, False, True, None, POSITION,
                    code(
                        (
                            ref, deal, dataset, Kind.INDIVIDUAL, LegalBasis.CONTRACT,
                            State.SET_ASIDE, False, False, False, True, until,
                        )
                    ),
                )
                for ref in part
            ),
        )  # fmt: skip
        items = [
            (ref, RECORD_KIND, grade, values)
            for ref, parts in zip(part, split[start : start + BATCH], strict=True)
            for grade, values in parts.items()
        ]
        sealed_records.insert(items, opened)
    recheck.require(DoorAct.WRITE, deal=deal, at=at)
    return refs


@transaction.atomic
def forget(subjects: Sequence[Ref]) -> int:
    """Remove rows that were set aside and are settled: their keys, which then protect nothing, are
    swept.  Nobody who is held is removed by this; how many were."""
    gone = 0
    for start in range(0, len(subjects), BATCH):
        part = subjects[start : start + BATCH]
        found = Subject.objects.filter(ref__in=part, state=State.SET_ASIDE)
        names = list(found.values_list("ref", flat=True))
        Record.objects.filter(subject__in=names).delete()
        Token.objects.filter(subject__in=names).delete()
        examination.forget([Ref(name) for name in names])
        gone += found.delete()[0]
    return gone
