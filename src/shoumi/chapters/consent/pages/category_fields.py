"""The categories of a text: chosen as registered fields, kind by kind, and shown with what they
cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.base.pages.forms import Field, Kind, Option
from shoumi.base.pages.request import PageRequest
from shoumi.chapters.consent.models import Notice, NoticeDraft
from shoumi.chapters.consent.queries import covered_fields
from shoumi.core import notice_categories
from shoumi.core.fields import FieldRule
from shoumi.core.messages import Both, Lang
from shoumi.core.notice_categories import Category

_FIELDS, _WORDS = "fields_", "words_"
_MOST = 100


def fields(earlier: Iterable[Category] = ()) -> Iterator[Field]:
    """Of each kind what may be chosen, and the words people read for it.

    ``earlier``  of a text to begin with
    """
    begun = list(earlier)
    for kind, (words, rules) in notice_categories.by_kind(registry.field_register()).items():
        codes = {rule.code for rule in rules}
        of_kind = [one for one in begun if codes & one.fields.keys()]
        own = next((one.words[0] for one in of_kind if one.words[0] != words[0]), "")
        yield Field(
            _FIELDS + kind,
            (f"信息种类：{words[0]}", f"Data: {words[1]}"),
            Kind.MANY,
            (
                "只列登记了用途“资料交接”的字段。勾上的才会交出，并印在告知书上。",
                "Only what is registered for the handover. What is ticked is printed, and leaves.",
            ),
            is_needed=False,
            options=[_option(rule) for rule in rules],
            initial=sorted(notice_categories.covered(of_kind) & codes),
        )
        yield Field(
            _WORDS + kind,
            (f"“{words[0]}”怎么写给客户", f"What customers read for “{words[1]}”"),
            help=(f"不写就是“{words[0]}”。", f"Otherwise “{words[1]}”."),
            is_needed=False,
            most=_MOST,
            hints={"lang": "zh"},
            initial=own,
        )


def _option(rule: FieldRule) -> Option:
    return rule.code, (f"{rule.zh}（{_about(rule, 'zh')}）", f"{rule.en} ({_about(rule, 'en')})")


def _about(rule: FieldRule, lang: Lang) -> str:
    """Its grade, and for what it is registered."""
    between, colon = ("、", "，用途：") if lang == "zh" else (", ", "; for ")
    purposes = between.join(names.of(one, lang) for one in sorted(rule.purposes))
    return f"{names.of(rule.grade, lang)}{colon}{purposes}"


def chosen(given: dict[str, Any]) -> list[tuple[Both, list[str]]]:
    """Words and codes of what was ticked; taken out of ``given``."""
    found = []
    for kind, (words, _) in notice_categories.by_kind(registry.field_register()).items():
        codes, own = given.pop(_FIELDS + kind, None), given.pop(_WORDS + kind, "").strip()
        if codes:
            found.append(((own or words[0], words[1]), codes))
    return found


def covered(request: PageRequest, notice: Notice | NoticeDraft) -> Iterator[tuple[Both, object]]:
    """Which fields a text covers, and which of its words are none."""
    found = covered_fields.reading(notice)
    codes = notice_categories.covered(found.categories)
    register = registry.field_register()
    if codes:
        told = notice_categories.names(codes, register, request.lang)
        yield ("涵盖的字段", "Fields covered"), list(told)
    if found.unknown:
        yield (
            ("没有对应字段的用词，不涵盖任何资料", "Words that are no registered field: nothing"),
            list(found.unknown),
        )
