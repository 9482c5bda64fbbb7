"""Lists of a deal's people by reference, for whoever reads them: page, file, command, program.

No value of anybody is in one, but who is a minor or refused is.  So it asks the doors that the
gate's list passes.  A customer whose reference is known is reached without it: what is owed to
people waits for no door.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet

from shoumi.base.attestations import doors, staff_qualification
from shoumi.base.subjects import queries
from shoumi.base.subjects.models import Kind, State, Subject
from shoumi.core.handbook import DoorAct
from shoumi.core.refs import Ref


@doors.evident
def require_listable(*, deal: Ref, actor: Ref, at: datetime) -> None:
    """Of lists of a deal's people that another app holds: who was asked, and what each said.

    Raises:
        DoorShut: nothing may be read.
        NotQualified: the training of the actor lacks something.
    """
    doors.require_as_gate(DoorAct.READ, deal=deal, at=at)
    staff_qualification.require(actor, at)


@doors.evident
def listed(
    *,
    deal: Ref,
    actor: Ref,
    at: datetime,
    states: Collection[State] = (),
    kind: Kind | None = None,
    is_file: bool = False,
) -> QuerySet[Subject]:
    """People of ``deal`` in a fixed order, in the given states, as ``queries.of_deal``.

    ``is_file``  it leaves as a file

    Raises:
        DoorShut: nothing may be read, or nothing may leave.
        NotQualified: the training of the actor lacks something.
    """
    doors.require_as_gate(DoorAct.EXPORT if is_file else DoorAct.READ, deal=deal, at=at)
    staff_qualification.require(actor, at)
    found = queries.of_deal(deal, *states)
    return found.filter(kind=kind) if kind else found
