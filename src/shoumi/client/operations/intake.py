# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about intake."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import Files


class Intake(Calls):
    """The part of ``Client`` about intake."""

    def report_files(
        self,
        deal: str,
        *,
        dataset: str,
        files: Files,
        is_complete: bool | None = None,
        mapped: Sequence[str] | None = None,
        accepted: Sequence[str] | None = None,
        decided: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.Report:
        """What the columns are, what stands in the way, what would change; nothing is stored.

        Needs the scope ``intake:write`` and one of the roles CON, DPO, OPS.
        """
        return self._act(
            response_types.Report,
            "deals",
            deal,
            "intake",
            "report",
            key=key,
            body={
                "dataset": dataset,
                "is_complete": is_complete,
                "mapped": mapped,
                "accepted": accepted,
                "decided": decided,
            },
            files={"files": files},
        )

    def take_files_in(
        self,
        deal: str,
        *,
        dataset: str,
        files: Files,
        is_complete: bool | None = None,
        mapped: Sequence[str] | None = None,
        accepted: Sequence[str] | None = None,
        decided: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.Taken:
        """Store who can be taken in, set the rows aside that have to be mended, or store nobody.

        Needs the scope ``intake:write`` and one of the roles CON, DPO, OPS.
        """
        return self._act(
            response_types.Taken,
            "deals",
            deal,
            "intake",
            key=key,
            body={
                "dataset": dataset,
                "is_complete": is_complete,
                "mapped": mapped,
                "accepted": accepted,
                "decided": decided,
            },
            files={"files": files},
        )

    def imports(self, deal: str) -> Iterator[response_types.Import]:
        """The rows of each import of the deal, the newest first.

        Needs the scope ``deals:read`` and one of the roles CON, DPO, OPS.
        """
        return self._every(response_types.Import, "deals", deal, "imports")

    def waiting(self, deal: str) -> response_types.WaitingInDeal:
        """What waits to be mended in each data set of the deal.

        Needs the scope ``deals:read`` and one of the roles CON, DPO, OPS.
        """
        return self._one(response_types.WaitingInDeal, "deals", deal, "set-aside")

    def take_out_intake(
        self, deal: str, *, dataset: str, task: str, key: str | None = None
    ) -> response_types.TakenOut:
        """The rows that wait, as a workbook with the reason beside each cell.

        The values leave the house: the gate is asked for an export, and the ledger tells of it.

        ``task``  an open one of the caller to export for an inventory of this deal

        Needs the scope ``customers:reveal`` and one of the roles CON, DPO, OPS.
        """
        return self._act(
            response_types.TakenOut,
            "deals",
            deal,
            "set-aside",
            "take-out",
            key=key,
            body={"dataset": dataset, "task": task},
        )
