"""Background work of the anchors."""

from __future__ import annotations

from django_tasks import task

from shoumi.base import clock
from shoumi.base.anchoring import clock_agreement, services
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called
from shoumi.base.ledger import seal
from shoumi.base.row_authentication import review
from shoumi.base.row_authentication.errors import NotAuthentic


@called("整本账本重算一遍", "compute the whole ledger anew")
@task()
def examine() -> None:
    """Hold the whole ledger against its own hashes, and the rows that open doors against the
    ledger.  Where the ledger does not hold it is sealed.  What does not hold is in ``shoumi
    doctor``, and so is that this was given up.

    Raises:
        Broken, NotAuthentic
    """
    seal.examine().require()
    for one in review.review():
        if not one.is_sound:
            raise NotAuthentic(what=one.table)
    work.forget_done("anchoring.examine@")


@called("把账本进度报给见证方", "show the witness how far the ledger is")
@task()
def submit() -> None:
    """Show the witness how far the ledger has come; the newest job of its kind is enough."""
    services.cosigned(at=clock.now())
    work.forget_done("anchoring.submit@")


@called("请时间戳服务核对时间", "ask the time-stamp authority about the clock")
@task()
def agree_on_time() -> None:
    """Where the machine's clock leapt ahead and the authority says that it is right, go on."""
    clock_agreement.accept_by_stamp(at=clock.now())
    work.forget_done("anchoring.agree_on_time@")
