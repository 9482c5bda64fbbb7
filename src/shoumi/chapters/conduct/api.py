"""Rule books, checks, cases and rewards over the API: lists, one, and the verbs."""

from __future__ import annotations

from typing import Any

from ninja import Query, Router

from shoumi.base.api import paging
from shoumi.base.api.needs import needs
from shoumi.base.api.operations import reads
from shoumi.base.api.paging import Page, Paging
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import operation
from shoumi.chapters.conduct.models import RuleBook, StaffCheck
from shoumi.chapters.conduct.rules.words import Scope
from shoumi.chapters.conduct.verbs import VERBS, books, cases, checks, people
from shoumi.chapters.conduct.verbs.answer import (
    RewardLine,
    RuleBookLine,
    StaffCaseLine,
    StaffCheckLine,
)
from shoumi.chapters.conduct.verbs.place import case_of, reward_of

router = Router(tags=["conduct"])


@router.get("/rule-books", operation_id="rulebooks_list", **reads(Page[RuleBookLine]))
@needs(Scope.READ)
def rule_books(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The versions of the rule book, the newest first."""
    return paging.newest_first(request, wanted, RuleBook.objects.all(), books.told)


@router.get("/staff-checks", operation_id="staffchecks_list", **reads(Page[StaffCheckLine]))
@needs(Scope.READ)
def staff_checks(request: PageRequest, wanted: Query[Paging]) -> dict[str, Any]:
    """The checks of months, the newest first."""
    return paging.newest_first(request, wanted, StaffCheck.objects.all(), checks.told)


@router.get("/staff-cases/{staffcase}", operation_id="staffcases_staffcase", **reads(StaffCaseLine))
@needs(Scope.READ)
def staff_case(request: PageRequest, staffcase: str) -> dict[str, Any]:
    """One case, for whom it is about and for those who handle it."""
    return cases.told(case_of(request, staffcase))


@router.get("/rewards/{reward}", operation_id="rewards_reward", **reads(RewardLine))
@needs(Scope.READ)
def reward(request: PageRequest, reward: str) -> dict[str, Any]:
    """One reward, for whom it may be shown to."""
    return people.told(reward_of(request, reward))


operation.add(router, VERBS)
