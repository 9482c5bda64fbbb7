"""The verbs of who is on duty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import DutyContact, DutyPost
from shoumi.chapters.incidents.rules.words import Post
from shoumi.chapters.incidents.services import duty, texts
from shoumi.chapters.incidents.verbs.place import CONTACT, DUTY, in_api, person
from shoumi.core.messages import Both


def told(found: DutyPost) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "post": found.post,
        "person": found.person,
        "deputy": found.deputy,
        "named_at": found.named_at,
    }


def told_contact(found: DutyContact) -> dict[str, Any]:
    return {
        "ref": found.ref,
        "person": found.person,
        "tried_at": found.tried_at,
        "reached": found.is_reached,
    }


def about(request: PageRequest, dutycontact: str) -> Iterator[tuple[Both, object]]:
    """Whom to call, and how."""
    found: DutyContact = queries.get(DutyContact, dutycontact)
    yield ("谁", "Who"), accounts.names([found.person])[found.person]
    yield ("联系方式", "Reached by"), texts.opened(found.way)


def _name(call: Call) -> DutyPost:
    return duty.name(**call.given, actor=call.actor, at=call.at)


NAME = Verb(
    noun="onduty",
    name="name",
    on=DUTY,
    do=_name,
    tells=told,
    title=("定值守的人", "Name who is on duty"),
    done=("已定，登记联系方式并做联络测试", "Named; write down how they are reached and try it"),
    roles=duty.NAMERS,
    help=(
        "每个岗位一人、一名替补，都是在职员工。换人时原来的自动结束。",
        "One person and a deputy for each post, both of the staff. Who held it before is relieved.",
    ),
    fields=(
        Field("post", ("岗位", "Post"), forms.Kind.ONE, options=forms.words_of(Post), of=Post),
        person(("担任", "Held by")),
        person(("替补", "Deputy"), "deputy"),
    ),
    button=("确定", "Name them"),
    page=OnPage(back="on-duty", to=("on-duty", "")),
    command=OnTerminal(),
    operation=in_api("Name who holds a post.", "DutyPostLine", told, status=201, path=""),
)
TELL = Verb(
    noun="onduty",
    name="contact",
    on=DUTY,
    do=lambda call: duty.tell_contact(**call.given, actor=call.actor, at=call.at),
    tells=told_contact,
    title=("登记联系方式", "Write down a contact"),
    done=("已登记，请别人打过去试一次", "Written down; somebody else tries it"),
    help=(
        "夜间和节假日也能找到人的办法，加密保存，只给值守的人看。本人可以登记自己的。",
        (
            "How somebody is reached at night and on days of rest, sealed, for those on duty. "
            "One's own everybody may write down."
        ),
    ),
    fields=(
        person(("谁", "Who")),
        Field(
            "way",
            ("联系方式", "Reached by"),
            help=("电话、即时通讯号等", "Phone, chat account, and the like"),
            most=200,
        ),
    ),
    button=("登记", "Write it down"),
    page=OnPage(back="on-duty", to=("on-duty", "")),
    command=OnTerminal(),
    operation=in_api(
        "Write down how somebody is reached.", "DutyContactLine", told_contact, path="contacts"
    ),
)
TRY = Verb(
    noun="onduty",
    name="try",
    on=CONTACT,
    do=lambda call: duty.try_contact(
        contact=call.on, is_reached=call.given["reached"], actor=call.actor, at=call.at
    ),
    tells=told_contact,
    title=("记录联络测试", "Record a try of a contact"),
    done=("已记录", "Recorded"),
    roles=duty.NAMERS,
    help=(
        "现在打过去，照实记录。每季度一次；没联系上，数据交割就关着，直到联系上或换人。",
        (
            "Call now and record what came of it. Once a quarter; while somebody is not reached no "
            "data are handed over."
        ),
    ),
    fields=(
        Field(
            "reached",
            ("本人接听，可以到岗", "The person answered and can come"),
            forms.Kind.TICK,
            is_needed=False,
            default=False,
        ),
    ),
    button=("记录", "Record it"),
    page=OnPage(back="duty-contact", to=("duty-contact", "dutycontact"), facts=about),
    command=OnTerminal(),
    operation=in_api("Record a try of a contact.", "DutyContactLine", told_contact),
)
VERBS = (NAME, TELL, TRY)
