"""Several people invited in one go: the list before anything is done, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shoumi.base.inbox.errors import NoSuchRole
from shoumi.base.inbox.joint_invitations import Gone, Invited, reasons
from shoumi.base.ledger import reader
from shoumi.base.messages import names
from shoumi.base.pages import acts, forms
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.verbs import Verb
from shoumi.base.verbs.declaration import SEEN
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both

_NAME = Column(("姓名", "Name"))
_GOOD = (_NAME, Column(("邮箱", "Mail address")), Column(("申请岗位", "Roles asked for")))
_BAD = (
    _NAME,
    Column(("哪里", "Where")),
    Column(("怎么了", "What is wrong")),
    Column(("怎么改", "How to mend it")),
)
_NO_LINE: Both = ("没有这样的行。", "No such line.")


def preview(request: PageRequest, verb: Verb, gone: Gone) -> HttpResponse:
    """Who would be invited, what is wrong with which line, and the form once more."""
    sent = _sent(gone)
    form = forms.build(
        (*(verb.page.more if verb.page else ()), *verb.fields), request, {}, is_sent=False
    )
    form.initial = sent
    told = {
        "title": request.say(verb.title),
        "back": reverse("people"),
        "good": _table(request, gone.invited),
        "bad": _problems(request, gone.left),
        "count": len(gone.invited),
        "left": len(gone.left),
        "roles": sum(len(one.line.roles) for one in gone.invited),
        "mend": request.say(("改一改名单", "Mend the list")),
        "mend_open": bool(gone.left),
        "sent": sent,
        "seen": SEEN,
        "form": form,
    }
    return render(request, "console/people_preview.html", told)


def done(request: PageRequest, verb: Verb, gone: Gone) -> HttpResponse:
    """The links, shown once; the lines that were left, with why, to be mended."""
    act = acts.named(verb.slug)
    told = {
        "title": request.say(verb.title),
        "back": reverse("people"),
        "position": reader.size() - 1,
        "people": [_invited(request, one) for one in gone.invited],
        "roles": sum(len(one.line.roles) for one in gone.invited),
        "bad": _problems(request, gone.left),
        "left": len(gone.left),
        "again": act.href() if act else "",
        "sent": {**_sent(gone), "text": "\n".join(one.line.text for one in gone.left)},
    }
    return render(request, "console/people_invited.html", told)


def _sent(gone: Gone) -> dict[str, str]:
    """What was filled in, as a form sends it."""
    return {name: str(value) for name, value in gone.given.items() if value}


def _invited(request: PageRequest, one: Invited) -> dict[str, Any]:
    return {
        "name": one.line.name,
        "href": reverse("person", kwargs={"person": one.person}),
        "roles": [names.of(role, request.lang) for role in one.line.roles],
        "link": request.build_absolute_uri(reverse("enter", kwargs={"link": one.link})),
    }


def _name(request: PageRequest, one: Invited) -> Cell:
    """Whom a line is about, and which line it is."""
    place = request.say(("第 {n} 行", "line {n}"), n=one.line.number)
    return Cell(one.line.name, note=place)


def _table(request: PageRequest, found: Sequence[Invited]) -> Table:
    rows = [
        (
            _name(request, one),
            one.line.address,
            [names.of(role, request.lang) for role in one.line.roles],
        )
        for one in found
    ]
    return Table(_GOOD, rows, ("可以邀请的", "Can be invited"), _NO_LINE)


def _problems(request: PageRequest, found: Sequence[Invited]) -> Table:
    """A row for each thing that is wrong; several of one line stand together."""
    rows = [
        (
            _name(request, one),
            request.say(part),
            _what(request, one, error),
            request.tell(error).mend,
        )
        for one in found
        for part, error in reasons(one)
    ]
    return Table(_BAD, rows, ("要改的", "To be mended"), _NO_LINE)


def _what(request: PageRequest, one: Invited, error: DomainError) -> Cell:
    """What is wrong; with the words that name no role, and the page of who is here already."""
    told = request.tell(error).what
    if isinstance(error, NoSuchRole):
        told = request.say(
            ("{told}写的是：{words}", "{told} It reads: {words}"), told=told, words=one.line.unknown
        )
    person = str(error.facts.get("person", ""))
    return Cell(told, reverse("person", kwargs={"person": person}) if person else "")
