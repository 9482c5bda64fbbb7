"""The field register as a file: the record of processing activities (PIPL 55, 56)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.rules import ROLES_OF, Kind
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.registry import Asked, ListExport
from shoumi.chapters.policies import queries, rules
from shoumi.chapters.policies.texts import TOLD
from shoumi.core.fields import FieldRule
from shoumi.core.messages import Both
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
        )


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
    "接收方与对外提供的情况，见各笔转让的告知书和影响评估；安全措施见制度第三、十二章。",
    (
        "Recipients stand in each deal's notice and assessment, security measures in chapters 3 "
        "and 12."
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
    ),
    rows=_rows,
    preface=_preface,
    formats=("xlsx", "docx", "csv"),
)
