# Written by `make docs` from the description of the API.
# ruff: noqa: A002
"""Operations about handover."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.client import response_types
from shoumi.client.calls import Calls


class Handover(Calls):
    """The part of ``Client`` about handover."""

    def packages(self) -> Iterator[response_types.Package]:
        """Packages of the caller's deals, the newest first.

        Needs the scope ``handover:read``.
        """
        return self._every(response_types.Package, "packages")

    def package(self, package: str) -> response_types.Package:
        """One package.

        Needs the scope ``handover:read``.
        """
        return self._one(response_types.Package, "packages", package)

    def seal(
        self, deal: str, *, recipient: str, task: str, public_key: str, key: str | None = None
    ) -> response_types.Package:
        """Seal for the recipient those whom the gate lets out; another person releases it.

        ``public_key``  the recipient's: age (``age1…``) or an RSA certificate (PEM)
        ``task``  an open one of the caller, to export for the hand-over of this deal

        Needs the scope ``handover:seal`` and one of the roles DPO, OPS, SEC.
        """
        return self._act(
            response_types.Package,
            "deals",
            deal,
            "packages",
            key=key,
            body={"recipient": recipient, "task": task, "key": public_key},
        )

    def release(
        self, package: str, *, sha256: str, key: str | None = None
    ) -> response_types.Package:
        """The second person's yes to this very package: not by who sealed it.  The file is fetched
        on its page.

        ``sha256``  of the file that was looked at: no other is released

        Needs the scope ``approvals:write`` and one of the roles DPO, HEAD, SUP.
        """
        return self._act(
            response_types.Package, "packages", package, "release", key=key, body={"sha256": sha256}
        )
