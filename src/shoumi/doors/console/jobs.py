"""Background work: what waits, runs and was given up, and another try for the last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.jobs import queries, services, task_names
from shoumi.base.jobs.errors import NoSuchJob
from shoumi.base.jobs.models import Job, State
from shoumi.base.messages import names
from shoumi.base.pages import tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, button, show
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Filter, Table
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

KEEPERS = (Role.AUD, Role.DPO, Role.HEAD, Role.OPS, Role.SEC, Role.SUP)
MENDERS = (Role.DPO, Role.OPS, Role.SEC)
_TITLE: Both = ("作业", "Jobs")
_COLUMNS = (
    Column(("作业", "Job")),
    Column(("状态", "State")),
    Column(("进度", "Progress"), "number"),
    Column(("试过", "Tries"), "number"),
    Column(("出过的错", "Failures"), "ref"),
    Column(("排入", "Queued")),
    Column(("现在能做", "Now")),
)


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def jobs(request: PageRequest) -> HttpResponse:
    """The newest first.  Their times are real ones, whatever the story says."""
    state = tables.chosen(request, "state", State)
    found = Job.objects.all()
    if state:
        found = found.filter(state=state)
    shown, after = tables.part(request, found)
    states = [("", ("全部", "All")), *((one.value, names.pair(one)) for one in State)]
    table = Table(
        _COLUMNS,
        [_row(request, one) for one in shown],
        ("逐项列出", "One by one"),
        ("没有这样的作业。", "No such job."),
        after=after,
        filters=(Filter("state", ("状态", "State"), states, state),),
    )
    numbers = [(names.of(one, request.lang), count) for one, count in queries.counts().items()]
    return show(request, ContentPage(_TITLE, [table], numbers=numbers), "jobs")


def _row(request: PageRequest, one: Job) -> tuple[Any, ...]:
    again = button(request, "retry-job", job=one.ref) if one.state == State.DEAD else []
    return (
        Cell(request.say(task_names.of_path(one.task)), note=one.ref),
        names.of(State(one.state), request.lang),
        f"{one.done}/{one.total}" if one.total else None,
        one.attempts,
        sorted({_kind(failure) for failure in one.failures}),
        one.enqueued_at,
        Cell(*again[0]) if again else None,
    )


def _kind(failure: object) -> str:
    """The exception's name alone: ``builtins.ValueError`` is a ValueError."""
    return str(failure).rpartition(".")[2]


def _retry(request: PageRequest, given: dict[str, Any], job: str) -> Done:
    services.redeliver(job=Ref(job), actor=request.who(), at=request.at)
    return Done(reverse("jobs"))


def _of_job(request: PageRequest, job: str) -> Iterator[tuple[Both, object]]:
    """
    Raises:
        NoSuchJob
    """
    one = Job.objects.filter(ref=job).first()
    if one is None:
        raise NoSuchJob
    yield ("作业", "Job"), request.say(task_names.of_path(one.task))
    yield ("试过", "Tries"), one.attempts
    yield ("出过的错", "Failures"), sorted({_kind(failure) for failure in one.failures})


ACTS = (
    Act(
        slug="retry-job",
        place="jobs/<str:job>",
        title=("再试一次", "Try again"),
        done=("已重新排入", "It is queued again"),
        do=_retry,
        roles=MENDERS,
        help=(
            "从停下的地方接着做，次数重新算。",
            "It goes on from where it came to, counted anew.",
        ),
        facts=_of_job,
    ),
)
