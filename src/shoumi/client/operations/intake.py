# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about intake."""

from __future__ import annotations

from collections.abc import Sequence

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
        key: str | None = None,
    ) -> response_types.Taken:
        """Store everybody or nobody.

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
            },
            files={"files": files},
        )
