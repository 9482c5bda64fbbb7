"""A worker does a long act in the name of the person who asked.

A worker may be killed at any line and the work called again.  So a deed and its end stand in one
transaction where the service allows that; where it commits by itself, the deed is known again by
what is there since the work first began.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django_tasks import task

from shoumi.base import clock, registry
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.jobs import background_operations, file_removal, progress, sealed_staging
from shoumi.base.jobs.errors import LeaseLost, Stopped, TryAgain
from shoumi.base.jobs.models import End, Errand
from shoumi.base.jobs.progress import Step, report
from shoumi.base.jobs.task_names import called
from shoumi.base.messages import refusals
from shoumi.base.operations import made_files
from shoumi.core.errors import DomainError
from shoumi.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Work:
    """``given`` is what was said with it; ``at`` the house's time as the worker comes to it."""

    errand: Errand
    given: Mapping[str, Any]
    at: datetime

    @property
    def actor(self) -> Ref:
        return Ref(self.errand.actor)

    @property
    def about(self) -> Ref:
        return Ref(self.errand.about)

    @property
    def deal(self) -> Ref:
        return Ref(self.errand.deal)

    def done(self, made: Mapping[str, Any]) -> None:
        """It is done: references, numbers and positions of what was made."""
        background_operations.settle(self.errand, End.DONE, made, self.at)

    def since(self, rows: models.QuerySet[Any]) -> Any | None:
        """The first of ``rows`` that came to be after this work first began, if any."""
        newest = rows.model._default_manager.order_by("-id").values_list("id", flat=True).first()
        mark = background_operations.marked(self.errand, newest or 0)
        return rows.filter(id__gt=mark).order_by("id").first()

    @property
    def kept(self) -> dict[str, Any]:
        """What an earlier try has written of its making, such as a file that waits sealed."""
        return dict(self.errand.result or {})

    def keep_file(
        self, kept: dict[str, Any], content: bytes, *, task: str, people: Collection[Ref]
    ) -> None:
        """Seal ``content`` for who asked, in place of what an earlier try made, and write it down
        in ``kept`` and in the row before anything rests on it.

        ``task``, ``people``  for which it was made and whose data it holds: asked at each fetch
        """
        file_removal.drop(kept)
        kept |= {**made_files.keep(content, people, self.deal, self.at), "task": task}
        Errand.objects.filter(pk=self.errand.pk).update(result=kept)


@called("办理页面上交办的事", "do what a page asked for")
@task()
def run(errand: str) -> None:
    """Do it, and write how it ended.  What is refused has ended; what breaks is tried again."""
    found = background_operations.get(Ref(errand))
    if found.end is not None:
        return
    work = Work(found, sealed_staging.read(found.slip) if found.slip else {}, clock.now())
    with progress.about(Ref(errand)):
        try:
            report(Step.PREPARING)
            _require_member(work)
            registry.operation(found.kind).run(work)
        except (LeaseLost, TryAgain):
            raise
        except Stopped:
            background_operations.settle(found, End.STOPPED, {}, work.at)
        except DomainError as refused:
            background_operations.settle(found, End.REFUSED, refusals.kept(refused), work.at)
    sealed_staging.drop(found.slip)


def _require_member(work: Work) -> None:
    """Who was taken off the deal meanwhile finds none."""
    if not deals.is_member(work.actor, work.deal, work.at):
        raise NoSuchDeal
