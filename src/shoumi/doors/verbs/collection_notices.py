"""The notice with which a target collected a set of data: hand it in, say there is none, judge it.

A data set may bring its notice when it is named (``deal_parts``); it is handed in here later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from shoumi.base.api_tokens.rules import Scope
from shoumi.base.collection_notices import queries, rules, services
from shoumi.base.collection_notices.errors import NoSuchNotice, NoSuchSet, NothingToJudge, NotWhole
from shoumi.base.collection_notices.models import CollectionNotice
from shoumi.base.collection_notices.rules import Extent, NoNotice, Shown
from shoumi.base.collection_notices.services import Judgement, NewNotice
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import DataSet
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.access import Who
from shoumi.base.pages.forms import Field, Kind, Option, words_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Brought, Call, InApi, OnPage, OnTerminal, Place, Verb
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


def set_seen(request: PageRequest, ref: str) -> DataSet:
    """A set of a deal of who asks; of the sides only the transferor collected it.

    Raises:
        NoSuchSet: there is none, or it is of a deal of others, or of the other side.
    """
    found = DataSet.objects.filter(ref=ref).first()
    if found is None or not scoping.takes_part(request, Ref(found.deal_id)):
        raise NoSuchSet
    if request.is_party:
        own = deals.sides_of(request.who(), Ref(found.deal_id), request.at)
        if Role.TR not in own:
            raise NoSuchSet
    return found


def _typed(text: str) -> Ref:
    """A data set by reference, or by its deal's number and its code: D-2026-001/customers.

    Raises:
        NoSuchDeal, NoSuchSet, MalformedRef
    """
    number, between, code = text.partition("/")
    if not between:
        return Ref(text)
    deal = deals.by_number(number.upper())
    found = DataSet.objects.filter(deal=deal, code=code).first()
    if found is None:
        raise NoSuchSet
    return Ref(found.ref)


def _deal_of(dataset: Ref) -> Ref:
    """Raises NoSuchSet."""
    found = DataSet.objects.filter(ref=dataset).first()
    if found is None:
        raise NoSuchSet
    return Ref(found.deal_id)


def told(one: CollectionNotice) -> dict[str, Any]:
    """A notice as a command and an operation tell it."""
    extents = {
        name: getattr(one, name) or None for name in ("purposes", "categories", "handing_on")
    }
    return {
        "ref": one.ref,
        "dataset": one.dataset,
        "sha256": one.sha256 or None,
        "used_from": one.used_from,
        "shown": one.shown or None,
        "reason": one.reason or None,
        **extents,
        "missing": one.missing,
        "judged_at": one.judged_at,
        "position": one.position,
    }


def new_notice(file: Brought, used_from: date, shown: Shown, at: datetime) -> NewNotice:
    """What somebody brings, looked at.

    Raises:
        NotAPaper, PaperTooLarge, FileRefused
    """
    from shoumi.base.intake.examination import examine  # with it come all readers

    return NewNotice(examine(file, file.name, today=day_in_china(at)), used_from, shown)


def hand_in_with(dataset: DataSet, given: Mapping[str, Any], actor: Ref, at: datetime) -> None:
    """What was said of the notice where the set was named: nothing, a file, or why there is none.

    Raises:
        NotWhole, and as ``services.file`` and ``services.state_none``
    """
    file, reason = given.get("notice"), given.get("no_notice")
    since, shown = given.get("used_from"), given.get("shown")
    deal, ref = Ref(dataset.deal_id), Ref(dataset.ref)
    if reason and file is None and not since and not shown:
        services.state_none(deal=deal, dataset=ref, reason=reason, actor=actor, at=at)
    elif file is not None and since and shown and not reason:
        new = new_notice(file, since, shown, at)
        services.file(deal=deal, dataset=ref, new=new, actor=actor, at=at)
    elif reason or file is not None or since or shown:
        raise NotWhole


def _file(call: Call) -> CollectionNotice:
    given = call.given
    return services.file(
        deal=_deal_of(call.on),
        dataset=call.on,
        new=new_notice(given["notice"], given["used_from"], given["shown"], call.at),
        actor=call.actor,
        at=call.at,
    )


def _none(call: Call) -> CollectionNotice:
    return services.state_none(
        deal=_deal_of(call.on),
        dataset=call.on,
        reason=call.given["no_notice"],
        actor=call.actor,
        at=call.at,
    )


def _judge(call: Call) -> CollectionNotice:
    """The notice that is named, else the one the set has now: a page names the one it showed."""
    given = dict(call.given)
    notice = given.pop("notice") or _newest(call.on)
    if queries.notice(notice).dataset != call.on:
        raise NoSuchNotice
    given["missing"] = given["missing"] or ""
    return services.judge(notice=notice, judgement=Judgement(**given), actor=call.actor, at=call.at)


def _newest(dataset: Ref) -> Ref:
    """Raises NoSuchNotice."""
    every = queries.of_set(dataset)
    if not every:
        raise NoSuchNotice
    return Ref(every[0].ref)


def _about(request: PageRequest, dataset: str) -> Iterator[tuple[Both, object]]:
    """Which data set it is, and what it has now."""
    one = set_seen(request, dataset)
    number = deals.numbers([one.deal_id]).get(one.deal_id, "")
    yield ("数据集", "Data set"), f"{number} · {one.name}"
    if has := queries.standing([one.ref]).get(one.ref):
        yield from facts(request, has)


def facts(request: PageRequest, one: CollectionNotice) -> Iterator[tuple[Both, object]]:
    """What was handed in or stated, and what was said of it."""
    lang = request.lang
    if one.reason:
        yield ("没有告知", "No notice"), names.of(NoNotice(one.reason), lang)
        return
    yield ("开始使用", "Used from"), one.used_from
    yield ("告知途径", "Shown"), names.of(Shown(one.shown), lang)
    yield ("摘要", "Digest"), f"SHA-256 {one.sha256}"
    for name, label in _EXTENTS.items():
        said = getattr(one, name)
        yield label, names.of(Extent(said), lang) if said else request.say(_UNJUDGED)
    if one.missing:
        yield ("还缺", "Missing"), one.missing


_UNJUDGED: Both = ("还没有人判断", "nobody has said yet")
_EXTENTS: Mapping[str, Both] = {
    "purposes": ("这份数据的目的", "Purposes of these data"),
    "categories": ("这份数据的种类", "Categories of these data"),
    "handing_on": ("会提供给别人、公司会转让", "That data is handed on, that companies are sold"),
}


def _files(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """What the data set has now, where that is a file."""
    one = set_seen(request, place["dataset"])
    has = queries.standing([one.ref]).get(one.ref)
    if has is not None and has.document:
        words = f"{has.used_from:%Y-%m-%d} · {has.sha256[:12]}"
        yield has.ref, (words, words)


def _is_there(request: PageRequest, dataset: str) -> None:
    """
    Raises:
        NothingToJudge
    """
    if not list(_files(request, {"dataset": dataset})):
        raise NothingToJudge


def _back(made: CollectionNotice) -> str:
    return reverse("data-set", kwargs={"dataset": made.dataset})


def _api() -> Any:
    from shoumi.doors.api import deal_parts

    return deal_parts


def _operation(name: str, summary: str, path: str) -> InApi:
    return InApi(
        Scope.DEALS_WRITE,
        summary,
        lambda: _api().CollectionNoticeLine,
        told,
        status=201,
        name=f"datasets_{name}",
        path=path,
    )


# Of the form that names a data set too, where all of it may be left out.
NOTICE_HELP: Both = (
    "目标公司自己收集客户信息时用的告知，空白的一份；用过几版的合成一个文件。PDF、DOCX、文本或图片。",
    "The target's own blank notice; several versions in one file. PDF, DOCX, text or picture.",
)
FILE_FIELDS = (
    Field("notice", ("收集时的告知", "Notice at collection"), Kind.FILE, NOTICE_HELP),
    Field("used_from", ("从哪天起这样告知", "Told so since"), Kind.DAY),
    Field("shown", ("告知途径", "Where it was shown"), Kind.ONE, options=words_of(Shown), of=Shown),
)
NONE_FIELD = Field(
    "no_notice",
    ("没有告知的缘由", "Why there is none"),
    Kind.ONE,
    options=words_of(NoNotice),
    of=NoNotice,
    option="reason",
)
SET = Place(
    "dataset",
    "datasets/<str:dataset>",
    lambda request, ref: Ref(set_seen(request, ref).ref),
    _typed,
)
_PAGE = OnPage(back="data-set", facts=_about, href=_back)
# The house's people, and the transferor in its own deal: the notice is the target's.
_WHO = (*rules.FILERS, Role.TR)
_WHICH = Field("notice", ("哪一份", "Which one"), Kind.ONE, options=_files, of=Ref)
NOTICE = Verb(
    noun="dataset",
    name="notice",
    on=SET,
    do=_file,
    tells=told,
    title=("交来收集时的告知", "Hand in the notice at collection"),
    done=("已收，密封保存；等保护负责人或法务判断", "Received and sealed; it waits to be judged"),
    roles=_WHO,
    who=Who.SIGNED_IN,
    fields=FILE_FIELDS,
    button=("交来", "Hand it in"),
    page=_PAGE,
    command=OnTerminal(said=("已收：{ref}", "received: {ref}"), values=("notice",)),
    operation=_operation(
        "hand_in_notice", "Hand in the notice with which the target collected a set.", "notice"
    ),
)
NO_NOTICE = Verb(
    noun="dataset",
    name="no-notice",
    on=SET,
    do=_none,
    tells=told,
    title=("说明收集时没有告知", "State that it was collected without a notice"),
    done=("已记下；第 6.1 条对这份数据不成立", "On record; demand 6.1 is not kept for these data"),
    roles=_WHO,
    who=Who.SIGNED_IN,
    help=(
        (
            "有人在内的，第 6.1 条就不成立，这笔转让的读写、导入、征询都停下。"
            "单独同意补不了收集时的告知：请目标公司补充告知，交来那份告知；告知不到的人不进入转让。"
        ),
        (
            "With people in the set 6.1 is not kept: reads, imports and campaigns stop. "
            "A separate consent does not mend it: have the target tell people, hand that notice "
            "in, and leave out whoever is not told."
        ),
    ),
    fields=(NONE_FIELD,),
    button=("如实说明", "State it"),
    page=_PAGE,
    command=OnTerminal(said=("已记下：{ref}", "on record: {ref}")),
    operation=_operation(
        "state_no_notice", "State that the target collected a set without a notice.", "no-notice"
    ),
)
JUDGE = Verb(
    noun="dataset",
    name="judge",
    on=SET,
    do=_judge,
    tells=told,
    title=("判断收集时的告知写了什么", "Say what the notice at collection covers"),
    done=("已记下判断", "The judgement is on record"),
    roles=rules.JUDGES,
    help=(
        "先打开看过。目的和种类都写全，第 6.1 条才成立；没有写对外提供的，由告知活动另行告知。",
        (
            "Open it first. 6.1 is kept where purposes and categories are covered whole; that data "
            "is handed on, a campaign tells besides (PIPL 22, 23)."
        ),
    ),
    fields=(
        replace(_WHICH, is_needed=False),
        *(
            Field(name, label, Kind.ONE, options=words_of(Extent), of=Extent)
            for name, label in _EXTENTS.items()
        ),
        Field(
            "missing",
            ("还缺什么", "What is missing"),
            Kind.LONG,
            (
                "没有写全的逐项写明；不写任何人的信息。",
                "Each thing that is not covered; name nobody.",
            ),
            is_needed=False,
            most=rules.MISSING_MOST,
            default="",
        ),
    ),
    button=("记下判断", "Put it on record"),
    page=replace(_PAGE, requires=_is_there, more=(_WHICH,), leaves=frozenset({"notice"})),
    command=OnTerminal(said=("已记下判断：{ref}", "judged: {ref}")),
    operation=_operation("judge_notice", "Say what the notice of a set covers.", "judgement"),
)
VERBS = (NOTICE, NO_NOTICE, JUDGE)
