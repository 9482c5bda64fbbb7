"""Each day: the seeds of the months to come are committed to before those months begin, and texts
whose term is over are destroyed.  Each ten minutes: accesses are scored, and whose score says so is
suspended."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from shoumi.base import clock
from shoumi.base.jobs import services as work
from shoumi.base.jobs.queues import LONG
from shoumi.base.jobs.task_names import called
from shoumi.chapters.conduct.services import checks, erasure, scores


@called("定下以后月份抽查的种子", "commit to the seeds of the checks of months to come")
@task(queue_name=LONG)
def commit_ahead() -> None:
    checks.commit_ahead(clock.now())
    work.forget_done("conduct.commit@")


@called("销毁到期的案件和奖励文字", "destroy texts of cases and rewards whose term is over")
@task(queue_name=LONG)
def forget_past_term() -> None:
    clear(clock.now())
    work.forget_done("conduct.forget@")


def clear(at: datetime) -> int:
    """How many texts went."""
    return erasure.forget_past_term(at) + erasure.sweep(at)


@called("给员工的访问打分", "score what the staff opened")
@task(queue_name=LONG)
def score() -> None:
    scores.look(clock.now())
    work.forget_done("conduct.score@")
