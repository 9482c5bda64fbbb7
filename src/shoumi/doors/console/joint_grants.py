"""What came of several requests for roles that were approved by one press."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shoumi.base.accounts.joint_grants import Answered
from shoumi.base.accounts.models import Ask
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table, entry
from shoumi.base.verbs import Verb
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_WHO = (Column(("给谁", "For whom")), Column(("岗位", "Role")))
_GRANTED = (*_WHO, Column(("账本", "Entry"), "number"))
_REFUSED = (
    *_WHO,
    Column(("为什么", "Why")),
    Column(("怎么办", "What to do")),
)
_LEAD: Both = (
    "批准了 {n} 个，{left} 个没有批准。没有批准的照原样等着，或者已经作废。",
    "Granted: {n}. Not granted: {left}; these wait as before, or are over.",
)
_NONE: Both = ("没有。", "None.")


def done(request: PageRequest, verb: Verb, made: Sequence[Answered]) -> HttpResponse:
    """Back to the people where all went well; else each by name, what was refused with why."""
    left = [one for one in made if one.refused is not None]
    if not left:
        told = urlencode({"done": verb.slug, "entry": reader.size() - 1})
        return HttpResponseRedirect(f"{reverse('people')}?{told}", status=303)
    asks = Ask.objects.select_related("person").in_bulk([one.ask for one in made])
    granted = [
        (*_who(request, asks.get(one.ask)), entry(request, one.grant.position))
        for one in made
        if one.grant is not None
    ]
    refused = [
        (*_who(request, asks.get(one.ask)), *request.tell(one.refused)[:2])
        for one in left
        if one.refused is not None
    ]
    tables = [
        Table(_REFUSED, refused, ("没有批准的", "Not granted"), _NONE),
        Table(_GRANTED, granted, ("批准了的", "Granted"), _NONE),
    ]
    shown = ContentPage(
        verb.title,
        tables,
        request.say(_LEAD, n=len(granted), left=len(left)),
        crumbs=[(request.say(("人员", "People")), reverse("people"))],
    )
    answer = show(request, shown)
    answer.status_code = 200 if granted else 422
    return answer


def _who(request: PageRequest, ask: Ask | None) -> tuple[Cell, str]:
    if ask is None:
        return Cell(None), ""
    href = reverse("person", kwargs={"person": ask.person_id})
    return Cell(ask.person.name, href), names.of(Role(ask.role), request.lang)
