# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from shoumi.client import response_types
from shoumi.client.calls import Calls
from shoumi.client.json_decoder import decoded


class Keys(Calls):
    """The part of ``Client`` about keys."""

    def rotate_keys(
        self,
        *,
        what: str,
        deal: str | None = None,
        suite: str | None = None,
        key: str | None = None,
    ) -> response_types.Rotations | response_types.WholeApproval:
        """Replace keys.  Takes two persons: answered 202 with the request and its address; once
        another has approved it, the same under a new key begins it.

        ``deal``  whose keys alone, of the kinds deal and data; of every deal where none is named
        ``suite``  into which one, of the kind suite; the present one where none is named; one of
            intl, gm
        ``what``  one of root, kek, deal, data, index, suite, signing, exit, epoch

        Needs the scope ``keys:rotate`` and the role SEC.
        """
        status, told = self._answered(
            "keys", "rotations", key=key, body={"what": what, "deal": deal, "suite": suite}
        )
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.Rotations, told)

    def reviews_keys_duties(self) -> response_types.KeyDuties:
        """What is to be replaced at once, since somebody left or a deal has an incident.

        Needs the scope ``duties:read``.
        """
        return self._one(response_types.KeyDuties, "keys", "duties")

    def reviews_keys_algorithms(self) -> response_types.AlgorithmsInUse:
        """The algorithms and key lengths in use now, and when their next review is due.

        Needs the scope ``duties:read``.
        """
        return self._one(response_types.AlgorithmsInUse, "keys", "algorithms")

    def reviews_keys_reviews(self) -> Iterator[response_types.Review]:
        """All reviews, the newest first.

        Needs the scope ``duties:read``.
        """
        return self._every(response_types.Review, "keys", "reviews")

    def review_key(
        self,
        *,
        decision: str,
        findings: str,
        next_on: date,
        weak: Sequence[str] | None = None,
        key: str | None = None,
    ) -> response_types.Review | response_types.WholeApproval:
        """Review the algorithms in use, once a year. Takes two persons.

        ``decision``  one of keep, replace

        Needs the scope ``keys:rotate`` and the role SEC.
        """
        status, told = self._answered(
            "keys",
            "reviews",
            key=key,
            body={"weak": weak, "decision": decision, "findings": findings, "next_on": next_on},
        )
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.Review, told)

    def reviews_keys_review_shown(self, review: str) -> response_types.Review:
        """One review.

        Needs the scope ``duties:read``.
        """
        return self._one(response_types.Review, "keys", "reviews", review)
