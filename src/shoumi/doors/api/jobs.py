"""Background work over the API: what waits, runs and was given up; another try."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from ninja import Query, Router, Schema
from pydantic import WithJsonSchema

from shoumi.base.api import paging
from shoumi.base.api.fields import words_of
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import acts, reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.jobs import services
from shoumi.base.jobs.errors import NoSuchJob
from shoumi.base.jobs.models import Job, State
from shoumi.base.pages.request import PageRequest
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.jobs import KEEPERS

router = Router(tags=["jobs"])
JobState = Annotated[State, WithJsonSchema(words_of(State))]
_MENDERS = (Role.DPO, Role.OPS, Role.SEC)


class JobLine(Schema):
    """``failures`` are names of what was raised, never its text.  Times are real ones."""

    ref: str
    task: str
    state: JobState
    attempts: int
    failures: list[str]
    done: int
    total: int
    enqueued_at: datetime
    finished_at: datetime | None


class JobsWanted(Paging):
    state: JobState | None = None


@router.get("/jobs", **reads(Page[JobLine]))
@needs(Scope.JOBS_READ, *KEEPERS)
def jobs(request: PageRequest, wanted: Query[JobsWanted]) -> dict[str, Any]:
    """Jobs, the newest first."""
    found = Job.objects.all()
    if wanted.state:
        found = found.filter(state=wanted.state)
    return paging.newest_first(request, wanted, found, _line)


@router.get("/jobs/{job}", **reads(JobLine))
@needs(Scope.JOBS_READ, *KEEPERS)
def job(request: PageRequest, job: str) -> dict[str, Any]:
    """One job."""
    found = Job.objects.filter(ref=job).first()
    if found is None:
        raise NoSuchJob
    return _line(found)


@router.post("/jobs/{job}/redeliver", **acts(JobLine))
@needs(Scope.JOBS_WRITE, *_MENDERS)
def redeliver(request: PageRequest, job: str) -> dict[str, Any]:
    """Try a job that was given up once more, from where it came to."""
    return _line(services.redeliver(job=Ref(job), actor=request.who(), at=request.at))


def _line(one: Job) -> dict[str, Any]:
    plain = {name: getattr(one, name) for name in JobLine.model_fields}
    return {**plain, "failures": [str(failure) for failure in one.failures]}
