"""The verbs of items: open, close."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import forms, scoping
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import DEAL, Call, InApi, OnPage, OnTerminal, Verb
from shoumi.chapters.chapter_slug import services
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.rules import Scope, Topic
from shoumi.chapters.chapter_slug.verbs.place import ITEM, own
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def _open(call: Call) -> Item:
    given = call.given
    return services.open_item(
        deal=call.on,
        subject=Ref(given["subject"]),
        topic=given["topic"],
        due=given["due"],
        actor=call.actor,
        at=call.at,
    )


def _close(call: Call) -> Item:
    return services.close(item=call.on, actor=call.actor, at=call.at)


def told(found: Item) -> dict[str, Any]:
    """An item as a command and an operation tell it."""
    return {
        "ref": found.ref,
        "subject": found.subject,
        "topic": found.topic,
        "state": found.state,
        "due": found.due,
        "position": found.position,
    }


def _told_closed(found: Item) -> dict[str, Any]:
    return {"ref": found.ref}


def _about(request: PageRequest, item: str) -> Iterator[tuple[Both, object]]:
    """What is closed, so that nobody decides about the wrong one."""
    one = own(request, item)
    yield ("事项", "Item"), names.of(Topic(one.topic), request.lang)
    yield ("转让", "Deal"), deals.numbers([one.deal]).get(one.deal, "")
    yield ("客户", "Customer"), one.subject


def _operation(summary: str, **more: Any) -> InApi:
    return InApi(scope=Scope.WRITE, summary=summary, answer=_answer, tells=told, **more)


def _answer() -> type[Any]:
    from shoumi.chapters.chapter_slug.verbs.answer import ChapterNameLine

    return ChapterNameLine


OPEN = Verb(
    noun="chapter_slug",
    name="open",
    on=DEAL,
    do=_open,
    tells=told,
    title=("登记事项", "Open an item"),
    done=("事项已登记", "The item is opened"),
    roles=services.ROLES,
    fields=(
        Field("subject", ("客户编号", "Customer's reference"), of=Ref, most=40),
        Field("topic", ("种类", "Topic"), forms.Kind.ONE, options=words_of(Topic), of=Topic),
        Field(
            "due",
            ("最后一日", "Its last day"),
            forms.Kind.DAY,
            ("当天算在内。", "The day itself counts whole."),
        ),
    ),
    help=("到期没有办完的会提示。", "One that is not done by then shows."),
    button=("登记", "Open it"),
    page=OnPage(back="deal", to=("chapter_slug-item", "item"), facts=scoping.about),
    command=OnTerminal(),
    operation=_operation("Open an item for a customer.", status=201, path="chapter_slug"),
)
CLOSE = Verb(
    noun="chapter_slug",
    name="close",
    on=ITEM,
    do=_close,
    tells=_told_closed,
    title=("办完", "Close the item"),
    done=("事项已办完", "The item is done"),
    roles=services.ROLES,
    help=("办完后不再提示。", "It does not show any more."),
    button=("办完了", "It is done"),
    satisfies=frozenset({"chapter_slug.none_overdue"}),
    page=OnPage(back="chapter_slug-item", to=("chapter_slug-item", "item"), facts=_about),
    command=OnTerminal(),
    operation=_operation("Say that an item is done."),
)
VERBS = (OPEN, CLOSE)
