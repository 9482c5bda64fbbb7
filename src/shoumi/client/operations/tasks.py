# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.json_decoder import decoded


class Tasks(Calls):
    """The part of ``Client`` about tasks."""

    def read_more_task(
        self, *, reads: int, key: str | None = None
    ) -> response_types.MoreReads | response_types.WholeApproval:
        """Look at more customers one by one than is usual. Takes two persons.

        Needs the scope ``tasks:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR, LEG,
        MKT, OPS, PRO, PWG, SEC, TR.
        """
        status, told = self._answered("tasks", "read-more", key=key, body={"reads": reads})
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.MoreReads, told)

    def tasks(
        self, *, deal: str | None = None, is_open: bool | None = None
    ) -> Iterator[response_types.Task]:
        """Tasks of the deals in which the caller takes part, the newest first.

        Needs the scope ``tasks:read``.
        """
        return self._every(response_types.Task, "tasks", deal=deal, is_open=is_open)

    def task(self, task: str) -> response_types.Task:
        """One task.

        Needs the scope ``tasks:read``.
        """
        return self._one(response_types.Task, "tasks", task)

    def open_task(
        self,
        deal: str,
        *,
        purpose: str,
        actors: Sequence[str],
        acts: Sequence[str],
        until: datetime,
        fields: Sequence[str] | None = None,
        subject: str | None = None,
        key: str | None = None,
    ) -> response_types.Task:
        """Give people a purpose for acts on fields of a deal until a time.

        ``fields``  all registered for the purpose where none is named
        ``subject``  the one customer it is about; a request and a destruction must name it
        ``purpose``  one of service, kyc, inventory, due_diligence, notice, handover, request,
            destruction, tax, registration
        ``acts``  one of reveal, list, export, send, warn, write, enter

        Needs the scope ``tasks:write`` and one of the roles DPO, HEAD.
        """
        return self._act(
            response_types.Task,
            "deals",
            deal,
            "tasks",
            key=key,
            body={
                "purpose": purpose,
                "actors": actors,
                "acts": acts,
                "fields": fields,
                "subject": subject,
                "until": until,
            },
        )

    def confirm_task(self, task: str, *, key: str | None = None) -> response_types.Task:
        """Say yes to a task that another person opened for himself or herself.

        Needs the scope ``tasks:write`` and one of the roles DPO, HEAD.
        """
        return self._act(response_types.Task, "tasks", task, "confirm", key=key)

    def close_task(self, task: str, *, key: str | None = None) -> response_types.Task:
        """End the work; every grant that rests on it ends with it.

        Needs the scope ``tasks:write`` and one of the roles DPO, HEAD.
        """
        return self._act(response_types.Task, "tasks", task, "close", key=key)

    def read_minor_task(
        self,
        task: str,
        *,
        subject: str,
        fields: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.MinorLook | response_types.WholeApproval:
        """Look at a minor's record, once. Takes two persons.

        Without ``fields`` all that the task is about.

        Needs the scope ``tasks:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR, LEG,
        MKT, OPS, PRO, PWG, SEC, TR.
        """
        status, told = self._answered(
            "tasks", task, "read-minor", key=key, body={"subject": subject, "fields": fields}
        )
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.MinorLook, told)
