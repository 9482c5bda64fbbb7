"""The reveal: the ledger first, then the plaintext, for five minutes and for one task.

Where the page's script asks, the answer is the opened part alone, and the gate is asked once: where
it counts, under the ledger's lock.  Without a script it is the person's whole page.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.http import HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.gate import disclosure
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import NoSuchTask, question_of
from shoumi.base.messages.text import say
from shoumi.base.pages import audit_rows, scoping
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.request import PageRequest, RefusalWords
from shoumi.base.registry import field_register
from shoumi.base.subjects.models import Subject
from shoumi.core.errors import DomainError
from shoumi.core.fields import FieldRule
from shoumi.core.gate import Act
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.doors.console import customer
from shoumi.doors.console.customer import Shown

SHOWN_FOR = timedelta(minutes=5)
_SAID: Both = ("已显示{fields}，五分钟内遮回", "Shown: {fields}. Masked within five minutes.")


@open_to(Who.STAFF, is_fresh=True, goes_on=True)
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: PageRequest, subject: str) -> HttpResponse:
    """Open the fields the sheet's button named; asked for any other way, go back to the sheet."""
    row = scoping.own(request, Subject, subject)
    register = field_register()
    # Where no register is in force the gate says why, whatever is asked for.
    named = request.GET.getlist("field")
    wanted = frozenset(code for code in named if code in register or not register)
    if request.method != "POST" or not wanted:
        address = reverse("customer", kwargs={"subject": row.ref})
        return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}", status=303)
    task = customer.revealing_one(request, row)
    try:
        opened = _opened(request, row, task, wanted)
    except DomainError as no:
        answer = _refused(request, row, task, request.tell(no))
    else:
        answer = _shown(
            request, row, opened, [register[code] for code in register if code in wanted]
        )
    answer["Cache-Control"] = "no-store"
    return answer


def _opened(request: PageRequest, row: Subject, task: Task | None, wanted: frozenset[str]) -> Shown:
    """
    Raises:
        NoSuchTask: none of this person's, or it is over.
        GateClosed: with every reason; the refusal stands in the ledger.
    """
    if task is None:
        raise NoSuchTask
    asked = question_of(
        task,
        actor=request.who(),
        act=Act.REVEAL,
        at=request.at,
        subject=Ref(row.ref),
        fields=wanted,
    )
    values, event, position = disclosure.open_entered(asked)
    look = audit_rows.just_made(request, event, position)
    return Shown(wanted, values, task, look, int(SHOWN_FOR.total_seconds()))


def _shown(
    request: PageRequest, row: Subject, opened: Shown, rules: Sequence[FieldRule]
) -> HttpResponse:
    if not request.is_quick:
        return customer.shown(request, row, customer.revealing(request, row), opened.task, opened)
    rows = [customer.field(request, rule, True, None, opened) for rule in rules]
    between = say(("、", ", "), request.lang)
    told = {
        "request": request,
        "said": request.say(_SAID, fields=between.join(one.name for one in rows)),
        "rows": rows,
        "opened": opened,
        "looks": [opened.look],
        "address": reverse("customer", kwargs={"subject": row.ref}),
    }
    # Not as a whole page: the frame around one asks the house many things.
    return HttpResponse(render_to_string("console/customer_opened.html", told))


def _refused(
    request: PageRequest, row: Subject, task: Task | None, refused: RefusalWords
) -> HttpResponse:
    """What stands against it; in place with the sheet asked anew and the try among the looks."""
    mine = customer.revealing(request, row)
    if not request.is_quick:
        return customer.shown(request, row, mine, task, refused=refused, status=403)
    told = customer.on_the_sheet(request, row, mine, task)
    told |= {"row": row, "refused": refused, "looks": customer.looks(request, Ref(row.ref))}
    html = render_to_string("console/customer_refused.html", told, request)
    return HttpResponse(html, status=403)
