# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about defence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Defence(Calls):
    """The part of ``Client`` about defence."""

    def firewall(self) -> Iterator[response_types.RuleSet]:
        """The rule sets of the firewall, the newest first.

        Needs the scope ``defence:read``.
        """
        return self._every(response_types.RuleSet, "firewall")

    def draft_firewall(
        self, *, openings: str, is_routing: bool | None = None, key: str | None = None
    ) -> response_types.RuleSet:
        """Draft a rule set of the firewall.

        Needs the scope ``defence:write`` and one of the roles OPS, SEC.
        """
        return self._act(
            response_types.RuleSet,
            "firewall",
            key=key,
            body={"openings": openings, "is_routing": is_routing},
        )

    def canaries_list(self) -> Iterator[response_types.CustomerCanary]:
        """The canaries among customers, the newest first.

        Needs the scope ``defence:read`` and one of the roles DPO, HEAD, SEC.
        """
        return self._every(response_types.CustomerCanary, "customer-canaries")

    def block_firewall(
        self, *, address: str, reasons: str, hours: int | None = None, key: str | None = None
    ) -> response_types.Block:
        """Shut an address out for some hours.

        Needs the scope ``defence:write`` and one of the roles OPS, SEC.
        """
        return self._act(
            response_types.Block,
            "firewall",
            "block",
            key=key,
            body={"address": address, "hours": hours, "reasons": reasons},
        )

    def ruleset(self, ruleset: str) -> response_types.RuleSet:
        """One rule set.

        Needs the scope ``defence:read``.
        """
        return self._one(response_types.RuleSet, "firewall", ruleset)

    def blocks(self) -> Iterator[response_types.Block]:
        """The addresses that are or were shut out for a while, the newest first.

        Needs the scope ``defence:read``.
        """
        return self._every(response_types.Block, "blocks")

    def detection(self) -> Iterator[response_types.Alert]:
        """The alerts that are not about who asks, the newest first.

        Needs the scope ``defence:read``.
        """
        return self._every(response_types.Alert, "detection")

    def audit(self) -> Iterator[response_types.Finding]:
        """The findings of the audit, the newest first.

        Needs the scope ``defence:read``.
        """
        return self._every(response_types.Finding, "audit")

    def matrix(self, matrix: str) -> response_types.MatrixLines:
        """Every requirement of a matrix, ``mlps3``, ``asvs`` or ``asvs2``, as it stands now.

        Needs the scope ``defence:read``.
        """
        return self._one(response_types.MatrixLines, "matrices", matrix)

    def sensors(self) -> Iterator[response_types.Sensor]:
        """The sensors of others whose logs are read, the newest first.

        Needs the scope ``defence:read``.
        """
        return self._every(response_types.Sensor, "sensors")

    def canaries(self) -> Iterator[response_types.Canary]:
        """The canaries, the newest first; who they are made up to be is told on their pages alone.

        Needs the scope ``defence:read`` and one of the roles DPO, HEAD, SEC.
        """
        return self._every(response_types.Canary, "canaries")

    def approve_firewall(self, ruleset: str, *, key: str | None = None) -> response_types.RuleSet:
        """Approve a rule set of the firewall.

        Needs the scope ``defence:decide`` and one of the roles DPO, OPS, SEC.
        """
        return self._act(response_types.RuleSet, "firewall", ruleset, "approve", key=key)

    def review_firewall(self, ruleset: str, *, key: str | None = None) -> response_types.RuleSet:
        """Say that each opening is still needed.

        Needs the scope ``defence:write`` and one of the roles OPS, SEC.
        """
        return self._act(response_types.RuleSet, "firewall", ruleset, "review", key=key)

    def end_firewall(self, ruleset: str, *, key: str | None = None) -> response_types.RuleSet:
        """End a rule set of the firewall.

        Needs the scope ``defence:decide`` and the role HEAD.
        """
        return self._act(response_types.RuleSet, "firewall", ruleset, "end", key=key)

    def block_address_detection(
        self, securitycase: str, *, address: str, hours: int | None = None, key: str | None = None
    ) -> response_types.Block:
        """Shut out where an alert came from.

        Needs the scope ``defence:write`` and one of the roles OPS, SEC.
        """
        return self._act(
            response_types.Block,
            "detection",
            securitycase,
            "block-address",
            key=key,
            body={"address": address, "hours": hours},
        )

    def unblock_firewall(
        self, addressblock: str, *, key: str | None = None
    ) -> response_types.Block:
        """Let an address in again.

        Needs the scope ``defence:write`` and one of the roles OPS, SEC.
        """
        return self._act(response_types.Block, "blocks", addressblock, "unblock", key=key)

    def take_detection(self, securitycase: str, *, key: str | None = None) -> response_types.Alert:
        """Take an alert.

        Needs the scope ``defence:write`` and one of the roles DPO, OPS, SEC.
        """
        return self._act(response_types.Alert, "detection", securitycase, "take", key=key)

    def close_detection(
        self, securitycase: str, *, verdict: str, reasons: str, key: str | None = None
    ) -> response_types.Alert:
        """Say what an alert turned out to be.

        ``verdict``  one of INTRUSION, MISUSE, FALSE_ALARM

        Needs the scope ``defence:write`` and one of the roles DPO, OPS, SEC.
        """
        return self._act(
            response_types.Alert,
            "detection",
            securitycase,
            "close",
            key=key,
            body={"verdict": verdict, "reasons": reasons},
        )

    def report_detection(
        self, securitycase: str, *, words: str | None = None, key: str | None = None
    ) -> response_types.ReportedIncident:
        """Report an alert as an incident.

        Needs the scope ``defence:write`` and one of the roles DPO, OPS, SEC.
        """
        return self._act(
            response_types.ReportedIncident,
            "detection",
            securitycase,
            "report",
            key=key,
            body={"words": words},
        )

    def add_sensor(self, *, kind: str, path: str, key: str | None = None) -> response_types.Sensor:
        """Switch a sensor on.

        ``kind``  one of SURICATA, FAIL2BAN

        Needs the scope ``defence:decide`` and the role SEC.
        """
        return self._act(
            response_types.Sensor,
            "detection",
            "sensors",
            key=key,
            body={"kind": kind, "path": path},
        )

    def drop_sensor(self, sensor: str, *, key: str | None = None) -> response_types.Sensor:
        """Switch a sensor off.

        Needs the scope ``defence:decide`` and one of the roles HEAD, SEC.
        """
        return self._act(response_types.Sensor, "sensors", sensor, "drop", key=key)

    def draw_canary(
        self, *, holder: str, mobile: str, mail: str | None = None, key: str | None = None
    ) -> response_types.Canary:
        """Put a canary into the files of a company.

        Needs the scope ``defence:decide`` and one of the roles DPO, SEC.
        """
        return self._act(
            response_types.Canary,
            "canaries",
            "draw",
            key=key,
            body={"holder": holder, "mobile": mobile, "mail": mail},
        )

    def mark_canary(self, *, paper: str, key: str | None = None) -> response_types.Canary:
        """Make a paper of a data room a canary.

        Needs the scope ``defence:write`` and one of the roles DPO, SEC.
        """
        return self._act(response_types.Canary, "canaries", "mark", key=key, body={"paper": paper})

    def match_canary(self, *, told: str, key: str | None = None) -> response_types.Canary:
        """Say whose canary has a number, an address or a code.

        Needs the scope ``defence:write`` and one of the roles DPO, SEC.
        """
        return self._act(response_types.Canary, "canaries", "match", key=key, body={"told": told})

    def take_back_canary(self, canary: str, *, key: str | None = None) -> response_types.Canary:
        """Take a canary back.

        Needs the scope ``defence:write`` and one of the roles DPO, SEC.
        """
        return self._act(response_types.Canary, "canaries", canary, "take-back", key=key)

    def canaries_ask_customer(
        self, *, deal: str, key: str | None = None
    ) -> response_types.CustomerCanary:
        """Ask for a canary among the customers of a deal.

        Needs the scope ``defence:decide`` and one of the roles DPO, SEC.
        """
        return self._act(
            response_types.CustomerCanary, "canaries", "ask", key=key, body={"deal": deal}
        )

    def canaries_agree_customer(
        self, customercanary: str, *, key: str | None = None
    ) -> response_types.CustomerCanary:
        """Agree to a canary that another asked for.

        Needs the scope ``defence:decide`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(
            response_types.CustomerCanary, "customer-canaries", customercanary, "agree", key=key
        )

    def canaries_replace_customer(
        self, customercanary: str, *, key: str | None = None
    ) -> response_types.CustomerCanary:
        """Ask for another canary in the place of this one.

        Needs the scope ``defence:decide`` and one of the roles DPO, SEC.
        """
        return self._act(
            response_types.CustomerCanary, "customer-canaries", customercanary, "replace", key=key
        )

    def canaries_end_customer(
        self, customercanary: str, *, key: str | None = None
    ) -> response_types.CustomerCanary:
        """End a canary among customers.

        Needs the scope ``defence:write`` and one of the roles DPO, SEC.
        """
        return self._act(
            response_types.CustomerCanary, "customer-canaries", customercanary, "end", key=key
        )

    def ask_audit(
        self, auditfinding: str, *, until: datetime, reasons: str, key: str | None = None
    ) -> response_types.Finding:
        """Ask to let a finding stand for a while.

        Needs the scope ``defence:write`` and one of the roles OPS, SEC.
        """
        return self._act(
            response_types.Finding,
            "audit",
            auditfinding,
            "ask",
            key=key,
            body={"until": until, "reasons": reasons},
        )

    def allow_audit(self, auditfinding: str, *, key: str | None = None) -> response_types.Finding:
        """Let a finding stand for a while.

        Needs the scope ``defence:decide`` and one of the roles DPO, HEAD.
        """
        return self._act(response_types.Finding, "audit", auditfinding, "allow", key=key)
