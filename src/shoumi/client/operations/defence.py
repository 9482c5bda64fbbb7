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

    def ruleset(self, ruleset: str) -> response_types.RuleSet:
        """One rule set.

        Needs the scope ``defence:read``.
        """
        return self._one(response_types.RuleSet, "firewall", ruleset)

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
