"""A version of the policy that waits for a yes, or for being put in force."""

from __future__ import annotations

from collections.abc import Iterator

from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.chapters.policies import rules
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.services import (
    FactsMissing,
    GapsLeft,
    ItemsMissing,
    TextMissing,
    require_whole,
)
from shoumi.core.messages import Both
from shoumi.core.terms import Role

_APPROVE: Both = ("批准隐私政策的新一版", "Approve a new version of the policy")
_PUBLISH: Both = ("发布批准了的隐私政策", "Publish the policy that was approved")


def items(asker: Asker) -> Iterator[InboxItem]:
    """Of the newest version alone: what was drafted before it is not asked about any more."""
    found = PolicyVersion.objects.order_by("-number").first()
    if found is None or found.state != rules.State.DRAFT:
        return
    what = _wanted(found, asker)
    if what is None or not _is_whole(found):
        return
    # A text that was written again is another thing to approve; when it became whole nothing says.
    yield InboxItem(
        InboxKind.APPROVAL,
        f"{found.ref} {found.text_sha256[:12]}",
        what,
        (f"第 {found.number} 版", f"version {found.number}"),
        "policy",
        {"version": found.ref},
        two=what is _APPROVE,
    )


def _wanted(version: PolicyVersion, asker: Asker) -> Both | None:
    lacking = rules.lacking(version.approvals)
    if not lacking:
        return _PUBLISH if Role.DPO in asker.roles else None
    is_second = asker.person in version.approvals.values()
    return _APPROVE if asker.roles & set(lacking) and not is_second else None


def _is_whole(version: PolicyVersion) -> bool:
    try:
        require_whole(version)
    except (TextMissing, ItemsMissing, FactsMissing, GapsLeft):
        return False
    return True
