"""What the verbs of several apps share by which something that came in becomes an incident."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.urls import reverse

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.registry.incident_desk import KnownIncident
from shoumi.base.verbs.declaration import InApi
from shoumi.core.messages import Both

TITLE: Both = ("报告为安全事件", "Report it as an incident")
DONE: Both = (
    "已立为安全事件，时限从收到时起算",
    "It is an incident; its clocks run since it came in",
)
BUTTON: Both = ("报告", "Report it")
# Nothing has to be filled in: one click does.
WORDS = Field(
    "words",
    ("补充", "What is known besides"),
    forms.Kind.LONG,
    ("可以不填。不写客户姓名和号码。", "May stay empty. No customer's name or number."),
    is_needed=False,
    default="",
    most=2_000,
)


def told(made: KnownIncident) -> dict[str, Any]:
    return {"ref": made.ref, "number": made.number}


def page_of(made: KnownIncident) -> str:
    return reverse(made.route, kwargs={made.place: made.ref})


def operation(summary: str, scope: StrEnum) -> InApi:
    def answer() -> type[Any]:
        from shoumi.base.api.incident_line import ReportedIncidentLine

        return ReportedIncidentLine

    return InApi(scope=scope, summary=summary, answer=answer, tells=told, status=201)
