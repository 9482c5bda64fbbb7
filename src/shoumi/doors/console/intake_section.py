"""What a deal's page tells of its imports: files that wait, the sum of each, rows to mend."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from shoumi.base.intake import pending_uploads, set_aside
from shoumi.base.intake.models import Import, RowState, SetAsideRow
from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.core.refs import Ref
from shoumi.doors.console.intake_words import problem

_IMPORTS = 5
_KINDS = 8


@dataclass(frozen=True, slots=True)
class Section:
    """``waiting``  address and time of what this person brought; ``kinds`` why rows wait."""

    waiting: list[tuple[str, int, datetime]]
    imports: list[Import]
    kinds: list[tuple[str, str, int]]
    rows: int


def of_deal(request: PageRequest, deal: Ref) -> Section | None:
    """Nothing where nobody brought or imported anything yet."""
    waiting = [
        (reverse("intake", kwargs={"delivery": one.ref}), one.files, one.at)
        for one in pending_uploads.waiting(request.who(), deal)
    ]
    imports = list(set_aside.imports(deal)[:_IMPORTS])
    if not waiting and not imports:
        return None
    rows = SetAsideRow.objects.filter(brought_by__deal=deal, state=RowState.WAITING)
    count = rows.count()
    kinds = [
        (
            problem(one.code, request.lang),
            names.field(one.field, request.lang) if one.field else "",
            one.count,
        )
        for one in (set_aside.kinds(rows)[:_KINDS] if count else ())
    ]
    return Section(waiting, imports, kinds, count)
