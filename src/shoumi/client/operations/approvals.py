# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about approvals."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Approvals(Calls):
    """The part of ``Client`` about approvals."""

    def approvals(self, *, is_waiting: bool | None = None) -> Iterator[response_types.Approval]:
        """Requests that the caller asked for, answered or may answer, the newest first.

        Needs the scope ``approvals:read``.
        """
        return self._every(response_types.Approval, "approvals", is_waiting=is_waiting)

    def approval(self, approval: str) -> response_types.WholeApproval:
        """One request with what would change.

        Needs the scope ``approvals:read``.
        """
        return self._one(response_types.WholeApproval, "approvals", approval)

    def approve(
        self, approval: str, *, digest: str, key: str | None = None
    ) -> response_types.WholeApproval:
        """Say yes to exactly this change; whoever asked carries it out.

        ``digest``  of the change that was read: nothing else is answered for

        Needs the scope ``approvals:write`` and one of the roles DPO, HEAD, LEG.
        """
        return self._act(
            response_types.WholeApproval,
            "approvals",
            approval,
            "approve",
            key=key,
            body={"digest": digest},
        )

    def turn_down(
        self, approval: str, *, digest: str, key: str | None = None
    ) -> response_types.WholeApproval:
        """Say no to it.

        ``digest``  of the change that was read: nothing else is answered for

        Needs the scope ``approvals:write`` and one of the roles DPO, HEAD, LEG.
        """
        return self._act(
            response_types.WholeApproval,
            "approvals",
            approval,
            "turn-down",
            key=key,
            body={"digest": digest},
        )

    def withdraw(self, approval: str, *, key: str | None = None) -> response_types.WholeApproval:
        """Take back a request of one's own that was not used.

        Needs the scope ``approvals:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR,
        LEG, MKT, OPS, PRO, PWG, SEC, TR.
        """
        return self._act(response_types.WholeApproval, "approvals", approval, "withdraw", key=key)
