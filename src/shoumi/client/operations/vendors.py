# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about vendors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Vendors(Calls):
    """The part of ``Client`` about vendors."""

    def vendors(self) -> Iterator[response_types.Vendor]:
        """The vendors, the newest first.

        Needs the scope ``vendors:read``.
        """
        return self._every(response_types.Vendor, "vendors")

    def register_vendor(
        self,
        *,
        name: str,
        code: str,
        mail: str,
        service: str,
        place: str,
        ways: Sequence[str],
        purposes: Sequence[str],
        fields: Sequence[str],
        high_risk: bool | None = None,
        key: str | None = None,
    ) -> response_types.Vendor:
        """Register a vendor.

        ``service``  one of TEXT_MESSAGES, MAIL, LETTERS, CALLS, STORAGE, OTHER
        ``ways``  one of text_messages, mail, file
        ``purposes``  one of service, kyc, inventory, due_diligence, notice, handover, request,
            destruction, tax, registration

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(
            response_types.Vendor,
            "vendors",
            key=key,
            body={
                "name": name,
                "code": code,
                "mail": mail,
                "service": service,
                "place": place,
                "ways": ways,
                "purposes": purposes,
                "fields": fields,
                "high_risk": high_risk,
            },
        )

    def vendor(self, vendor: str) -> response_types.Vendor:
        """One vendor.

        Needs the scope ``vendors:read``.
        """
        return self._one(response_types.Vendor, "vendors", vendor)

    def forms_list(self) -> Iterator[response_types.OwnForm]:
        """Every version of the questionnaires that the house owns, the newest first.

        Needs the scope ``vendors:read``.
        """
        return self._every(response_types.OwnForm, "vendor-forms")

    def change_vendor(
        self,
        vendor: str,
        *,
        name: str,
        service: str,
        place: str,
        ways: Sequence[str],
        purposes: Sequence[str],
        fields: Sequence[str],
        high_risk: bool | None = None,
        key: str | None = None,
    ) -> response_types.Vendor:
        """Change what a vendor is and may get.

        ``service``  one of TEXT_MESSAGES, MAIL, LETTERS, CALLS, STORAGE, OTHER
        ``ways``  one of text_messages, mail, file
        ``purposes``  one of service, kyc, inventory, due_diligence, notice, handover, request,
            destruction, tax, registration

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(
            response_types.Vendor,
            "vendors",
            vendor,
            "change",
            key=key,
            body={
                "name": name,
                "service": service,
                "place": place,
                "ways": ways,
                "purposes": purposes,
                "fields": fields,
                "high_risk": high_risk,
            },
        )

    def subs_vendor(
        self, vendor: str, *, subs: str | None = None, key: str | None = None
    ) -> response_types.Vendor:
        """List a vendor's own vendors.

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(
            response_types.Vendor, "vendors", vendor, "subs", key=key, body={"subs": subs}
        )

    def agree_vendor(
        self, vendor: str, *, names: Sequence[str], key: str | None = None
    ) -> response_types.Vendor:
        """Agree to a vendor's own vendors.

        Needs the scope ``vendors:sign`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Vendor, "vendors", vendor, "agree", key=key, body={"names": names}
        )

    def assess_vendor(
        self,
        vendor: str,
        *,
        purpose: str,
        little: str,
        rights: str,
        protection: str,
        what_1: str | None = None,
        impact_1: str | None = None,
        likely_1: str | None = None,
        measure_1: str | None = None,
        after_1: str | None = None,
        likely_after_1: str | None = None,
        what_2: str | None = None,
        impact_2: str | None = None,
        likely_2: str | None = None,
        measure_2: str | None = None,
        after_2: str | None = None,
        likely_after_2: str | None = None,
        what_3: str | None = None,
        impact_3: str | None = None,
        likely_3: str | None = None,
        measure_3: str | None = None,
        after_3: str | None = None,
        likely_after_3: str | None = None,
        key: str | None = None,
    ) -> response_types.Vendor:
        """Assess what entrusting a vendor means to people.

        ``impact_1``  one of 低, 中, 高, 严重
        ``likely_1``  one of 低, 中, 高, 很高
        ``after_1``  one of 低, 中, 高, 严重
        ``likely_after_1``  one of 低, 中, 高, 很高
        ``impact_2``  one of 低, 中, 高, 严重
        ``likely_2``  one of 低, 中, 高, 很高
        ``after_2``  one of 低, 中, 高, 严重
        ``likely_after_2``  one of 低, 中, 高, 很高
        ``impact_3``  one of 低, 中, 高, 严重
        ``likely_3``  one of 低, 中, 高, 很高
        ``after_3``  one of 低, 中, 高, 严重
        ``likely_after_3``  one of 低, 中, 高, 很高

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(
            response_types.Vendor,
            "vendors",
            vendor,
            "assess",
            key=key,
            body={
                "purpose": purpose,
                "little": little,
                "rights": rights,
                "protection": protection,
                "what_1": what_1,
                "impact_1": impact_1,
                "likely_1": likely_1,
                "measure_1": measure_1,
                "after_1": after_1,
                "likely_after_1": likely_after_1,
                "what_2": what_2,
                "impact_2": impact_2,
                "likely_2": likely_2,
                "measure_2": measure_2,
                "after_2": after_2,
                "likely_after_2": likely_after_2,
                "what_3": what_3,
                "impact_3": impact_3,
                "likely_3": likely_3,
                "measure_3": measure_3,
                "after_3": after_3,
                "likely_after_3": likely_after_3,
            },
        )

    def approve_vendor(self, vendor: str, *, key: str | None = None) -> response_types.Vendor:
        """Approve the assessment of an entrustment.

        Needs the scope ``vendors:sign`` and one of the roles DPO, HEAD, LEG.
        """
        return self._act(response_types.Vendor, "vendors", vendor, "approve", key=key)

    def ask_vendor(
        self, vendor: str, *, key: str | None = None
    ) -> response_types.VendorQuestionnaire:
        """Send the questionnaire; its link is told this once.

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(response_types.VendorQuestionnaire, "vendors", vendor, "ask", key=key)

    def judge_vendor(self, vendor: str, *, key: str | None = None) -> response_types.VendorReview:
        """Judge the newest answers.

        Needs the scope ``vendors:write`` and one of the roles DPO, LEG, SEC.
        """
        return self._act(response_types.VendorReview, "vendors", vendor, "judge", key=key)

    def draft_vendor(
        self,
        vendor: str,
        *,
        persons: Sequence[str],
        purpose: str,
        method: str,
        protection: str,
        until: date,
        help_days: int | None = None,
        notice_hours: int | None = None,
        clauses: Sequence[str] | None = None,
        paper: File | None = None,
        key: str | None = None,
    ) -> response_types.Processing:
        """Draw up an agreement on entrusted processing.

        ``clauses``  one of purpose, term, method, categories, protection, rights_and_duties,
        instructions, confidentiality, no_sub_entrusting, help_with_requests, incident_notice,
        supervision, return_or_delete, liability, records, changes

        Needs the scope ``vendors:sign`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Processing,
            "vendors",
            vendor,
            "draft",
            key=key,
            body={
                "persons": persons,
                "purpose": purpose,
                "method": method,
                "protection": protection,
                "until": until,
                "help_days": help_days,
                "notice_hours": notice_hours,
                "clauses": clauses,
            },
            files={"paper": [paper] if paper else ()},
        )

    def sign_processing(
        self, processing: str, *, key: str | None = None
    ) -> response_types.Processing:
        """Sign with one's own key; with the last signature it is in force.

        Needs the scope ``vendors:sign``.
        """
        return self._act(response_types.Processing, "processing", processing, "sign", key=key)

    def withdraw_processing(
        self, processing: str, *, key: str | None = None
    ) -> response_types.Processing:
        """Take a draft back before both have signed.

        Needs the scope ``vendors:sign`` and one of the roles DPO, LEG.
        """
        return self._act(response_types.Processing, "processing", processing, "withdraw", key=key)

    def end_processing(
        self, processing: str, *, key: str | None = None
    ) -> response_types.Processing:
        """End an agreement; the vendor's tokens are over at once.

        Needs the scope ``vendors:sign`` and one of the roles DPO, LEG.
        """
        return self._act(response_types.Processing, "processing", processing, "end", key=key)

    def token_vendor(
        self, vendor: str, *, way: str, key: str | None = None
    ) -> response_types.VendorToken:
        """Issue the token by which data reach a vendor.

        ``way``  one of text_messages, mail, file

        Needs the scope ``vendors:sign`` and one of the roles DPO, SEC.
        """
        return self._act(
            response_types.VendorToken, "vendors", vendor, "token", key=key, body={"way": way}
        )

    def stop_vendor(self, vendor: str, *, key: str | None = None) -> response_types.Vendor:
        """Take a vendor's tokens back.

        Needs the scope ``vendors:sign`` and one of the roles DPO, LEG, PRO, SEC.
        """
        return self._act(response_types.Vendor, "vendors", vendor, "stop", key=key)

    def incident_vendor(
        self, vendor: str, *, known_at: datetime, report: bool | None = None, key: str | None = None
    ) -> response_types.Vendor:
        """Record an incident of a vendor; its tokens are over.

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO, SEC.
        """
        return self._act(
            response_types.Vendor,
            "vendors",
            vendor,
            "incident",
            key=key,
            body={"known_at": known_at, "report": report},
        )

    def incidents_settle_vendor(
        self, incident: str, *, proof: File, key: str | None = None
    ) -> response_types.VendorIncident:
        """Settle an incident of a vendor, with its proof.

        Needs the scope ``vendors:sign`` and one of the roles DPO, SEC.
        """
        return self._act(
            response_types.VendorIncident,
            "vendor-incidents",
            incident,
            "settle",
            key=key,
            files={"proof": [proof]},
        )

    def report_link_vendor(
        self, vendor: str, *, key: str | None = None
    ) -> response_types.VendorReportLink:
        """Make the link by which a vendor reports incidents, told this once.

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO, SEC.
        """
        return self._act(response_types.VendorReportLink, "vendors", vendor, "report-link", key=key)

    def returned_vendor(
        self, vendor: str, *, proof: File, key: str | None = None
    ) -> response_types.Vendor:
        """End a vendor's service, with proof of return or deletion.

        Needs the scope ``vendors:sign`` and one of the roles DPO, PRO.
        """
        return self._act(
            response_types.Vendor, "vendors", vendor, "returned", key=key, files={"proof": [proof]}
        )

    def forms_add_vendor(
        self, *, name: str, form: File, key: str | None = None
    ) -> response_types.OwnForm:
        """Bring an empty questionnaire of the house's own.

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(
            response_types.OwnForm,
            "vendor-forms",
            "add",
            key=key,
            body={"name": name},
            files={"form": [form]},
        )

    def forms_map_vendor(
        self,
        ownform: str,
        *,
        answer: str,
        words: str | None = None,
        until: str | None = None,
        says_yes: str | None = None,
        says_partly: str | None = None,
        says_no: str | None = None,
        says_not_applicable: str | None = None,
        cell_licence: str | None = None,
        cell_record: str | None = None,
        cell_certificate: str | None = None,
        cell_officer: str | None = None,
        cell_rules: str | None = None,
        cell_people: str | None = None,
        cell_training: str | None = None,
        cell_encryption: str | None = None,
        cell_access: str | None = None,
        cell_logs: str | None = None,
        cell_apart: str | None = None,
        cell_tests: str | None = None,
        cell_purpose: str | None = None,
        cell_place: str | None = None,
        cell_little: str | None = None,
        cell_others: str | None = None,
        cell_consent: str | None = None,
        cell_incident: str | None = None,
        cell_requests: str | None = None,
        cell_end: str | None = None,
        cell_audit: str | None = None,
        key: str | None = None,
    ) -> response_types.OwnForm:
        """Say which cell of a form of the house's own asks what.

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(
            response_types.OwnForm,
            "vendor-forms",
            ownform,
            "map",
            key=key,
            body={
                "answer": answer,
                "words": words,
                "until": until,
                "says_yes": says_yes,
                "says_partly": says_partly,
                "says_no": says_no,
                "says_not_applicable": says_not_applicable,
                "cell_licence": cell_licence,
                "cell_record": cell_record,
                "cell_certificate": cell_certificate,
                "cell_officer": cell_officer,
                "cell_rules": cell_rules,
                "cell_people": cell_people,
                "cell_training": cell_training,
                "cell_encryption": cell_encryption,
                "cell_access": cell_access,
                "cell_logs": cell_logs,
                "cell_apart": cell_apart,
                "cell_tests": cell_tests,
                "cell_purpose": cell_purpose,
                "cell_place": cell_place,
                "cell_little": cell_little,
                "cell_others": cell_others,
                "cell_consent": cell_consent,
                "cell_incident": cell_incident,
                "cell_requests": cell_requests,
                "cell_end": cell_end,
                "cell_audit": cell_audit,
            },
        )

    def forms_end_vendor(self, ownform: str, *, key: str | None = None) -> response_types.OwnForm:
        """End a form of the house's own.

        Needs the scope ``vendors:write`` and one of the roles DPO, PRO.
        """
        return self._act(response_types.OwnForm, "vendor-forms", ownform, "end", key=key)
