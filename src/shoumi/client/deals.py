"""Deals and all that is named, filed and taken in for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import Files


class Deals(Calls):
    """The part of ``Client`` that is about deals."""

    def deals(self) -> Iterator[response_types.Deal]:
        return self._every(response_types.Deal, "deals")

    def deal(self, deal: str) -> response_types.WholeDeal:
        return self._one(response_types.WholeDeal, "deals", deal)

    def milestones(self, deal: str) -> Iterator[response_types.Milestone]:
        return self._every(response_types.Milestone, "deals", deal, "milestones")

    def filings(self, deal: str) -> Iterator[response_types.Filing]:
        return self._every(response_types.Filing, "deals", deal, "filings")

    def parties(self, deal: str) -> Iterator[response_types.Party]:
        return self._every(response_types.Party, "deals", deal, "parties")

    def name_party(
        self, deal: str, role: str, name: str, *, key: str | None = None, **more: str
    ) -> response_types.Party:
        """``more``: uscc, and the person who acts for it in the house."""
        body = {"role": role, "name": name, **more}
        return self._act(response_types.Party, "deals", deal, "parties", key=key, body=body)

    def datasets(self, deal: str) -> Iterator[response_types.DataSet]:
        return self._every(response_types.DataSet, "deals", deal, "datasets")

    def name_dataset(
        self, deal: str, code: str, name: str, *, key: str | None = None, **more: object
    ) -> response_types.DataSet:
        """``more``: handler and recipient (parties), recipient_kind, is_anonymised, has_sensitive,
        has_children, is_abroad, differs."""
        body = {"code": code, "name": name, **more}
        return self._act(response_types.DataSet, "deals", deal, "datasets", key=key, body=body)

    def file(
        self,
        deal: str,
        kind: str,
        paper: tuple[str, bytes],
        *,
        on: date | None = None,
        party: str | None = None,
        fen: int | None = None,
        key: str | None = None,
    ) -> response_types.Filing:
        """Put a paper, its name and content, on file; its name is kept nowhere."""
        told = {"kind": kind, "on": on and on.isoformat(), "party": party, "fen": fen}
        body = {name: value for name, value in told.items() if value is not None}
        place = ("deals", deal, "filings")
        return self._act(
            response_types.Filing, *place, key=key, body=body, files=[paper], part="document"
        )

    def make_deal(
        self,
        type: str,  # noqa: A002 - the API's own word
        title: str,
        parties: Sequence[Mapping[str, str]],
        *,
        key: str | None = None,
    ) -> response_types.Deal:
        body = {"type": type, "title": title, "parties": list(parties)}
        return self._act(response_types.Deal, "deals", key=key, body=body)

    def open_milestone(
        self, deal: str, stage: str, *, key: str | None = None
    ) -> response_types.Moved:
        return self._move(deal, stage, "open", key)

    def finish_milestone(
        self, deal: str, stage: str, *, key: str | None = None
    ) -> response_types.Moved:
        return self._move(deal, stage, "finish", key)

    def waive_milestone(
        self, deal: str, stage: str, reason: str, *, key: str | None = None
    ) -> response_types.Moved:
        return self._move(deal, stage, "waive", key, {"reason": reason})

    def turn_down_milestone(
        self, deal: str, stage: str, reason: str, *, key: str | None = None
    ) -> response_types.Moved:
        return self._move(deal, stage, "turn-down", key, {"reason": reason})

    def _move(
        self,
        deal: str,
        stage: str,
        move: str,
        key: str | None,
        body: Mapping[str, object] | None = None,
    ) -> response_types.Moved:
        return self._act(
            response_types.Moved, "deals", deal, "milestones", stage, move, key=key, body=body
        )

    def suspend(
        self, deal: str, reason: str, note: str = "", *, key: str | None = None
    ) -> response_types.Deal:
        body = {"reason": reason, "note": note}
        return self._act(response_types.Deal, "deals", deal, "suspend", key=key, body=body)

    def resume(self, deal: str, *, key: str | None = None) -> response_types.Deal:
        return self._act(response_types.Deal, "deals", deal, "resume", key=key)

    # Files

    def report_files(
        self, deal: str, dataset: str, files: Files, **choices: object
    ) -> response_types.Report:
        """What taking the files in would do; ``choices`` are mapped, accepted, is_complete."""
        body = {"dataset": dataset, **choices}
        place = ("deals", deal, "intake", "report")
        return self._act(response_types.Report, *place, key=None, body=body, files=files)

    def take_files_in(
        self, deal: str, dataset: str, files: Files, *, key: str | None = None, **choices: object
    ) -> response_types.Taken:
        body = {"dataset": dataset, **choices}
        return self._act(
            response_types.Taken, "deals", deal, "intake", key=key, body=body, files=files
        )
