"""What rotation refuses."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid, Missing


class AtWork(Conflict):
    """Another process rotates keys of this home right now."""

    code = "rotation.at_work"


class NothingToRotate(Missing):
    """There is no such key: the deal has none, or the field no index."""

    code = "rotation.nothing"


class SameSuite(Invalid):
    """Everything is written in that suite already."""

    code = "rotation.same_suite"


class InUse(Conflict):
    """A key is taken out only when nothing hangs on it.  Facts: ``count``."""

    code = "rotation.in_use"


class Unfinished(Conflict):
    """Something could not be moved yet, such as keys of an import that still runs.

    It goes on by itself with the next run of the worker.  Facts: ``count``.
    """

    code = "rotation.unfinished"


class ReviewUnfit(Invalid):
    """No finding in words, something named weak that is not in use, weak algorithms that are to be
    kept, or none that are to be replaced."""

    code = "rotation.review_unfit"


class ReviewTooLate(Invalid):
    """The next review would not be after today, or later than it may.  Facts: ``latest``."""

    code = "rotation.review_too_late"


class NoSuchReview(Missing):
    code = "rotation.no_such_review"
