"""Everything a program can read and do, one method for each operation of the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from shoumi.client import response_types
from shoumi.client.calls import at
from shoumi.client.deals import Deals
from shoumi.client.json_decoder import decoded
from shoumi.client.refusals import BadAnswer


class Client(Deals):
    """A house, as the token's person may see and change it.

    Every method raises ``Refused``, ``Unreachable`` or ``BadAnswer``.  An act takes a ``key``
    where it repeats one whose answer never came; otherwise a new one is made.
    """

    # Customers and the work that is done on them

    def customers(
        self, deal: str, *, state: str | None = None, kind: str | None = None
    ) -> Iterator[response_types.Customer]:
        return self._every(
            response_types.Customer, "deals", deal, "customers", state=state, kind=kind
        )

    def customer(self, customer: str) -> response_types.Customer:
        return self._one(response_types.Customer, "customers", customer)

    def reveal(self, customer: str, task: str, fields: Sequence[str]) -> Mapping[str, str]:
        """Values by field code, through the gate; the entry of the ledger is there first."""
        body = {"task": task, "fields": list(fields)}
        place = ("customers", customer, "reveal")
        return self._act(response_types.Revealed, *place, key=None, body=body).values

    def tasks(
        self, *, deal: str | None = None, is_open: bool | None = None
    ) -> Iterator[response_types.Task]:
        return self._every(response_types.Task, "tasks", deal=deal, is_open=is_open)

    def task(self, task: str) -> response_types.Task:
        return self._one(response_types.Task, "tasks", task)

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
    ) -> response_types.Task:
        """``fields``: all that are registered for the purpose where none is named."""
        body = {
            "purpose": purpose,
            "actors": list(actors),
            "acts": list(acts),
            "fields": list(fields),
            "until": until.isoformat(),
        }
        return self._act(response_types.Task, "deals", deal, "tasks", key=key, body=body)

    def close_task(self, task: str, *, key: str | None = None) -> response_types.Task:
        return self._act(response_types.Task, "tasks", task, "close", key=key)

    # Campaigns

    def campaigns(self, deal: str) -> Iterator[response_types.Campaign]:
        return self._every(response_types.Campaign, "deals", deal, "campaigns")

    def campaign(self, campaign: str) -> response_types.WholeCampaign:
        return self._one(response_types.WholeCampaign, "campaigns", campaign)

    def notices(self, deal: str) -> Iterator[response_types.Notice]:
        return self._every(response_types.Notice, "deals", deal, "notices")

    def approve_notice(
        self, deal: str, instrument: str, contents: Mapping[str, str], *, key: str | None = None
    ) -> response_types.Notice:
        body = {"instrument": instrument, "contents": dict(contents)}
        return self._act(response_types.Notice, "deals", deal, "notices", key=key, body=body)

    def prepare_campaign(
        self, deal: str, notice: str, purpose: str, recipient: str, *, key: str | None = None
    ) -> response_types.WholeCampaign:
        body = {"notice": notice, "purpose": purpose, "recipient": recipient}
        return self._act(
            response_types.WholeCampaign, "deals", deal, "campaigns", key=key, body=body
        )

    def answers(self, campaign: str) -> Iterator[response_types.Answer]:
        """Everyone who was asked or told, with what each said."""
        return self._every(response_types.Answer, "campaigns", campaign, "answers")

    def open_campaign(
        self, campaign: str, *, key: str | None = None
    ) -> response_types.WholeCampaign:
        return self._act(response_types.WholeCampaign, "campaigns", campaign, "open", key=key)

    def close_campaign(
        self, campaign: str, *, key: str | None = None
    ) -> response_types.WholeCampaign:
        return self._act(response_types.WholeCampaign, "campaigns", campaign, "close", key=key)

    # Rooms, packages, destruction

    def rooms(self) -> Iterator[response_types.Room]:
        return self._every(response_types.Room, "rooms")

    def room(self, room: str) -> response_types.Room:
        return self._one(response_types.Room, "rooms", room)

    def packages(self) -> Iterator[response_types.Package]:
        return self._every(response_types.Package, "packages")

    def package(self, package: str) -> response_types.Package:
        return self._one(response_types.Package, "packages", package)

    def seal(
        self, deal: str, recipient: str, task: str, public_key: str, *, key: str | None = None
    ) -> response_types.Package:
        """``public_key`` is the recipient's; another person releases the package."""
        body = {"recipient": recipient, "task": task, "key": public_key}
        return self._act(response_types.Package, "deals", deal, "packages", key=key, body=body)

    def release(
        self, package: str, sha256: str, *, key: str | None = None
    ) -> response_types.Package:
        """The second person's yes to the very file whose hash this is."""
        place, body = ("packages", package, "release"), {"sha256": sha256}
        return self._act(response_types.Package, *place, key=key, body=body)

    def orders(self) -> Iterator[response_types.Order]:
        return self._every(response_types.Order, "destruction")

    def order(self, order: str) -> response_types.Order:
        return self._one(response_types.Order, "destruction", order)

    def propose_destruction(
        self, deal: str, basis: str, customers: Sequence[str], *, key: str | None = None
    ) -> response_types.Order:
        body = {"basis": basis, "subjects": list(customers)}
        return self._act(response_types.Order, "deals", deal, "destruction", key=key, body=body)

    def witness(self, order: str, *, key: str | None = None) -> response_types.Order:
        return self._act(response_types.Order, "destruction", order, "witness", key=key)

    # What takes two persons, and what one may open alone

    def approvals(self, *, is_waiting: bool = False) -> Iterator[response_types.Approval]:
        """``is_waiting``: those alone that this caller can answer now."""
        return self._every(response_types.Approval, "approvals", is_waiting=is_waiting)

    def approval(self, approval: str) -> response_types.WholeApproval:
        return self._one(response_types.WholeApproval, "approvals", approval)

    def approve(
        self, approval: str, digest: str, *, key: str | None = None
    ) -> response_types.WholeApproval:
        """Say yes to the change of that digest, which was read."""
        return self._answer(approval, "approve", digest, key)

    def turn_down(
        self, approval: str, digest: str, *, key: str | None = None
    ) -> response_types.WholeApproval:
        return self._answer(approval, "turn-down", digest, key)

    def _answer(
        self, approval: str, verb: str, digest: str, key: str | None
    ) -> response_types.WholeApproval:
        place, body = ("approvals", approval, verb), {"digest": digest}
        return self._act(response_types.WholeApproval, *place, key=key, body=body)

    def withdraw(self, approval: str, *, key: str | None = None) -> response_types.WholeApproval:
        return self._act(response_types.WholeApproval, "approvals", approval, "withdraw", key=key)

    def rotate_keys(
        self,
        what: str,
        *,
        deal: str | None = None,
        suite: str | None = None,
        key: str | None = None,
    ) -> response_types.WholeApproval | response_types.Rotations:
        """What was begun; or, where nobody has approved it yet, the request that was made.  Once
        it is approved, call again with a new key."""
        body = {"what": what, "deal": deal, "suite": suite}
        told = self.connection.act(at("keys", "rotations"), body, key=key)
        if isinstance(told, dict) and "rotations" in told:
            return decoded(response_types.Rotations, told)
        return decoded(response_types.WholeApproval, told)

    def emergencies(self, *, is_reviewed: bool | None = None) -> Iterator[response_types.Emergency]:
        return self._every(response_types.Emergency, "emergencies", is_reviewed=is_reviewed)

    def emergency(self, emergency: str) -> response_types.Emergency:
        return self._one(response_types.Emergency, "emergencies", emergency)

    # Demands and statements

    def duties(self, *, state: str | None = None) -> Iterator[response_types.Duty]:
        return self._every(response_types.Duty, "duties", state=state)

    def duty(self, duty: str) -> response_types.Duty:
        return self._one(response_types.Duty, "duties", duty)

    def attestations(self, *, duty: str | None = None) -> Iterator[response_types.Attestation]:
        return self._every(response_types.Attestation, "attestations", duty=duty)

    def attestation(self, attestation: str) -> response_types.Attestation:
        return self._one(response_types.Attestation, "attestations", attestation)

    def attest(
        self, duty: str, statement: str, evidence: str, *, key: str | None = None, **more: object
    ) -> response_types.Attestation:
        """``evidence`` is a SHA-256 in hex; ``more``: deal, until (RFC 3339), note."""
        body = {"statement": statement, "evidence": evidence, **more}
        return self._act(
            response_types.Attestation, "duties", duty, "attestations", key=key, body=body
        )

    def revoke(self, attestation: str, *, key: str | None = None) -> response_types.Attestation:
        return self._act(response_types.Attestation, "attestations", attestation, "revoke", key=key)

    # The ledger

    def entries(self, *, start: int = 0, deal: str | None = None) -> Iterator[response_types.Entry]:
        """From ``start`` on, the oldest first."""
        return self._every(response_types.Entry, "evidence", start=start, deal=deal)

    def entry(self, position: int) -> response_types.Entry:
        return self._one(response_types.Entry, "evidence", str(position))

    def head(self) -> response_types.Head:
        return self._one(response_types.Head, "evidence", "head")

    def checkpoint(self) -> str:
        """The head as a signed note."""
        return self.connection.text(at("evidence", "checkpoint"))

    def proof(self, position: int) -> str:
        """The entry with its path to a signed head, for ``shoumi verify``."""
        return self.connection.text(at("evidence", str(position), "proof"))

    # Background work, and the API itself

    def jobs(self, *, state: str | None = None) -> Iterator[response_types.Job]:
        return self._every(response_types.Job, "jobs", state=state)

    def job(self, job: str) -> response_types.Job:
        return self._one(response_types.Job, "jobs", job)

    def redeliver(self, job: str, *, key: str | None = None) -> response_types.Job:
        return self._act(response_types.Job, "jobs", job, "redeliver", key=key)

    def description(self) -> Mapping[str, Any]:
        """OpenAPI 3.1."""
        found = self.connection.read("/openapi.json")
        if not isinstance(found, dict):
            raise BadAnswer("openapi.json")
        return found
