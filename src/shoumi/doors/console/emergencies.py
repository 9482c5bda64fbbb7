"""Emergencies: what was opened without approval, what waits for a review, how often it happened."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.emergency import queries, rules, services
from shoumi.base.emergency.errors import NoSuchEmergency
from shoumi.base.emergency.events import Note, Outcome
from shoumi.base.emergency.models import Emergency
from shoumi.base.gate.tasks import registered_fields
from shoumi.base.messages import names
from shoumi.base.pages import acts, choices, clocks, figures, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.acts import Act, Done
from shoumi.base.pages.content_page import ContentPage, show
from shoumi.base.pages.forms import Field, Kind
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.subjects.models import Subject
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.console.customer import PLACE as OF_CUSTOMER

PLACE = "emergencies/<str:emergency>"
READERS = tuple(sorted({*rules.OPENERS, *rules.WATCHERS, Role.SUP, Role.AUD}))
_TITLE: Both = ("紧急开启", "Emergencies")
_LEAD: Both = (
    "等不及任务时，一个人可以为一位客户开启半小时；先通知两位负责人，一天之内由另一人复核。",
    "One person opens one customer for half an hour; two are told, another reviews it in a day.",
)
_REASON: Both = ("事由", "Reason")
_COLUMNS = (
    Column(("编号", "Reference"), "ref"),
    Column(("谁", "Who")),
    Column(("客户", "Customer"), "ref"),
    Column(("字段", "Fields"), "number"),
    Column(("开启于", "Opened")),
    Column(("复核", "Review")),
    Column(("账本", "Entry"), "number"),
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def emergencies(request: PageRequest) -> HttpResponse:
    """The newest first; one's own for who only opens them."""
    actor = request.who()
    shown, after = tables.part(request, queries.seen_by(actor, request.roles), "position")
    table = Table(
        _COLUMNS,
        [_row(request, one) for one in shown],
        _TITLE,
        ("没有。", "None."),
        after=after,
    )
    opened, wrong, late = queries.counts(request.at)
    numbers = [
        (request.say(("本季度开启", "Opened this quarter")), opened),
        (request.say(("不应开启", "Not justified")), wrong),
        (request.say(("逾期未复核", "Not reviewed in time")), late),
    ]
    if request.roles & {*rules.OPENERS}:
        left = request.say(("你本季度还可用", "Left to you this quarter"))
        numbers.append((left, queries.left(actor, request.at)))
    lead = request.say(_LEAD)
    return show(request, ContentPage(_TITLE, [table], lead, numbers=numbers), "emergencies")


def _row(request: PageRequest, one: Emergency) -> tuple[Any, ...]:
    return (
        Cell(one.ref, reverse("emergency", kwargs={"emergency": one.ref})),
        one.person.name,
        one.subject,
        len(one.fields),
        one.opened_at,
        _reviewed(request, one),
        tables.entry(request, one.position),
    )


def _reviewed(request: PageRequest, one: Emergency) -> Any:
    if one.reviewed_at is not None:
        return names.of(Outcome(one.outcome), request.lang)
    if one.due_at <= request.at:
        return request.say(("逾期，账号已停用", "overdue, the account is stopped"))
    return figures.clock(clocks.until(one.opened_at, one.due_at, request.at), request.lang)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def emergency(request: PageRequest, emergency: str) -> HttpResponse:
    one = emergency_seen(request, emergency)
    number = deals.numbers([one.deal]).get(one.deal, "")
    pairs: list[tuple[Both, Any]] = [
        *_facts(request, one),
        (("转让", "Deal"), number),
        (("结束", "Ends"), one.ends_at),
        (("复核", "Review"), _reviewed(request, one)),
    ]
    if one.reviewed_by is not None:
        pairs += [
            (("谁复核", "Reviewed by"), one.reviewed_by.name),
            (("说明", "Note"), names.of(Note(one.note), request.lang)),
        ]
    pairs.append((("账本", "Entry"), tables.entry(request, one.position)))
    # Nobody is offered what would be refused: a review of one's own, or a second one.
    may = one.reviewed_at is None and one.person_id != request.who()
    shown = ContentPage(
        _TITLE,
        crumbs=[(request.say(_TITLE), reverse("emergencies"))],
        pairs=pairs,
        acts=acts.at_place(request, PLACE, emergency=one.ref) if may else [],
    )
    return show(request, shown)


def emergency_seen(request: PageRequest, ref: str) -> Emergency:
    """
    Raises:
        NoSuchEmergency: there is none, or it is another's and the reader only opens them.
    """
    one = queries.get(Ref(ref))
    if not queries.is_seen_by(one, request.who(), request.roles):
        raise NoSuchEmergency
    return one


def _facts(request: PageRequest, one: Emergency) -> Iterator[tuple[Both, Any]]:
    yield ("谁", "Who"), one.person.name
    yield ("客户", "Customer"), one.subject
    yield ("字段", "Fields"), [names.field(code, request.lang) for code in one.fields]
    yield _REASON, one.reason
    yield ("开启于", "Opened"), one.opened_at


def _open(request: PageRequest, given: dict[str, Any], subject: str) -> Done:
    row = scoping.own(request, Subject, subject)
    made = services.open_emergency(
        subject=Ref(row.ref), **given, actor=request.who(), at=request.at
    )
    address = reverse("customer", kwargs={"subject": row.ref})
    return Done(f"{address}?{urlencode({'task': made.task})}")


def _review(request: PageRequest, given: dict[str, Any], emergency: str) -> Done:
    services.review(emergency=Ref(emergency), **given, actor=request.who(), at=request.at)
    return Done(reverse("emergency", kwargs={"emergency": emergency}))


def _of_customer(request: PageRequest, subject: str) -> Iterator[tuple[Both, object]]:
    row = scoping.own(request, Subject, subject)
    yield ("客户", "Customer"), row.ref
    yield ("本季度还可用", "Left this quarter"), queries.left(request.who(), request.at)
    told = queries.officers(request.who(), request.at)
    known = accounts.names([told.protection, told.second])
    yield ("会立即通知", "Told at once"), list(known.values())


def _of_emergency(request: PageRequest, emergency: str) -> Iterator[tuple[Both, object]]:
    yield from _facts(request, emergency_seen(request, emergency))


def _fields(request: PageRequest, place: Any) -> Iterator[tuple[str, Both]]:
    for code in registered_fields(rules.PURPOSE):
        yield code, (names.field(code, "zh"), names.field(code, "en"))


ACTS = (
    Act(
        slug="open-emergency",
        place=OF_CUSTOMER,
        title=("紧急开启", "Open in an emergency"),
        done=("已开启半小时，两位负责人已获通知", "Open for half an hour; two officers are told"),
        do=_open,
        roles=tuple(sorted(rules.OPENERS)),
        fields=(
            Field(
                "reason",
                _REASON,
                help=(
                    "一句话，为什么等不及；不写姓名和号码",
                    "One sentence: why it cannot wait. No names, no numbers",
                ),
                most=rules.MOST_REASON,
                least=rules.LEAST_REASON,
                hints={"autocomplete": "off"},
            ),
            Field("fields", ("字段", "Fields"), Kind.MANY, options=_fields),
        ),
        help=(
            "只限这一位客户、所选字段、三十分钟。一天之内没有人复核，你的账号自动停用。",
            "This customer, these fields, half an hour. Not reviewed in a day, your account stops.",
        ),
        button=("开启", "Open"),
        is_final=True,
        is_fresh=True,
        facts=_of_customer,
    ),
    Act(
        slug="review-emergency",
        place=PLACE,
        title=("复核", "Review it"),
        done=("已复核", "Reviewed"),
        do=_review,
        roles=rules.REVIEWERS,
        fields=(
            Field(
                "outcome",
                ("结论", "Outcome"),
                Kind.ONE,
                options=choices.words(Outcome),
                of=Outcome,
            ),
            Field("note", ("说明", "Note"), Kind.ONE, options=choices.words(Note), of=Note),
        ),
        help=(
            "复核之后，还开着的立即结束；停用的账号恢复。",
            "Once reviewed, what is still open ends, and a stopped account runs again.",
        ),
        button=("复核", "Review"),
        is_fresh=True,
        facts=_of_emergency,
    ),
)
