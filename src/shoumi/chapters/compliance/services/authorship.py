"""Who may write what in a draft: opinions each of their own role, the rest by who assesses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from shoumi.base.accounts import queries as accounts
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Risk
from shoumi.chapters.compliance.rules.written import OPINION_WRITERS, Part, Written
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class Sheet(NamedTuple):
    """What people change in a draft."""

    words: Written
    risks: tuple[Risk, ...]


def require_author(
    found: Assessment, before: Sheet, after: Sheet, actor: Ref, at: datetime
) -> None:
    """
    Raises:
        NotPermitted
    """
    deal = Ref(found.deal)
    told = after.words.rewritten(before.words)
    opinions = sorted(told & OPINION_WRITERS.keys())
    for part in opinions:
        accounts.require(actor, at, *OPINION_WRITERS[part], deal=deal)
        if after.words.of(part) and after.words.passages[part].by != actor:  # type: ignore[index]
            raise accounts.NotPermitted(roles=OPINION_WRITERS[part])
    if after.words.assessors != before.words.assessors:
        accounts.require(actor, at, Role.DPO)
    others = [_without(each, opinions) for each in (before, after)]
    if (not opinions or others[0] != others[1]) and not queries.may_write(found, None, actor, at):
        raise accounts.NotPermitted(roles=(Role.DPO,))


def _without(sheet: Sheet, parts: Sequence[Part]) -> Sheet:
    return sheet._replace(words=sheet.words.without(parts))
