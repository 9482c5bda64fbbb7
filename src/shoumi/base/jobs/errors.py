"""What the engine of background work refuses."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class UnfitArgument(Invalid):
    """A job is given references, whole numbers under 2**31 and truth values, nothing else.

    Facts: ``place`` of the argument.
    """

    code = "jobs.unfit_argument"


class LeaseLost(Conflict):
    """Another worker has this job by now; whatever this one still writes is rolled back."""

    code = "jobs.lease_lost"


class NoSuchJob(Missing):
    code = "jobs.no_such_job"


class NotDead(Conflict):
    """Only a job that was given up is delivered again by hand."""

    code = "jobs.not_dead"


class TryAgain(Conflict):
    """Raised by a task that did part of its work and wants to be called again later."""

    code = "jobs.try_again"


class Stopped(Conflict):
    """Who asked for the work wanted it no more; nothing of the batch under way was kept."""

    code = "jobs.stopped"


class UnderWay(Conflict):
    """The same work about the same thing was asked for already and has not ended.

    Facts: ``errand``.
    """

    code = "jobs.under_way"


class NoSuchErrand(Missing):
    code = "jobs.no_such_errand"


class CannotStop(Conflict):
    """It has ended, or has come to where it goes on to the end."""

    code = "jobs.cannot_stop"
