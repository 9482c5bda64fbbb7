# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about jobs."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Jobs(Calls):
    """The part of ``Client`` about jobs."""

    def jobs(self, *, state: str | None = None) -> Iterator[response_types.Job]:
        """Jobs, the newest first.

        ``state``  one of ready, running, done, dead

        Needs the scope ``jobs:read`` and one of the roles AUD, DPO, HEAD, OPS, SEC, SUP.
        """
        return self._every(response_types.Job, "jobs", state=state)

    def job(self, job: str) -> response_types.Job:
        """One job.

        Needs the scope ``jobs:read`` and one of the roles AUD, DPO, HEAD, OPS, SEC, SUP.
        """
        return self._one(response_types.Job, "jobs", job)

    def redeliver(self, job: str, *, key: str | None = None) -> response_types.Job:
        """Try a job that was given up once more, from where it came to.

        Needs the scope ``jobs:write`` and one of the roles DPO, OPS, SEC.
        """
        return self._act(response_types.Job, "jobs", job, "redeliver", key=key)
