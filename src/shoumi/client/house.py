"""Everything a program can read and do, one method for each operation of the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import quote

from shoumi.client import shapes
from shoumi.client.calling import Connection, Files
from shoumi.client.decoding import decoded
from shoumi.client.refusals import BadAnswer

Shape = TypeVar("Shape")


def _at(*parts: str) -> str:
    return "".join(f"/{quote(part, safe='')}" for part in parts)


class Client:
    """A house, as the token's person may see and change it.

    Every method raises ``Refused``, ``Unreachable`` or ``BadAnswer``.  An act takes a ``key``
    where it repeats one whose answer never came; otherwise a new one is made.
    """

    def __init__(self, site: str, token: str, **more: Any) -> None:
        """``more`` is that of ``Connection``."""
        self.connection = Connection(site, token, **more)

    def __enter__(self) -> Client:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.connection.close()

    def _one(self, kind: type[Shape], *parts: str) -> Shape:
        return decoded(kind, self.connection.read(_at(*parts)))

    def _every(self, shape: type[Shape], /, *parts: str, **query: object) -> Iterator[Shape]:
        return self.connection.items(shape, _at(*parts), query)

    def _act(
        self,
        kind: type[Shape],
        *parts: str,
        key: str | None,
        body: Mapping[str, object] | None = None,
        files: Files = (),
    ) -> Shape:
        return decoded(kind, self.connection.act(_at(*parts), body, files=files, key=key))

    # Deals

    def deals(self) -> Iterator[shapes.Deal]:
        return self._every(shapes.Deal, "deals")

    def deal(self, deal: str) -> shapes.WholeDeal:
        return self._one(shapes.WholeDeal, "deals", deal)

    def milestones(self, deal: str) -> Iterator[shapes.Milestone]:
        return self._every(shapes.Milestone, "deals", deal, "milestones")

    def filings(self, deal: str) -> Iterator[shapes.Filing]:
        return self._every(shapes.Filing, "deals", deal, "filings")

    def make_deal(
        self,
        type: str,  # noqa: A002 - the API's own word
        title: str,
        parties: Sequence[Mapping[str, str]],
        *,
        key: str | None = None,
    ) -> shapes.Deal:
        body = {"type": type, "title": title, "parties": list(parties)}
        return self._act(shapes.Deal, "deals", key=key, body=body)

    def open_milestone(self, deal: str, stage: str, *, key: str | None = None) -> shapes.Moved:
        return self._move(deal, stage, "open", key)

    def finish_milestone(self, deal: str, stage: str, *, key: str | None = None) -> shapes.Moved:
        return self._move(deal, stage, "finish", key)

    def waive_milestone(
        self, deal: str, stage: str, reason: str, *, key: str | None = None
    ) -> shapes.Moved:
        return self._move(deal, stage, "waive", key, {"reason": reason})

    def turn_down_milestone(
        self, deal: str, stage: str, reason: str, *, key: str | None = None
    ) -> shapes.Moved:
        return self._move(deal, stage, "turn-down", key, {"reason": reason})

    def _move(
        self,
        deal: str,
        stage: str,
        move: str,
        key: str | None,
        body: Mapping[str, object] | None = None,
    ) -> shapes.Moved:
        return self._act(shapes.Moved, "deals", deal, "milestones", stage, move, key=key, body=body)

    def suspend(
        self, deal: str, reason: str, note: str = "", *, key: str | None = None
    ) -> shapes.Deal:
        body = {"reason": reason, "note": note}
        return self._act(shapes.Deal, "deals", deal, "suspend", key=key, body=body)

    def resume(self, deal: str, *, key: str | None = None) -> shapes.Deal:
        return self._act(shapes.Deal, "deals", deal, "resume", key=key)

    # Files

    def report_files(
        self, deal: str, dataset: str, files: Files, **choices: object
    ) -> shapes.Report:
        """What taking the files in would do; ``choices`` are mapped, accepted, is_complete."""
        body = {"dataset": dataset, **choices}
        place = ("deals", deal, "intake", "report")
        return self._act(shapes.Report, *place, key=None, body=body, files=files)

    def take_files_in(
        self, deal: str, dataset: str, files: Files, *, key: str | None = None, **choices: object
    ) -> shapes.Taken:
        body = {"dataset": dataset, **choices}
        return self._act(shapes.Taken, "deals", deal, "intake", key=key, body=body, files=files)

    # Customers and the work that is done on them

    def customers(
        self, deal: str, *, state: str | None = None, kind: str | None = None
    ) -> Iterator[shapes.Customer]:
        return self._every(shapes.Customer, "deals", deal, "customers", state=state, kind=kind)

    def customer(self, customer: str) -> shapes.Customer:
        return self._one(shapes.Customer, "customers", customer)

    def reveal(self, customer: str, task: str, fields: Sequence[str]) -> Mapping[str, str]:
        """Values by field code, through the gate; the entry of the ledger is there first."""
        body = {"task": task, "fields": list(fields)}
        place = ("customers", customer, "reveal")
        return self._act(shapes.Revealed, *place, key=None, body=body).values

    def tasks(
        self, *, deal: str | None = None, is_open: bool | None = None
    ) -> Iterator[shapes.Task]:
        return self._every(shapes.Task, "tasks", deal=deal, is_open=is_open)

    def task(self, task: str) -> shapes.Task:
        return self._one(shapes.Task, "tasks", task)

    def open_task(
        self,
        deal: str,
        purpose: str,
        actors: Sequence[str],
        acts: Sequence[str],
        until: datetime,
        *,
        fields: Sequence[str] = (),
        key: str | None = None,
    ) -> shapes.Task:
        """``fields``: all that are registered for the purpose where none is named."""
        body = {
            "purpose": purpose,
            "actors": list(actors),
            "acts": list(acts),
            "fields": list(fields),
            "until": until.isoformat(),
        }
        return self._act(shapes.Task, "deals", deal, "tasks", key=key, body=body)

    def close_task(self, task: str, *, key: str | None = None) -> shapes.Task:
        return self._act(shapes.Task, "tasks", task, "close", key=key)

    # Campaigns

    def campaigns(self, deal: str) -> Iterator[shapes.Campaign]:
        return self._every(shapes.Campaign, "deals", deal, "campaigns")

    def campaign(self, campaign: str) -> shapes.WholeCampaign:
        return self._one(shapes.WholeCampaign, "campaigns", campaign)

    def open_campaign(self, campaign: str, *, key: str | None = None) -> shapes.WholeCampaign:
        return self._act(shapes.WholeCampaign, "campaigns", campaign, "open", key=key)

    def close_campaign(self, campaign: str, *, key: str | None = None) -> shapes.WholeCampaign:
        return self._act(shapes.WholeCampaign, "campaigns", campaign, "close", key=key)

    # Rooms, packages, destruction

    def rooms(self) -> Iterator[shapes.Room]:
        return self._every(shapes.Room, "rooms")

    def room(self, room: str) -> shapes.Room:
        return self._one(shapes.Room, "rooms", room)

    def packages(self) -> Iterator[shapes.Package]:
        return self._every(shapes.Package, "packages")

    def package(self, package: str) -> shapes.Package:
        return self._one(shapes.Package, "packages", package)

    def seal(
        self, deal: str, recipient: str, task: str, public_key: str, *, key: str | None = None
    ) -> shapes.Package:
        """``public_key`` is the recipient's; another person releases the package on its page."""
        body = {"recipient": recipient, "task": task, "key": public_key}
        return self._act(shapes.Package, "deals", deal, "packages", key=key, body=body)

    def orders(self) -> Iterator[shapes.Order]:
        return self._every(shapes.Order, "destruction")

    def order(self, order: str) -> shapes.Order:
        return self._one(shapes.Order, "destruction", order)

    def propose_destruction(
        self, deal: str, basis: str, customers: Sequence[str], *, key: str | None = None
    ) -> shapes.Order:
        body = {"basis": basis, "subjects": list(customers)}
        return self._act(shapes.Order, "deals", deal, "destruction", key=key, body=body)

    # Demands and statements

    def duties(self, *, state: str | None = None) -> Iterator[shapes.Duty]:
        return self._every(shapes.Duty, "duties", state=state)

    def duty(self, duty: str) -> shapes.Duty:
        return self._one(shapes.Duty, "duties", duty)

    def attestations(self, *, duty: str | None = None) -> Iterator[shapes.Attestation]:
        return self._every(shapes.Attestation, "attestations", duty=duty)

    def attestation(self, attestation: str) -> shapes.Attestation:
        return self._one(shapes.Attestation, "attestations", attestation)

    def attest(
        self, duty: str, statement: str, evidence: str, *, key: str | None = None, **more: object
    ) -> shapes.Attestation:
        """``evidence`` is a SHA-256 in hex; ``more``: deal, until (RFC 3339), note."""
        body = {"statement": statement, "evidence": evidence, **more}
        return self._act(shapes.Attestation, "duties", duty, "attestations", key=key, body=body)

    def revoke(self, attestation: str, *, key: str | None = None) -> shapes.Attestation:
        return self._act(shapes.Attestation, "attestations", attestation, "revoke", key=key)

    # The ledger

    def entries(self, *, start: int = 0, deal: str | None = None) -> Iterator[shapes.Entry]:
        """From ``start`` on, the oldest first."""
        return self._every(shapes.Entry, "evidence", start=start, deal=deal)

    def entry(self, position: int) -> shapes.Entry:
        return self._one(shapes.Entry, "evidence", str(position))

    def head(self) -> shapes.Head:
        return self._one(shapes.Head, "evidence", "head")

    def checkpoint(self) -> str:
        """The head as a signed note."""
        return self.connection.text(_at("evidence", "checkpoint"))

    def proof(self, position: int) -> str:
        """The entry with its path to a signed head, for ``shoumi verify``."""
        return self.connection.text(_at("evidence", str(position), "proof"))

    # Background work, and the API itself

    def jobs(self, *, state: str | None = None) -> Iterator[shapes.Job]:
        return self._every(shapes.Job, "jobs", state=state)

    def job(self, job: str) -> shapes.Job:
        return self._one(shapes.Job, "jobs", job)

    def redeliver(self, job: str, *, key: str | None = None) -> shapes.Job:
        return self._act(shapes.Job, "jobs", job, "redeliver", key=key)

    def description(self) -> Mapping[str, Any]:
        """OpenAPI 3.1."""
        found = self.connection.read("/openapi.json")
        if not isinstance(found, dict):
            raise BadAnswer("openapi.json")
        return found
