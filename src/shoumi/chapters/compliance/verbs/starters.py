"""The verbs of starter sets: take one, drop what one does not want."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnTerminal, Verb
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import written
from shoumi.chapters.compliance.rules.written import Part, Written
from shoumi.chapters.compliance.services.authorship import Sheet
from shoumi.chapters.compliance.services.errors import NoSuchPart
from shoumi.chapters.compliance.verbs.own_words import Place, said, write
from shoumi.chapters.compliance.verbs.place import ASSESSMENT
from shoumi.chapters.compliance.verbs.records import PAGE, told
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_STARTERS = Path(__file__).parents[1] / "data" / "starters.toml"


@cache
def _starters() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(_STARTERS.read_text("utf-8"))["set"])


def starter_of(scope: str, deal_type: str, lang: str) -> Written:
    """The set for that kind of deal; nothing where there is none."""
    for each in _starters():
        if each["scope"] == scope and deal_type in each["deals"]:
            return written.starter(each, lang)
    return written.NOTHING


def _starter(call: Call) -> Assessment:
    one = Assessment.objects.get(ref=call.on)
    found = starter_of(one.scope, deals.deal(Ref(one.deal)).deal_type, call.given["lang"] or "zh")
    return write(call, lambda old: old._replace(words=old.words.filled(found)))


STARTER = Verb(
    noun="assessment",
    name="starter",
    on=ASSESSMENT,
    do=_starter,
    tells=told,
    title=("取一套样文", "Take a starter set"),
    done=("样文已放入，逐处改写或确认", "The drafts are there: edit or confirm each"),
    fields=(
        Field(
            "lang",
            ("语言", "Language"),
            forms.Kind.ONE,
            options=(("zh", ("中文", "Chinese")), ("en", ("英文", "English"))),
            default="zh",
            initial="zh",
        ),
    ),
    help=(
        "只放进还空着的地方，都注明是草稿。没有人修改或确认以前，不打印，也批准不了。",
        "Fills what is empty. A draft is neither printed nor approved until a person took it over.",
    ),
    button=("放入", "Take it"),
    page=PAGE,
    command=OnTerminal(said=("{number}：样文已放入", "{number}: the drafts are there")),
)


def _drop(call: Call) -> Assessment:
    gone = list(call.given["drafts"])

    def change(old: Sheet) -> Sheet:
        if unknown := set(gone) - set(old.words.drafts):
            raise NoSuchPart(what=", ".join(sorted(unknown)))
        return old._replace(words=old.words.without(gone))

    return write(call, change)


def _drafts(request: PageRequest, place: Place) -> Iterator[Option]:
    found = said(request, place)
    for name in found.drafts:
        zh, en = draft_words(found, name)
        yield name, (zh, en.partition(":")[0])


def draft_words(found: Written, name: str) -> Both:
    """A draft as it is chosen: where it stands, and its text."""
    kind, _, number = name.partition("-")
    if kind == "activity":
        text = found.activities[int(number) - 1].name
        return f"处理活动：{text}", f"Activity {number}: {text}"
    if kind == "suggested":
        text = found.suggested[int(number) - 1].text
        return f"建议的风险：{text}", f"Suggested risk {number}: {text}"
    return names.pair(Part(name))


DROP = Verb(
    noun="assessment",
    name="drop",
    on=ASSESSMENT,
    do=_drop,
    tells=told,
    title=("去掉样文", "Drop drafts"),
    done=("样文已去掉", "The drafts are gone"),
    fields=(Field("drafts", ("去掉哪些", "Which"), forms.Kind.MANY, options=_drafts),),
    button=("去掉", "Drop"),
    page=PAGE,
)
VERBS = (STARTER, DROP)
