# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about attestations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Attestations(Calls):
    """The part of ``Client`` about attestations."""

    def attestations(self, *, duty: str | None = None) -> Iterator[response_types.Attestation]:
        """Statements about the house and about the caller's deals, the newest first.

        Needs the scope ``attestations:read``.
        """
        return self._every(response_types.Attestation, "attestations", duty=duty)

    def attestation(self, attestation: str) -> response_types.Attestation:
        """One statement.

        Needs the scope ``attestations:read``.
        """
        return self._one(response_types.Attestation, "attestations", attestation)

    def statement_evidence(self, attestation: str) -> response_types.EvidenceFile:
        """The file on which it was stated; that it was opened is recorded.

        Needs the scope ``attestations:read``.
        """
        return self._one(response_types.EvidenceFile, "attestations", attestation, "evidence")

    def attest(
        self,
        duty: str,
        *,
        statement: str,
        kind: str,
        evidence: File,
        deal: str | None = None,
        until: datetime | None = None,
        note: str | None = None,
        persons: Sequence[str] | None = None,
        part: str | None = None,
        key: str | None = None,
    ) -> response_types.Attestation:
        """State that a demand is kept, on evidence that was looked at: it is checked and kept.

        ``statement``  one of in_place, checked_outside, none_occurred
        ``kind``  one of policy_version, policy_decision, crypto_inventory, scoped_grant,
            nda_record, nda_breach_case, dlp_hit, key_event, rotation_record, training_class,
            training_certificate, supervision_check, sanction_case, reward_record,
            vendor_assessment, pipia_report, dpa, entrust_record, vendor_token_event,
            consent_record, withdrawal_record, subject_notice, legal_opinion, audit_report,
            risk_item, destruction_record, tombstone_replay, plan_version, incident,
            authority_report, root_cause, accountability_decision, dsr_ticket, communication_log,
            collab_task, security_baseline, ids_alert, audit_log, vuln_ticket, backup_run,
            restore_test, awareness_item, quiz_result, commitment, commitment_check, assessment,
            finding, certification, mark_render_log, campaign, send_log, optout,
            supervision_report, supervision_order, drill_record, plan_change

        Needs the scope ``attestations:write``.
        """
        return self._act(
            response_types.Attestation,
            "duties",
            duty,
            "attestations",
            key=key,
            body={
                "statement": statement,
                "kind": kind,
                "deal": deal,
                "until": until,
                "note": note,
                "persons": persons,
                "part": part,
            },
            files={"evidence": [evidence]},
        )

    def revoke(self, attestation: str, *, key: str | None = None) -> response_types.Attestation:
        """Take a statement back.

        Needs the scope ``attestations:write``.
        """
        return self._act(response_types.Attestation, "attestations", attestation, "revoke", key=key)
