"""Impact assessments in the console: all of them, one in its phase, its report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.messages.text import full_day
from shoumi.base.pages import clocks, detail_page, figures, list_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.paper_download import handed_out
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column
from shoumi.chapters.compliance import queries, rules, services
from shoumi.chapters.compliance.documents.content import Content, content
from shoumi.chapters.compliance.documents.report import unsigned
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.pages import risks, written
from shoumi.chapters.compliance.rules import Phase, Scope, State
from shoumi.chapters.compliance.rules.written import read
from shoumi.chapters.compliance.services.errors import NoSuchAssessment
from shoumi.chapters.compliance.verbs.place import mine, own
from shoumi.core import risk
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import DomainError
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import RiskGrade, Role

_TITLE: Both = ("影响评估", "Impact assessments")
_TO_SIGN: Both = ("待签的报告", "The report to sign")
_COLUMNS = (
    Column(("编号", "Number"), "ref"),
    Column(("转让", "Deal")),
    Column(("评估什么", "About")),
    Column(("状态", "State")),
    Column(("风险", "Risk")),
    Column(("措施后", "Left")),
    Column(("有效至", "Until")),
    Column(("账本", "Entry"), "number"),
)
# What else may be done in which phase.
_ACTS: Mapping[Phase, tuple[str, ...]] = {
    Phase.DRAFT: (
        "assessment-starter",
        "assessment-activity",
        "assessment-risk",
        "assessment-describe",
        "assessment-measure",
        "assessment-assessors",
        "assessment-drop",
    ),
    Phase.IN_FORCE: ("assessment-recheck", "assessment-revise"),
}


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def assessments(request: PageRequest) -> HttpResponse:
    """The newest first, of one deal where the address names it."""
    return list_page.show(request, mine(request), _papers())


def _papers() -> ListPage[Assessment, Phase]:
    return ListPage(
        title=_TITLE,
        columns=_COLUMNS,
        empty=(
            "没有这样的评估。在转让页上由个人信息保护负责人开始。",
            "None. The protection officer begins one on the deal's page.",
        ),
        number="number",
        phases=Phase,
        in_phase=queries.in_phase,
        lead=_answer,
        row=_row,
        begin="assessment-begin",
        file_name="assessments",
    )


def _answer(request: PageRequest, found: QuerySet[Assessment]) -> str:
    blocked = Q(state=State.DRAFT, residual__in=[one for one in RiskGrade if risk.blocks(one)])
    told = found.aggregate(
        runs=Count("id", filter=queries.in_phase(Phase.IN_FORCE, request.at)),
        drafts=Count("id", filter=Q(state=State.DRAFT)),
        blocked=Count("id", filter=blocked),
    )
    if not told["runs"] and not told["drafts"]:
        return request.say(
            (
                "没有有效的评估：挂牌、L2 级数据室和交接都关着。",
                "No assessment is in force: listing, rooms from L2 and hand-over are shut.",
            )
        )
    return request.say(
        (
            "{runs} 份有效，{drafts} 份草稿，其中 {blocked} 份剩余风险太高，批准不了。",
            "{runs} in force, {drafts} drafts, {blocked} of them with too much risk left.",
        ),
        **told,
    )


def _row(request: PageRequest, one: Assessment, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    phase = queries.phase(one, request.at)
    return (
        Cell(str(one), reverse("assessment", kwargs={"assessment": one.ref})),
        numbers.get(one.deal, one.deal),
        names.of(Scope(one.scope), request.lang),
        names.of(phase, request.lang),
        names.of(RiskGrade(one.inherent), request.lang),
        names.of(RiskGrade(one.residual), request.lang),
        _last_day(request, one),
        tables.entry(request, one.position),
    )


def _clock(request: PageRequest, one: Assessment, phase: Phase) -> str:
    if phase is not Phase.IN_FORCE or one.approved_at is None or one.until is None:
        return ""
    return figures.clock(clocks.until(one.approved_at, one.until, request.at), request.lang)


def _last_day(request: PageRequest, one: Assessment) -> str:
    if one.approved_at is None:
        return ""
    return full_day(risk.stale_after(day_in_china(one.approved_at)), request.lang)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def assessment(request: PageRequest, assessment: str) -> HttpResponse:
    """One assessment: its risks on the matrix, what is done about each, who must approve."""
    one = own(request, assessment)
    phase = queries.phase(one, request.at)
    stored = [rules.stored(row) for row in one.risks]
    number = deals.numbers([one.deal]).get(one.deal, "")
    about = names.pair(Scope(one.scope))
    told_once = content(one, request.lang, request.at)
    told = DetailPage(
        title=(f"{one} {about[0]}", f"{one} {about[1]}"),
        answer=_stands(request, one, phase),
        crumbs=[
            (number, reverse("deal", kwargs={"deal": one.deal})),
            (request.say(_TITLE), f"{reverse('assessments')}?deal={one.deal}"),
        ],
        cautions=_cautions(request, one, phase),
        pairs=_pairs(request, one, phase, told_once),
        pictures=[risks.picture(request, stored)],
        panels=[written.panel(request, one, told_once)],
        tables=[_touched(request, one)],
        files=_files(request, one),
        next=detail_page.offers(request, _owed(request, one, phase), assessment=one.ref),
        acts=detail_page.offers(request, _acts(request, one, phase), assessment=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _acts(request: PageRequest, one: Assessment, phase: Phase) -> tuple[str, ...]:
    """What else is to be done; in a draft for who may write in it."""
    if phase is Phase.DRAFT and not queries.may_write(one, None, request.who(), request.at):
        return ()
    return _ACTS.get(phase, ())


def _touched(request: PageRequest, one: Assessment) -> tables.Table:
    return risks.touched(request, Scope(one.scope), queries.fields_of(one))


def _owed(request: PageRequest, one: Assessment, phase: Phase) -> tuple[str, ...]:
    """Measures while too much is left, then the approval by another; what lapsed is made anew."""
    if phase is Phase.IN_FORCE:
        return ()
    if phase is not Phase.DRAFT:
        return ("assessment-revise",)
    if risk.blocks(RiskGrade(one.residual)):
        return ("assessment-mitigate",)
    said = read(one.written)
    if said.drafts or queries.lacking(one) or request.who() in {one.assessor, *said.authors}:
        return ()
    return ("assessment-approve",)


def _stands(request: PageRequest, one: Assessment, phase: Phase) -> str:
    """The answer of the page."""
    if phase is Phase.DRAFT and risk.blocks(RiskGrade(one.residual)):
        said: Both = (
            "剩余风险是“{left}”，高于“中”，现在批准不了。补上措施，降到“中”或以下。",
            "The risk left is {left}, above medium: it cannot be approved. Add measures.",
        )
    elif phase is Phase.DRAFT and read(one.written).drafts:
        said = (
            "还有样文草稿没有人修改或确认，现在批准不了。逐处改写、确认或去掉。",
            "Starter drafts wait for a person: it cannot be approved. Edit, confirm or drop each.",
        )
    elif phase is Phase.DRAFT and queries.lacking(one):
        said = (
            "评估还没写完，现在批准不了。“还没写完的”逐处列着。",
            "It is not finished and cannot be approved; what is missing is listed below.",
        )
    else:
        words: Mapping[Phase, Both] = {
            Phase.DRAFT: (
                "剩余风险是“{left}”，可以批准。等法务批准，评估人自己批不了。",
                "The risk left is {left} and can be approved: by legal, not by who assessed.",
            ),
            Phase.IN_FORCE: (
                "有效到 {until}。风险原是“{risk}”，采取措施后是“{left}”。",
                "In force until {until}. The risk was {risk}, with the measures it is {left}.",
            ),
            Phase.LAPSED: (
                "{until} 满十二个月，凭它开的门都关上了。重新评估。",
                "Its twelve months ended {until} and the doors it held are shut. Assess anew.",
            ),
            Phase.STALE: (
                "评估所依据的事实变了，已失效，凭它开的门都关上了。重新评估。",
                "Its facts have changed: it is stale and the doors it held are shut. Assess anew.",
            ),
        }
        said = words[phase]
    return request.say(
        said,
        left=names.of(RiskGrade(one.residual), request.lang),
        risk=names.of(RiskGrade(one.inherent), request.lang),
        until=_last_day(request, one),
    )


def _cautions(request: PageRequest, one: Assessment, phase: Phase) -> list[str]:
    if what := queries.changed_by_now(one):
        why = request.tell_code(what)[0]
        return [request.say(("{why}。重新评估。", "Now {why}. Assess anew."), why=why)]
    if phase in (Phase.LAPSED, Phase.STALE):
        return []
    said: list[Both] = []
    if one.document and one.signed is None:
        said.append(
            (
                "这份评估是旧版批准的，仍然有效；下面注明“没有人填写”的，报告里的文字由旧版系统拼成。",
                "Approved by an earlier version and in force; it made up what nobody wrote.",
            )
        )
    if phase is Phase.IN_FORCE and queries.lacking(one):
        said.append(
            (
                "批准时还不要求写全：仍然有效，但第 7.3 条只算部分成立。重新评估，把空着的写全。",
                "Approved before it had to be whole: in force, but 7.3 holds in part. Assess anew.",
            )
        )
    if phase is Phase.IN_FORCE and one.people is None:
        said.append(
            (
                "签署时没有记下涉及的字段和人数：事实有变不会自己失效，请人工复核。",
                "Fields and people were not kept when it was signed: check it by hand.",
            )
        )
    if not queries.rests_on_todays(one):
        said.append(
            (
                "人数或接收方已和评估时不同。复核一次，它就会失效，要重新评估。",
                "People or recipients are not as they were. A check will find it stale.",
            )
        )
    return [request.say(one) for one in said]


def _pairs(
    request: PageRequest, one: Assessment, phase: Phase, told: Content
) -> Iterator[tuple[Both, object]]:
    """What the report says too, and what only the page does."""
    yield ("状态", "State"), names.of(phase, request.lang)
    for (zh, en), value in told.facts:
        yield (zh, en.capitalize()), value
    if not one.approver:
        legal = names.of(Role.LEG, request.lang)
        yield (
            ("谁来批准", "Who approves"),
            request.say(("{role}，不是评估人", "{role}, none of the assessors"), role=legal),
        )
    yield ("起草", "Begun"), one.drafted_at
    if one.approved_at:
        yield ("批准", "Approved"), one.approved_at
    if phase is Phase.IN_FORCE:
        yield ("还剩", "Left"), _clock(request, one, phase)
    yield ("账本", "Entry"), tables.entry(request, one.position)


def _files(request: PageRequest, one: Assessment) -> list[tuple[str, str]]:
    href = reverse("assessment-report", kwargs={"assessment": one.ref})
    if one.document:
        return [(request.say(("评估报告", "The report")), href)]
    return [(request.say(_TO_SIGN), href)] if _may_approve(request, one) else []


def _may_approve(request: PageRequest, one: Assessment) -> bool:
    """Whether this person could approve it now, and so may sign its report."""
    try:
        accounts.require(request.who(), request.at, Role.LEG, deal=Ref(one.deal))
        services.require_approvable(one, request.who())
    except DomainError:
        return False
    return True


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def report(request: PageRequest, assessment: str) -> HttpResponse:
    """The signed report, stored with the approval; its proof inside.  Before that, for who could
    approve it now, the same without a signature, as it is today.

    Raises:
        NoSuchAssessment: there is none, or it is not approved yet.
    """
    one = own(request, assessment)
    if one.document:
        return handed_out(request, one.document, str(one))
    if not _may_approve(request, one):
        raise NoSuchAssessment(assessment=assessment)
    shown = services.in_force(one, request.who(), request.at)
    answer = HttpResponse(unsigned(shown, at=request.at), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{one}.pdf"'
    return answer
