"""The verbs of awareness items."""

from __future__ import annotations

from django.urls import reverse

from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.models import AwarenessItem, Reading
from shoumi.chapters.learning.rules import Scope, quarters
from shoumi.chapters.learning.services import awareness, courses, lessons, starters
from shoumi.chapters.learning.verbs.place import ITEM, ITEMS, LEARNERS
from shoumi.chapters.learning.verbs.told import item as told
from shoumi.chapters.learning.verbs.told import operation, pair, reading


def _draft(call: Call) -> AwarenessItem:
    given = call.given
    return awareness.draft(
        quarter=given["quarter"].strip().upper(),
        title=(given["title_zh"], given["title_en"]),
        text=(given["text_zh"], given["text_en"]),
        actor=call.actor,
        at=call.at,
    )


def _take(call: Call) -> AwarenessItem:
    given = call.given
    quarter = given["quarter"].strip().upper()
    return starters.take_case(name=given["one"], quarter=quarter, actor=call.actor, at=call.at)


def _publish(call: Call) -> AwarenessItem:
    return awareness.publish(
        item=call.on, due_at=call.given["due_at"], actor=call.actor, at=call.at
    )


def _read(call: Call) -> Reading:
    return lessons.read_item(item=call.on, actor=call.actor, at=call.at)


TEXTS = (
    *pair("title", ("标题", "Title")),
    *pair(
        "text",
        ("正文", "Text"),
        ("Markdown，不写任何人的信息。", "Markdown; nobody's data."),
        is_long=True,
    ),
)
_QUARTER = Field(
    "quarter",
    ("季度", "Quarter"),
    help=("如 2026Q4。", "Such as 2026Q4."),
    most=6,
    initial=lambda request, place: quarters.of(request.at),
)
TAKE = Verb(
    noun="awareness",
    name="take",
    on=ITEMS,
    do=_take,
    tells=told,
    title=("用现成案例", "Take a case from the library"),
    done=("已放进来，请另一个人发布", "It is in; another person publishes it"),
    roles=courses.KEEPERS,
    fields=(
        _QUARTER,
        Field(
            "one",
            ("哪一个案例", "Which case"),
            forms.Kind.ONE,
            (
                "都是编的，写明了依据；自己的事件另外写成案例。",
                "All made up, each with its basis; own incidents are told apart.",
            ),
            options=tuple((one.name, one.title) for one in starters.cases()),
            option="case",
        ),
    ),
    help=starters.reread_in_words(starters.cases_reread()),
    button=("放进来", "Take it"),
    page=OnPage(back="awareness", to=("awareness-item", "item")),
    command=OnTerminal(),
    operation=operation("Take a case as an awareness item.", "ItemLine", told, status=201),
)
DRAFT = Verb(
    noun="awareness",
    name="draft",
    on=ITEMS,
    do=_draft,
    tells=told,
    title=("起草意识教育内容", "Draft an awareness item"),
    done=("已起草，请另一个人发布", "It is drafted; another person publishes it"),
    roles=courses.KEEPERS,
    fields=(
        _QUARTER,
        *TEXTS,
    ),
    button=("起草", "Draft it"),
    page=OnPage(back="awareness", to=("awareness-item", "item")),
    command=OnTerminal(),
    operation=operation("Draft an awareness item.", "ItemLine", told, status=201, path=""),
)
PUBLISH = Verb(
    noun="awareness",
    name="publish",
    on=ITEM,
    do=_publish,
    tells=told,
    title=("发布", "Publish it"),
    done=("已发布，人人要读", "It is published; everybody reads it"),
    roles=courses.PUBLISHERS,
    fields=(
        Field(
            "due_at",
            ("什么时候以前读完", "To be read by"),
            forms.Kind.MOMENT,
            ("到时没有读的，不能接触个人信息。", "Who has not by then reaches no personal data."),
        ),
    ),
    button=("发布", "Publish it"),
    page=OnPage(back="awareness-item", to=("awareness-item", "item")),
    command=OnTerminal(),
    operation=operation("Publish an awareness item another wrote.", "ItemLine", told),
)
READ = Verb(
    noun="awareness",
    name="read",
    on=ITEM,
    do=_read,
    tells=reading,
    title=("我读完了", "I read it"),
    done=("已签收", "You signed for it"),
    roles=LEARNERS,
    button=("签收", "Sign for it"),
    page=OnPage(
        back="awareness-item", href=lambda made: reverse("awareness-item", kwargs={"item": made.of})
    ),
    command=OnTerminal(),
    operation=operation("Sign for an awareness item.", "ReadingLine", reading, Scope.LEARN),
)
ITEM_VERBS = (DRAFT, TAKE, PUBLISH, READ)
