# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about deals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from shoumi.client import request_types, response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File
from shoumi.client.json_decoder import decoded


class Deals(Calls):
    """The part of ``Client`` about deals."""

    def deals(self) -> Iterator[response_types.Deal]:
        """The deals in which the caller takes part, in order of number.

        Needs the scope ``deals:read``.
        """
        return self._every(response_types.Deal, "deals")

    def make_deal(
        self,
        *,
        type: str,
        title: str,
        parties: Sequence[request_types.PartyGiven],
        key: str | None = None,
    ) -> response_types.Deal:
        """Begin a deal with its sides.

        ``type``  one of equity, merger, division, dissolution, bankruptcy, asset, shell

        Needs the scope ``deals:write`` and one of the roles CON, DPO, HEAD.
        """
        return self._act(
            response_types.Deal,
            "deals",
            key=key,
            body={"type": type, "title": title, "parties": parties},
        )

    def deal(self, deal: str) -> response_types.WholeDeal:
        """One deal with its sides, sets of data, deadlines and people by state.

        Needs the scope ``deals:read``.
        """
        return self._one(response_types.WholeDeal, "deals", deal)

    def milestones(self, deal: str) -> Iterator[response_types.Milestone]:
        """Every milestone in the usual order, with all that each still lacks.

        Needs the scope ``deals:read``.
        """
        return self._every(response_types.Milestone, "deals", deal, "milestones")

    def filings(self, deal: str) -> Iterator[response_types.Filing]:
        """What is on file, in the order it was filed.

        Needs the scope ``deals:read``.
        """
        return self._every(response_types.Filing, "deals", deal, "filings")

    def file(
        self,
        deal: str,
        *,
        kind: str,
        document: File,
        on: date | None = None,
        party: str | None = None,
        fen: int | None = None,
        key: str | None = None,
    ) -> response_types.Filing:
        """Put a paper on file: it is kept sealed, its digest goes to the ledger.

        ``kind``  one of notice_17, service_agreement, kyc_consent, authority, terms_accepted,
        dpa, listing_approved, buyer_notice, buyer_kyc, loi, rofr_notice, rofr_waiver,
        sole_owner_decision, creditors_notice, creditors_announcement, resolution, data_clauses,
        spa, tax_report, iit_certificate, stamp_duty, shareholder_register, samr_application,
        new_licence, closing_statement, bank_change, bank_key, tax_change,
        social_insurance_change, beneficial_owner, publicity, supervisor_signoff, escrow_release,
        reviewers_dpa, opinion_22

        Needs the scope ``filings:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR, LEG,
        MKT, OPS, PRO, PWG, SEC, SUP, TE, TR, VEN.
        """
        return self._act(
            response_types.Filing,
            "deals",
            deal,
            "filings",
            key=key,
            body={"kind": kind, "on": on, "party": party, "fen": fen},
            files={"document": [document]},
        )

    def parties(self, deal: str) -> Iterator[response_types.Party]:
        """The sides of a deal, in order of reference.

        Needs the scope ``deals:read``.
        """
        return self._every(response_types.Party, "deals", deal, "parties")

    def name_party(
        self,
        deal: str,
        *,
        role: str,
        name: str,
        uscc: str | None = None,
        person: str | None = None,
        key: str | None = None,
    ) -> response_types.Party:
        """Name a side found later, such as the buyer.

        ``person``  who acts for it in the house, if anyone
        ``role``  one of TR, TE, former_te, other_holder, vendor

        Needs the scope ``deals:write`` and one of the roles CON, DPO, HEAD.
        """
        return self._act(
            response_types.Party,
            "deals",
            deal,
            "parties",
            key=key,
            body={"role": role, "name": name, "uscc": uscc, "person": person},
        )

    def datasets(self, deal: str) -> Iterator[response_types.DataSet]:
        """The sets of data of a deal with what the law asks for, in order of reference.

        Needs the scope ``deals:read``.
        """
        return self._every(response_types.DataSet, "deals", deal, "datasets")

    def name_dataset(
        self,
        deal: str,
        *,
        code: str,
        name: str,
        handler: str,
        recipient: str,
        recipient_kind: str,
        is_anonymised: bool | None = None,
        has_sensitive: bool | None = None,
        has_children: bool | None = None,
        is_abroad: bool | None = None,
        differs: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.DataSet:
        """Name a set of data with its recipient; the instruments are decided.

        ``handler`` and ``recipient`` are parties of the deal

        ``differs``  purposes and methods that are new with the recipient
        ``recipient_kind``  one of target, successor, processor, other

        Needs the scope ``deals:write`` and one of the roles CON, DPO, HEAD.
        """
        return self._act(
            response_types.DataSet,
            "deals",
            deal,
            "datasets",
            key=key,
            body={
                "code": code,
                "name": name,
                "handler": handler,
                "recipient": recipient,
                "recipient_kind": recipient_kind,
                "is_anonymised": is_anonymised,
                "has_sensitive": has_sensitive,
                "has_children": has_children,
                "is_abroad": is_abroad,
                "differs": differs,
            },
        )

    def collection_notices(self, dataset: str) -> Iterator[response_types.CollectionNotice]:
        """What was handed in or stated of the notice of a set, the newest first: that one counts.

        Needs the scope ``deals:read``.
        """
        return self._every(response_types.CollectionNotice, "datasets", dataset, "notices")

    def hand_in_collection_notice(
        self, dataset: str, *, used_from: date, shown: str, notice: File, key: str | None = None
    ) -> response_types.CollectionNotice:
        """Hand in the notice with which the target collected a set.

        ``shown``  one of counter, form, contract, website, app, message, posted, afterwards

        Needs the scope ``deals:write`` and one of the roles CON, DPO, HEAD, LEG, TR.
        """
        return self._act(
            response_types.CollectionNotice,
            "datasets",
            dataset,
            "notice",
            key=key,
            body={"used_from": used_from, "shown": shown},
            files={"notice": [notice]},
        )

    def state_no_collection_notice(
        self, dataset: str, *, no_notice: str, key: str | None = None
    ) -> response_types.CollectionNotice:
        """State that the target collected a set without a notice.

        ``no_notice``  one of never, lost, elsewhere

        Needs the scope ``deals:write`` and one of the roles CON, DPO, HEAD, LEG, TR.
        """
        return self._act(
            response_types.CollectionNotice,
            "datasets",
            dataset,
            "no-notice",
            key=key,
            body={"no_notice": no_notice},
        )

    def judge_collection_notice(
        self,
        dataset: str,
        *,
        purposes: str,
        categories: str,
        handing_on: str,
        notice: str | None = None,
        missing: str | None = None,
        key: str | None = None,
    ) -> response_types.CollectionNotice:
        """Say what the notice of a set covers.

        ``purposes``  one of whole, part, not
        ``categories``  one of whole, part, not
        ``handing_on``  one of whole, part, not

        Needs the scope ``deals:write`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.CollectionNotice,
            "datasets",
            dataset,
            "judgement",
            key=key,
            body={
                "notice": notice,
                "purposes": purposes,
                "categories": categories,
                "handing_on": handing_on,
                "missing": missing,
            },
        )

    def terminate(self, deal: str, *, key: str | None = None) -> response_types.Deal:
        """For good, so it takes a person with a fresh proof: answered 403 with the page's address.

        Needs the scope ``deals:write`` and one of the roles CON, DPO, HEAD, LEG.
        """
        return self._act(response_types.Deal, "deals", deal, "terminate", key=key)

    def open_milestone(
        self, deal: str, stage: str, *, key: str | None = None
    ) -> response_types.Moved:
        """Open a milestone; refused, ``reasons`` name all that is missing.

        ``stage``  one of intake, mandate, inventory, pipia, listed, matched, nda, dd_l1, dd_l2,
        dd_l3, term_sheet, internal_approval, signed, tax, notice_campaign, registered,
        post_registration, data_handover, settled, closed

        Needs the scope ``deals:write`` and one of the roles CON, DPO, FIN, LEG, MKT.
        """
        return self._act(response_types.Moved, "deals", deal, "milestones", stage, "open", key=key)

    def finish_milestone(
        self, deal: str, stage: str, *, key: str | None = None
    ) -> response_types.Moved:
        """Finish an open milestone; refused, ``reasons`` name all that is missing.

        ``stage``  one of intake, mandate, inventory, pipia, listed, matched, nda, dd_l1, dd_l2,
        dd_l3, term_sheet, internal_approval, signed, tax, notice_campaign, registered,
        post_registration, data_handover, settled, closed

        Needs the scope ``deals:write`` and one of the roles CON, DPO, FIN, LEG, MKT.
        """
        return self._act(
            response_types.Moved, "deals", deal, "milestones", stage, "finish", key=key
        )

    def waive_milestone(
        self, deal: str, stage: str, *, reason: str, key: str | None = None
    ) -> response_types.Moved:
        """Go on without a milestone that can be spared.

        ``stage``  one of intake, mandate, inventory, pipia, listed, matched, nda, dd_l1, dd_l2,
            dd_l3, term_sheet, internal_approval, signed, tax, notice_campaign, registered,
            post_registration, data_handover, settled, closed
        ``reason``  one of not_applicable, no_persons, private_sale, nobody_agreed, not_wanted,
            done_by_data_sharing

        Needs the scope ``deals:write`` and one of the roles CON, DPO, FIN, LEG, MKT.
        """
        return self._act(
            response_types.Moved,
            "deals",
            deal,
            "milestones",
            stage,
            "waive",
            key=key,
            body={"reason": reason},
        )

    def turn_down_milestone(
        self, deal: str, stage: str, *, reason: str, key: str | None = None
    ) -> response_types.Moved:
        """Record that an outsider refused an open milestone.

        ``stage``  one of intake, mandate, inventory, pipia, listed, matched, nda, dd_l1, dd_l2,
            dd_l3, term_sheet, internal_approval, signed, tax, notice_campaign, registered,
            post_registration, data_handover, settled, closed
        ``reason``  one of registrar, tax_authority, holders, party

        Needs the scope ``deals:write`` and one of the roles CON, DPO, FIN, LEG, MKT.
        """
        return self._act(
            response_types.Moved,
            "deals",
            deal,
            "milestones",
            stage,
            "turn-down",
            key=key,
            body={"reason": reason},
        )

    def suspend(
        self, deal: str, *, reason: str, note: str | None = None, key: str | None = None
    ) -> response_types.Deal:
        """Stop a deal: the gate shuts for it.

        ``reason``  one of incident, pipia_expired, vendor_failed, supervision, legal_hold,
        restored

        Needs the scope ``deals:write`` and one of the roles DPO, HEAD, LEG, SUP.
        """
        return self._act(
            response_types.Deal,
            "deals",
            deal,
            "suspend",
            key=key,
            body={"reason": reason, "note": note},
        )

    def resume(
        self, deal: str, *, key: str | None = None
    ) -> response_types.Deal | response_types.WholeApproval:
        """Let a suspended deal go on.

        Needs the scope ``deals:write`` and one of the roles DPO, HEAD.
        """
        status, told = self._answered("deals", deal, "resume", key=key)
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.Deal, told)
