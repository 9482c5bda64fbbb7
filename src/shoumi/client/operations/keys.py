# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about keys."""

from __future__ import annotations

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
        ``what``  one of root, kek, deal, data, index, suite, epoch

        Needs the scope ``keys:rotate`` and the role SEC.
        """
        status, told = self._answered(
            "keys", "rotations", key=key, body={"what": what, "deal": deal, "suite": suite}
        )
        if status == 202:
            return decoded(response_types.WholeApproval, told)
        return decoded(response_types.Rotations, told)
