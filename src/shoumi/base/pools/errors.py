"""What can go wrong with work that other processes do."""

from __future__ import annotations

from shoumi.core.errors import Conflict


class WorkerLost(Conflict):
    """A process that worked for this one was killed or ran out of memory; what it did is undone.

    Facts: ``signal`` that ended it, 0 where it left by itself.
    """

    code = "pools.worker_lost"


class WorkFailed(RuntimeError):
    """A bug in work that another process did.

    Says where it was raised, innermost last, and of what type it was.  The text of the error stays
    behind: it may quote the value it failed on.
    """
