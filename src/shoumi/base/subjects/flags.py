"""What is known of a person in the clear: kept true to the values it was taken from."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from shoumi.base.subjects import row_codes
from shoumi.base.subjects.incoming_subjects import FLAGS
from shoumi.base.subjects.models import Subject
from shoumi.core.minors import Minority
from shoumi.core.refs import Ref


def restate(refs: Sequence[Ref], changes: Mapping[Ref, Mapping[str, str]], today: date) -> None:
    """Keep what the flags say true to the new values."""
    for flag, code in FLAGS.items():
        having = [ref for ref in refs if code in changes[ref]]
        Subject.objects.filter(ref__in=having).update(**{flag: True})
        rest = [ref for ref in refs if code not in changes[ref]]
        Subject.objects.filter(ref__in=rest).update(**{flag: False})
    minority = Minority(today)
    minors = {ref for ref in refs if minority(changes[ref])}
    mark_minors(minors, set(refs) - minors)


def mark_minors(minors: Collection[Ref], others: Collection[Ref]) -> None:
    """Who is a minor and who is not, by what was found in their values."""
    for refs, is_minor in ((minors, True), (others, False)):
        row_codes.change(Subject.objects.filter(ref__in=refs), is_minor=is_minor)
