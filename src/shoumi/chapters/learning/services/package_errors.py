"""What is refused of lesson packages."""

from __future__ import annotations

from shoumi.core.errors import Conflict, Invalid


class PackageUnfit(Invalid):
    """Facts: ``why`` (``rules.packages.Unfit``)."""

    code = "learning.package_unfit"
    field = "file"


class StateUnfit(Invalid):
    """What a part of a package says of its learner is too long, or nothing that it may keep."""

    code = "learning.state_unfit"


class PackageUnfinished(Conflict):
    """Whoever signs for a lesson has worked through its package."""

    code = "learning.package_unfinished"
