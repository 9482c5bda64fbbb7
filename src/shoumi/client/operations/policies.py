# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about policies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Policies(Calls):
    """The part of ``Client`` about policies."""

    def policies(self) -> Iterator[response_types.Policy]:
        """The versions of the policy, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.Policy, "policies")

    def draft_policy(
        self,
        *,
        tier: str | None = None,
        items: Sequence[str] | None = None,
        start: str | None = None,
        register: File | None = None,
        text: File | None = None,
        key: str | None = None,
    ) -> response_types.Policy:
        """Lay a new version before its approvers; without a register the one in force is kept.

        ``tier``  one of SMALL, ORDINARY, GE_1M, GE_10M
        ``items``  one of handler, scope, collection_list, sensitive, basis, retention,
            recipient_list, transfer, minors, rights, security, changes, complaints, version
        ``start``  one of in_force, starter

        Needs the scope ``policies:write`` and one of the roles DPO, PWG.
        """
        return self._act(
            response_types.Policy,
            "policies",
            key=key,
            body={"tier": tier, "items": items, "start": start},
            files={"register": [register] if register else (), "text": [text] if text else ()},
        )

    def policy(self, version: str) -> response_types.WholePolicy:
        """One version, with its text.

        Needs the scope ``policies:read``.
        """
        return self._one(response_types.WholePolicy, "policies", version)

    def groups(self) -> Iterator[response_types.GroupMember]:
        """Who sits, and who sat, in the working group, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.GroupMember, "working-group")

    def appoint_group(
        self, *, person: str, seat: str, full_time: bool | None = None, key: str | None = None
    ) -> response_types.GroupMember:
        """Appoint a member of the working group.

        ``seat``  one of OFFICER, LEGAL, SECURITY, BUSINESS, MEMBER

        Needs the scope ``policies:write`` and the role HEAD.
        """
        return self._act(
            response_types.GroupMember,
            "working-group",
            key=key,
            body={"person": person, "seat": seat, "full_time": full_time},
        )

    def meetings(self) -> Iterator[response_types.Meeting]:
        """The meetings of the working group, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.Meeting, "working-group", "meetings")

    def remarks(self, version: str) -> Iterator[response_types.Remark]:
        """The comments on a version, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.Remark, "policies", version, "remarks")

    def add_remark(
        self, version: str, *, words: str, key: str | None = None
    ) -> response_types.Remark:
        """Comment on a draft.

        Needs the scope ``policies:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR, LEG,
        MKT, OPS, PRO, PWG, SEC, SUP.
        """
        return self._act(
            response_types.Remark, "policies", version, "remarks", key=key, body={"words": words}
        )

    def fields(self) -> Iterator[response_types.FieldReview]:
        """What was found of fields, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.FieldReview, "field-reviews")

    def review_field(
        self,
        *,
        fields: Sequence[str],
        recipients: Sequence[str],
        why: str,
        is_necessary: bool | None = None,
        key: str | None = None,
    ) -> response_types.FieldReview:
        """Look at fields of the register.

        ``recipients``  one of NOBODY, VENDOR, TRANSFEREE, ADVISER, AUTHORITY, BANK

        Needs the scope ``policies:write`` and one of the roles DPO, LEG, PWG.
        """
        return self._act(
            response_types.FieldReview,
            "field-reviews",
            key=key,
            body={
                "fields": fields,
                "recipients": recipients,
                "is_necessary": is_necessary,
                "why": why,
            },
        )

    def proposed(self) -> Iterator[response_types.FieldProposal]:
        """Fields that imported files asked for, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.FieldProposal, "field-proposals")

    def access(self) -> Iterator[response_types.AccessReview]:
        """The access reviews, the newest first.

        Needs the scope ``policies:read``.
        """
        return self._every(response_types.AccessReview, "access-reviews")

    def open_acces(self, *, key: str | None = None) -> response_types.AccessReview:
        """Open an access review.

        Needs the scope ``policies:write`` and one of the roles DPO, HEAD, SEC.
        """
        return self._act(response_types.AccessReview, "access-reviews", key=key)

    def approve_policy(
        self, version: str, *, role: str, seen: str | None = None, key: str | None = None
    ) -> response_types.Policy:
        """Say yes as one of the two roles.

        ``role``  one of DPO, LEG

        Needs the scope ``policies:approve`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.Policy,
            "policies",
            version,
            "approve",
            key=key,
            body={"role": role, "seen": seen},
        )

    def publish_policy(self, version: str, *, key: str | None = None) -> response_types.Policy:
        """Put a version in force, and the one before it out of force.

        Needs the scope ``policies:approve`` and the role DPO.
        """
        return self._act(response_types.Policy, "policies", version, "publish", key=key)

    def accept_policy(
        self, version: str, *, key: str | None = None
    ) -> response_types.PolicyAcceptance:
        """Accept the policy in force.

        Needs the scope ``policies:write`` and one of the roles CON, CS, DPO, FIN, HEAD, HR, LEG,
        MKT, OPS, PRO, PWG, SEC, SUP.
        """
        return self._act(response_types.PolicyAcceptance, "policies", version, "accept", key=key)

    def leave_group(
        self, groupmember: str, *, key: str | None = None
    ) -> response_types.GroupMember:
        """End a seat in the working group.

        Needs the scope ``policies:write``.
        """
        return self._act(
            response_types.GroupMember, "working-group", "members", groupmember, "leave", key=key
        )

    def call_meeting(
        self, version: str, *, held_at: datetime, agenda: str, key: str | None = None
    ) -> response_types.Meeting:
        """Call the working group together about a draft.

        Needs the scope ``policies:write`` and one of the roles DPO, HEAD, PWG.
        """
        return self._act(
            response_types.Meeting,
            "policies",
            version,
            "meetings",
            key=key,
            body={"held_at": held_at, "agenda": agenda},
        )

    def vote_meeting(
        self, meeting: str, *, answer: str, seen: str | None = None, key: str | None = None
    ) -> response_types.Vote:
        """Vote on a draft.

        ``answer``  one of YES, NO, ABSTAIN

        Needs the scope ``policies:write``.
        """
        return self._act(
            response_types.Vote,
            "working-group",
            "meetings",
            meeting,
            "vote",
            key=key,
            body={"answer": answer, "seen": seen},
        )

    def minute_meeting(
        self, meeting: str, *, minutes: str, key: str | None = None
    ) -> response_types.Meeting:
        """Write the minutes, which close the meeting.

        Needs the scope ``policies:write``.
        """
        return self._act(
            response_types.Meeting,
            "working-group",
            "meetings",
            meeting,
            "minute",
            key=key,
            body={"minutes": minutes},
        )

    def confirm_meeting(self, meeting: str, *, key: str | None = None) -> response_types.Meeting:
        """Confirm the minutes of a meeting.

        Needs the scope ``policies:write``.
        """
        return self._act(
            response_types.Meeting, "working-group", "meetings", meeting, "confirm", key=key
        )

    def answer_remark(
        self, remark: str, *, treatment: str, words: str, key: str | None = None
    ) -> response_types.Remark:
        """Answer a comment on a draft.

        ``treatment``  one of TAKEN, DECLINED

        Needs the scope ``policies:write`` and one of the roles DPO, LEG, PWG.
        """
        return self._act(
            response_types.Remark,
            "working-group",
            "remarks",
            remark,
            "answer",
            key=key,
            body={"treatment": treatment, "words": words},
        )

    def accept_field(
        self,
        fieldproposal: str,
        *,
        grade: str | None = None,
        purposes: Sequence[str] | None = None,
        basis: str | None = None,
        retention_days: int | None = None,
        is_necessary: bool | None = None,
        is_sensitive: bool | None = None,
        key: str | None = None,
    ) -> response_types.FieldProposal:
        """Take a proposed field into a draft.

        ``grade``  one of L1, L2, L3, L4
        ``purposes``  one of service, kyc, inventory, due_diligence, notice, handover, request,
            destruction, tax, registration
        ``basis``  one of CONSENT, CONTRACT, HR, LEGAL_DUTY, EMERGENCY, NEWS, PUBLIC_DATA,
            OTHER_LAW

        Needs the scope ``policies:write`` and one of the roles DPO, PWG.
        """
        return self._act(
            response_types.FieldProposal,
            "field-proposals",
            fieldproposal,
            "accept",
            key=key,
            body={
                "grade": grade,
                "purposes": purposes,
                "basis": basis,
                "retention_days": retention_days,
                "is_necessary": is_necessary,
                "is_sensitive": is_sensitive,
            },
        )

    def refuse_field(
        self, fieldproposal: str, *, why: str, key: str | None = None
    ) -> response_types.FieldProposal:
        """Refuse a proposed field.

        Needs the scope ``policies:write`` and one of the roles DPO, PWG.
        """
        return self._act(
            response_types.FieldProposal,
            "field-proposals",
            fieldproposal,
            "refuse",
            key=key,
            body={"why": why},
        )

    def keep_acces(
        self, *, wanted: Sequence[str], key: str | None = None
    ) -> response_types.KeptRoles:
        """Confirm roles, all or none.

        Needs the scope ``policies:write`` and one of the roles DPO, HEAD.
        """
        return self._act(
            response_types.KeptRoles, "access-reviews", "keep", key=key, body={"wanted": wanted}
        )

    def remove_acces(
        self, reviewedrole: str, *, key: str | None = None
    ) -> response_types.ReviewedRole:
        """End a role that is under review.

        Needs the scope ``policies:write`` and one of the roles DPO, HEAD.
        """
        return self._act(
            response_types.ReviewedRole, "access-reviews", "roles", reviewedrole, "remove", key=key
        )

    def tell_policy(
        self,
        version: str,
        *,
        dataset: str,
        way: str,
        told_on: date,
        evidence: File,
        key: str | None = None,
    ) -> response_types.Telling:
        """Note that people were told of a version.

        ``way``  one of LETTER, MAIL, MESSAGE, IN_PERSON

        Needs the scope ``policies:write`` and one of the roles CON, DPO.
        """
        return self._act(
            response_types.Telling,
            "policies",
            version,
            "tell",
            key=key,
            body={"dataset": dataset, "way": way, "told_on": told_on},
            files={"evidence": [evidence]},
        )

    def confirm_telling(
        self, policytelling: str, *, key: str | None = None
    ) -> response_types.Telling:
        """Confirm that people were told.

        Needs the scope ``policies:write`` and one of the roles DPO, HEAD, LEG.
        """
        return self._act(
            response_types.Telling, "policy-tellings", policytelling, "confirm", key=key
        )
