# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about assessments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shoumi.client import request_types, response_types
from shoumi.client.calls import Calls
from shoumi.client.connection import File


class Assessments(Calls):
    """The part of ``Client`` about assessments."""

    def assessments(self, deal: str) -> Iterator[response_types.Assessment]:
        """The assessments of a deal, the newest first.

        Needs the scope ``assessments:read``.
        """
        return self._every(response_types.Assessment, "deals", deal, "assessments")

    def begin_assessment(
        self,
        deal: str,
        *,
        scope: str,
        risks: Sequence[request_types.RiskGiven],
        covers: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.Assessment:
        """Write an assessment down, with all its risks and what is done about each.

        ``covers``  codes of registered fields; by default all that are registered for the scope
        ``scope``  one of DUE_DILIGENCE, TRANSFER

        Needs the scope ``assessments:write`` and the role DPO.
        """
        return self._act(
            response_types.Assessment,
            "deals",
            deal,
            "assessments",
            key=key,
            body={"scope": scope, "risks": risks, "covers": covers},
        )

    def assessment(self, assessment: str) -> response_types.Assessment:
        """One assessment with its risks.

        Needs the scope ``assessments:read``.
        """
        return self._one(response_types.Assessment, "assessments", assessment)

    def mitigate_assessment(
        self, assessment: str, *, risks: Sequence[request_types.RiskGiven], key: str | None = None
    ) -> response_types.Assessment:
        """Write down the measures of all its risks and what is left with them.

        ``risks``  each of the assessment again as it was, with what is done about it

        Needs the scope ``assessments:write`` and the role DPO.
        """
        return self._act(
            response_types.Assessment,
            "assessments",
            assessment,
            "mitigate",
            key=key,
            body={"risks": risks},
        )

    def write_assessment(
        self,
        assessment: str,
        *,
        activities: Sequence[request_types.ActivityGiven] | None = None,
        subjects: str | None = None,
        residual_words: str | None = None,
        opinion: str | None = None,
        opinion_legal: str | None = None,
        opinion_security: str | None = None,
        opinion_business: str | None = None,
        heard: str | None = None,
        conclusion: str | None = None,
        assessors: Sequence[str] | None = None,
        risks: Sequence[request_types.RiskWords] | None = None,
        key: str | None = None,
    ) -> response_types.Assessment:
        """Write its parts down: what is given takes the place of what stood there.

        Parts that are given take the place of what stood there; others stay as they are.

        Needs the scope ``assessments:write``.
        """
        return self._act(
            response_types.Assessment,
            "assessments",
            assessment,
            "write",
            key=key,
            body={
                "activities": activities,
                "subjects": subjects,
                "residual_words": residual_words,
                "opinion": opinion,
                "opinion_legal": opinion_legal,
                "opinion_security": opinion_security,
                "opinion_business": opinion_business,
                "heard": heard,
                "conclusion": conclusion,
                "assessors": assessors,
                "risks": risks,
            },
        )

    def approve_assessment(
        self, assessment: str, *, paper: File | None = None, key: str | None = None
    ) -> response_types.Assessment:
        """Put an assessment in force for twelve months.

        Needs the scope ``assessments:approve`` and the role LEG.
        """
        return self._act(
            response_types.Assessment,
            "assessments",
            assessment,
            "approve",
            key=key,
            files={"paper": [paper] if paper else ()},
        )

    def recheck_assessment(
        self, assessment: str, *, key: str | None = None
    ) -> response_types.AssessmentChecked:
        """Hold an assessment against today's facts; where they have changed it is stale.

        Needs the scope ``assessments:write`` and one of the roles DPO, LEG.
        """
        return self._act(
            response_types.AssessmentChecked, "assessments", assessment, "recheck", key=key
        )

    def revise_assessment(
        self, assessment: str, *, key: str | None = None
    ) -> response_types.Assessment:
        """Assess anew, of today's facts, with the same risks; this one stops counting.

        Needs the scope ``assessments:write`` and the role DPO.
        """
        return self._act(response_types.Assessment, "assessments", assessment, "revise", key=key)
