# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about calendar."""

from __future__ import annotations

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.json_decoder import decoded


class Calendar(Calls):
    """The part of ``Client`` about calendar."""

    def years(self) -> response_types.YearTables:
        """The holidays of every year there is a table of, the last first.

        Needs the scope ``duties:read``.
        """
        return self._one(response_types.YearTables, "settings", "holidays")

    def enter_calendar(
        self,
        *,
        year: int,
        source: str,
        notice: str | None = None,
        rest: str | None = None,
        make_up: str | None = None,
        key: str | None = None,
    ) -> response_types.YearTable | response_types.WholeApproval:
        """Enter the holidays of a year. Takes two persons.

        The official ``notice`` in Chinese, or lines: ``rest`` with a holiday, its first and its
        last day each, ``make_up`` with a day each.

        Needs the scope ``calendar:write`` and one of the roles DPO, HEAD, LEG, OPS.
        """
        status, told = self._answered(
            "settings",
            "holidays",
            key=key,
            body={
                "year": year,
                "source": source,
                "notice": notice,
                "rest": rest,
                "make_up": make_up,
            },
        )
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.YearTable, told)
