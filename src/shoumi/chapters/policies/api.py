"""The policy over the API: its versions, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.rules import Scope
from shoumi.chapters.policies.verbs import VERBS, told, told_whole
from shoumi.chapters.policies.verbs.answer import PolicyLine, PolicyWhole
from shoumi.chapters.policies.verbs.place import version_of

router = Router(tags=["policies"])


@router.get("/policies", operation_id="policies_list", **reads(Page[PolicyLine]))
@needs(Scope.READ)
def policies(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The versions of the policy, the newest first."""
    found = PolicyVersion.objects.defer("register", "passages")
    return paging.newest_first(request, wanted, found, told)


@router.get("/policies/{version}", operation_id="policies_policy", **reads(PolicyWhole))
@needs(Scope.READ)
def policy(request: PageRequest, version: str) -> dict[str, Any]:
    """One version, with its text."""
    return told_whole(version_of(version))


operation.add(router, VERBS)
