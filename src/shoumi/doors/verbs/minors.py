"""Ask for a second person's yes to one look at a minor's record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.approvals.models import Approval
from shoumi.base.approvals.rules import read, valid
from shoumi.base.gate import minor_reads
from shoumi.base.messages import names
from shoumi.base.pages.forms import Field, Kind, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, InApi, OnPage, OnTerminal, Verb
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.verbs.tasks import TASK, task_seen


def _read_minor(call: Call) -> Approval:
    # At a terminal several stand in one word, with commas between.
    fields = [code.strip() for text in call.given["fields"] for code in text.split(",")]
    return minor_reads.require_agreed(
        task=call.on,
        person=call.given["subject"],
        fields=[*filter(None, fields)],
        actor=call.actor,
        at=call.at,
    )


def told_look(one: Approval) -> dict[str, Any]:
    """What a second person agreed to: one look at whom, at which fields, until when."""
    told = read(one.parameters)
    return {
        "ref": one.ref,
        "task": told["task"],
        "subject": told["subject"],
        "fields": told["fields"],
        "approved_by": one.answered_by_id,
        "until": one.requested_at + valid(),
    }


def _fields(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for code in task_seen(request, place["task"]).fields:
        yield code, names.field_pair(code)


def _asked_for(request: PageRequest, place: Mapping[str, Any]) -> list[str]:
    """What the address names, as the customer's sheet does."""
    return request.GET.getlist("fields")


def _facts(request: PageRequest, task: str) -> Iterator[tuple[Both, object]]:
    one = task_seen(request, task)
    yield ("目的", "Purpose"), names.of(Purpose(one.purpose), request.lang)
    yield ("到期", "Until"), one.ends_at


def _to_sheet(one: Approval) -> str:
    """Where it opens once: the customer's sheet, with the fields asked for."""
    told = told_look(one)
    query = "&".join([f"task={told['task']}", *(f"field={code}" for code in told["fields"])])
    return f"{reverse('customer', kwargs={'subject': told['subject']})}?{query}"


def _api() -> Any:
    from shoumi.doors.api import task_schemas

    return task_schemas


READ_MINOR = Verb(
    noun="task",
    name="read-minor",
    on=TASK,
    do=_read_minor,
    tells=told_look,
    title=("申请看一次未成年人的记录", "Ask for one look at a minor's record"),
    done=("已经批准，可以看一次", "It was approved: you may look once"),
    roles=minor_reads.ASKERS,
    takes_two=True,
    is_fresh=True,
    fields=(
        Field(
            "subject",
            ("客户编号", "Customer"),
            Kind.TEXT,
            ("未成年人的客户编号。", "The reference of the minor."),
            of=Ref,
            most=40,
            initial=from_query("subject"),
        ),
        Field(
            "fields",
            ("字段", "Fields"),
            Kind.MANY,
            ("不选就是任务涉及的全部。", "None chosen: all that the task is about."),
            options=_fields,
            is_needed=False,
            initial=_asked_for,
            option="field",
        ),
    ),
    help=(
        (
            "每看一次未成年人的记录，都要保护负责人或机构负责人批准：只给这项任务、这个人、"
            "这些字段，自申请起 24 小时内看一次。"
        ),
        (
            "Each look at a minor's record takes the yes of the protection officer or the head: "
            "for this task, this person and these fields, once within 24 hours of asking."
        ),
    ),
    button=("申请", "Ask"),
    page=OnPage(slug="read-minor", back="task", facts=_facts, href=_to_sheet),
    command=OnTerminal(
        said=("可看 {subject} 一次，至 {until}", "one look at {subject}, until {until}"),
    ),
    operation=InApi(
        Scope.TASKS_WRITE,
        "Look at a minor's record, once. Takes two persons.",
        lambda: _api().MinorLook,
        told_look,
        # A program names the fields by their codes.
        given=lambda: _api().MinorLookGiven,
        name="tasks_read_minor",
    ),
)
VERBS = (READ_MINOR,)
