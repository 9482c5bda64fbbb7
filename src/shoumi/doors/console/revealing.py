"""The reveal: the ledger first, then the plaintext, for five minutes and for one task."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base import clock
from shoumi.base.gate import opening
from shoumi.base.gate.events import Tag
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import NoSuchTask, question
from shoumi.base.ledger import reader
from shoumi.base.pages import belonging
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.asked import Asked
from shoumi.base.registry import field_register
from shoumi.base.subjects.models import Subject
from shoumi.core.errors import DomainError
from shoumi.core.gate import Act
from shoumi.core.refs import Ref
from shoumi.doors.console import customer
from shoumi.doors.console.customer import Shown

SHOWN_FOR = timedelta(minutes=5)
# Among how many of the newest reveals of the deal the one just made is looked for.
_NEWEST = 50


@open_to(Who.STAFF, is_fresh=True)
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: Asked, subject: str) -> HttpResponse:
    """Open the fields the sheet's button named; asked for any other way, go back to the sheet."""
    row = belonging.own(request, Subject, subject)
    register = field_register()
    wanted = frozenset(code for code in request.GET.getlist("field") if code in register)
    if request.method != "POST" or not wanted:
        address = reverse("customer", kwargs={"subject": row.ref})
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}", status=303)
    mine = customer.revealing(request, row)
    task = customer.chosen_task(request, mine)
    try:
        opened = _opened(request, row, task, wanted)
    except DomainError as refused:
        told = request.tell(refused)
        return customer.shown(request, row, mine, task, refused=told, status=403)
    answer = customer.shown(request, row, mine, opened.task, opened)
    answer["Cache-Control"] = "no-store"
    return answer


def _opened(request: Asked, row: Subject, task: Task | None, wanted: frozenset[str]) -> Shown:
    """
    Raises:
        NoSuchTask: none of this person's, or it is over.
        GateClosed: with every reason; the refusal stands in the ledger.
    """
    if task is None:
        raise NoSuchTask
    asked = question(
        actor=request.who(),
        act=Act.REVEAL,
        task=Ref(task.ref),
        at=clock.now(),
        subject=Ref(row.ref),
        fields=wanted,
    )
    values = opening.open_asked(asked)
    return Shown(wanted, values, task, _position(request, row), int(SHOWN_FOR.total_seconds()))


def _position(request: Asked, row: Subject) -> int | None:
    """The entry of the reveal just made: it was committed before anything was opened."""
    name = customer.pseudonym(Ref(row.ref))
    for entry in reader.latest(_NEWEST, deal=Ref(row.deal), tag=Tag.REVEALED):
        line = entry.line()
        if line.about == name and line.actor == request.who():
            return entry.position
    return None
