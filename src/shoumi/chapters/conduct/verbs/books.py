"""The verbs of the rule book."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.consultation_models import ConsultationVoice
from shoumi.chapters.conduct.models import Acceptance, RuleBook
from shoumi.chapters.conduct.rules.words import Consulted, Scope, Voice
from shoumi.chapters.conduct.services import books, consultations
from shoumi.chapters.conduct.services.books import Written
from shoumi.chapters.conduct.verbs.place import BOOK, BOOKS, in_api, words
from shoumi.core.messages import Both


def told(found: RuleBook) -> dict[str, Any]:
    accepted, staff = queries.accepted(found)
    return {
        "ref": found.ref,
        "number": found.number,
        "state": queries.book_state(found),
        "published_at": found.published_at,
        "accepted": accepted,
        "staff": staff,
    }


def _told_accepted(made: Acceptance) -> dict[str, Any]:
    return {"ref": made.ref, "book": made.book, "at": made.at}


def _told_voice(made: ConsultationVoice) -> dict[str, Any]:
    return {"ref": made.ref, "book": made.book, "says": made.says, "at": made.at}


def _about(request: PageRequest, rulebook: str) -> Iterator[tuple[Both, object]]:
    """What is approved or published, so that nobody does so unread."""
    found: RuleBook = queries.get(RuleBook, rulebook)
    yield ("版本", "Version"), found.number
    yield ("商议", "Talked over"), names.of(Consulted(found.consulted), request.lang)
    yield ("参加人数", "Took part"), found.people
    yield ("意见和处理", "Opinions, and what became of them"), found.opinions
    yield ("正文", "Text"), found.text
    yield ("规则", "Rules"), tuple(f"{one['code']} {one['says']}" for one in found.rules)


def _draft(call: Call) -> RuleBook:
    return books.draft(written=Written(**call.given), actor=call.actor, at=call.at)


DRAFT = Verb(
    noun="rulebook",
    name="draft",
    on=BOOKS,
    do=_draft,
    tells=told,
    title=("起草员工守则", "Draft a rule book"),
    done=("已起草，请两位批准", "It is drafted; two others approve it"),
    roles=books.WRITERS,
    fields=(
        words("text", ("正文", "Text")),
        words(
            "rules",
            ("规则", "Rules"),
            (
                (
                    "一行一条：编号 | 内容 | 最重处分（"
                    "TALK、TRAINING、WARNING、WRITTEN、ROLE_ENDS、DISMISSAL）。没有罚款：单位罚员工的款没有法律依据。"
                ),
                (
                    "One a line: code | words | most severe sanction (TALK, TRAINING, WARNING, "
                    "WRITTEN, ROLE_ENDS, DISMISSAL). There is no fine: no law lets an "
                    "employer impose one."
                ),
            ),
        ),
        Field(
            "consulted",
            ("与谁商议", "Talked over with"),
            forms.Kind.ONE,
            (
                "直接涉及员工切身利益的规章，要经职工代表大会或者全体职工讨论，与工会或者职工代表平等协商确定（劳动合同法第四条）。",
                (
                    "Rules that concern employees are discussed with their congress or all "
                    "of them, and settled with the union or their representatives (LCL 4)."
                ),
            ),
            options=words_of(Consulted),
            of=Consulted,
        ),
        Field("held", ("商议日期", "On which day"), forms.Kind.DAY),
        Field(
            "people", ("参加人数", "How many took part"), forms.Kind.WHOLE, least=1, most=1_000_000
        ),
        words("opinions", ("意见和处理", "Opinions, and what became of them")),
    ),
    button=("起草", "Draft it"),
    page=OnPage(back="rule-books", to=("rule-book", "rulebook")),
    command=OnTerminal(),
    operation=in_api("Draft a rule book.", "RuleBookLine", told, status=201, path=""),
)
APPROVE = Verb(
    noun="rulebook",
    name="approve",
    on=BOOK,
    do=lambda call: books.approve(book=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("批准员工守则", "Approve the rule book"),
    done=("已批准", "Approved"),
    roles=books.APPROVERS,
    help=(
        "要两位批准，都不是起草的人。",
        "Two approve it, neither of whom wrote it.",
    ),
    button=("批准", "Approve"),
    is_fresh=True,
    page=OnPage(back="rule-book", to=("rule-book", "rulebook"), facts=_about),
    command=OnTerminal(),
    operation=in_api("Approve a rule book.", "RuleBookLine", told, Scope.DECIDE),
)
PUBLISH = Verb(
    noun="rulebook",
    name="publish",
    on=BOOK,
    do=lambda call: books.publish(book=call.on, actor=call.actor, at=call.at),
    tells=told,
    title=("公示员工守则", "Publish the rule book"),
    done=("已公示，即日施行；等员工逐一确认", "It is in force; everybody is asked to read it"),
    roles=books.APPROVERS,
    help=(
        "从此刻起施行，原来的版本失效。处分只能依据事发时有效的版本。",
        (
            "It is in force at once and the one before is not. A sanction rests on the version "
            "that was in force when it happened."
        ),
    ),
    button=("公示", "Publish"),
    is_final=True,
    is_fresh=True,
    page=OnPage(back="rule-book", to=("rule-book", "rulebook"), facts=_about),
    command=OnTerminal(),
    operation=in_api("Publish a rule book.", "RuleBookLine", told, Scope.DECIDE),
)
ACCEPT = Verb(
    noun="rulebook",
    name="accept",
    on=BOOK,
    do=lambda call: books.accept(book=call.on, actor=call.actor, at=call.at),
    tells=_told_accepted,
    title=("确认读过", "Acknowledge it"),
    done=("已确认", "Acknowledged"),
    help=("确认您读过这一版守则。", "Say that you have read this version."),
    button=("我读过了", "I have read it"),
    page=OnPage(back="rule-book"),
    command=OnTerminal(),
    operation=in_api("Acknowledge the rule book.", "AcceptanceLine", _told_accepted),
)
SAY = Verb(
    noun="rulebook",
    name="consulted",
    on=BOOK,
    do=lambda call: consultations.say(
        book=call.on, says=call.given["says"], actor=call.actor, at=call.at
    ),
    tells=_told_voice,
    title=("说明是否征求过我的意见", "Say whether I was consulted"),
    done=("已记下；公示以前可以改", "Recorded; you may say otherwise until it is published"),
    fields=(
        Field(
            "says",
            ("您的说法", "What you say"),
            forms.Kind.ONE,
            (
                "看过草案和“意见和处理”再选。写实情：谁怎么说都不影响您的工作。",
                "Read the draft and what it says of opinions first. Say what is true.",
            ),
            options=words_of(Voice),
            of=Voice,
        ),
    ),
    help=(
        "守则要与员工商议（劳动合同法第四条）。由员工本人说明，比别人代记可靠。",
        "Rules are talked over with the staff (LCL 4). Their own word counts, not another's note.",
    ),
    button=("就这样说明", "Say so"),
    page=OnPage(
        back="rule-book",
        href=lambda made: reverse("rule-book", kwargs={"rulebook": made.book}),
        facts=_about,
    ),
    command=OnTerminal(),
    operation=in_api("Say whether one was consulted on a draft.", "VoiceLine", _told_voice),
)
VERBS = (DRAFT, SAY, APPROVE, PUBLISH, ACCEPT)
