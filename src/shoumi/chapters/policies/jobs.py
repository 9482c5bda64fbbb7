"""The field register as a file: the record of processing activities (PIPL 55, 56).  Each day: a
quarter that began opens its access review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django_tasks import task

from shoumi.base import clock
from shoumi.base.accounts import access_reviews
from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import ROLES_OF, Kind
from shoumi.base.jobs import services as work
from shoumi.base.jobs.task_names import called
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.registry import Asked, ListExport
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.queries import field_reviews
from shoumi.chapters.policies.rules.field_reviews import Recipient
from shoumi.chapters.policies.texts import TOLD
from shoumi.core.fields import FieldRule
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM
from shoumi.core.terms import DataGrade, Purpose, Role

_READERS = tuple(sorted(set(Role) - ROLES_OF[Kind.PARTY] | {Role.AUD}))
_YES: Both = ("是", "yes")


def _ask(asked: Asked) -> None:
    """
    Raises:
        NotPermitted
    """
    accounts.require(asked.actor, asked.at, *_READERS, deal=asked.deal)


def _rows(asked: Asked) -> Iterator[Sequence[Any]]:
    """Of the version in force, by purpose; a field that serves several stands under each."""
    lang, found = asked.lang, queries.in_force()
    register = rules.read_register(found.register) if found else {}
    told = [(purpose, one) for one in register.values() for purpose in one.purposes]
    gets = _recipients()
    for purpose, one in sorted(told, key=_place):
        yield (
            names.of(purpose, lang),
            say((one.zh, one.en), lang),
            one.code,
            names.of(one.grade, lang),
            say(_YES, lang) if one.is_sensitive else "",
            names.of(one.basis, lang),
            say(_YES, lang) if one.is_necessary else "",
            one.retention_days,
            "；".join(names.of(who, lang) for who in gets.get(one.code, ())),
        )


def _recipients() -> Mapping[str, Sequence[Recipient]]:
    """Of fields that somebody looked at; of others nobody says."""
    try:
        standings = field_reviews.standings()
    except NotAuthentic:
        return {}
    return {code: one.look.recipients for code, one in standings.items() if one.look}


def _place(pair: tuple[Purpose, FieldRule]) -> tuple[str, int, str]:
    """By purpose, the most delicate first."""
    purpose, one = pair
    return purpose, -list(DataGrade).index(one.grade), one.code


def _preface(asked: Asked) -> Sequence[str]:
    """Who handles it, by which version; what the record does not hold is said."""
    lang, found = asked.lang, queries.in_force()
    if found is None:
        return [say(("没有施行的政策。", "No policy is in force."), lang)]
    text = queries.text_in_force()
    facts = [
        f"{names.of(fact, lang)}：{text.fact(fact, lang)}" for fact in TOLD if text.fact(fact, lang)
    ]
    version = say(("政策第 {n} 版", "Policy, version {n}"), lang, n=found.number)
    return [*facts, version, say(_LEFT, lang)]


_LEFT: Both = (
    "各笔转让提供给谁，见告知书和影响评估；安全措施见制度第三、十二章。",
    (
        "Who got what in a deal stands in its notice and assessment, security measures in "
        "chapters 3 and 12."
    ),
)
REGISTER = ListExport(
    slug="register",
    name=("个人信息处理活动记录", "Record of processing activities"),
    route="policies",
    filters=lambda asked: frozenset(),
    ask=_ask,
    heads=lambda asked: (
        ("目的", "Purpose"),
        ("个人信息", "Personal information"),
        ("代码", "Code"),
        ("级别", "Grade"),
        ("敏感", "Sensitive"),
        ("依据", "Basis"),
        ("必需", "Necessary"),
        ("服务结束后保存天数", "Days kept after the service"),
        ("公司以外谁会得到", "Who outside of the house gets it"),
    ),
    rows=_rows,
    preface=_preface,
    formats=("xlsx", "docx", "csv"),
)


@called("开始本季度的岗位复核", "open the access review of the quarter")
@task()
def open_review() -> None:
    at = clock.now()
    if access_reviews.is_owed(at):
        access_reviews.open_review(actor=SYSTEM, at=at)
    work.forget_done("policies.access@")
