"""What is mine to do: what my roles owe to open milestones, my tasks, what waits for my yes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from shoumi.base.accounts.models import Ask
from shoumi.base.accounts.rules import APPROVERS, REQUEST_VALID
from shoumi.base.approvals import queries as approvals
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import valid
from shoumi.base.attestations import lapses
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import queries as deals
from shoumi.base.deals.models import Deal
from shoumi.base.gate import queries as tasks
from shoumi.base.gate.models import Task
from shoumi.base.gate.rules import OPENERS
from shoumi.base.intake import pending_uploads
from shoumi.base.messages import names
from shoumi.base.messages.conditions import condition
from shoumi.base.pages import acts, clocks, figures
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both
from shoumi.core.milestones import Missing, Standing, deadlines
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Purpose, Role

_MOST = 12
_CHANGE: Both = ("答复申请：{action}", "Answer a request: {action}")
_LAPSE: Both = (
    "第 {duty} 条快失效了，补正或重新声明",
    "Mend or restate demand {duty} before it lapses",
)
_GRANT: Both = ("批准岗位：{role}", "Approve a role: {role}")
_UPLOAD: Both = ("接着导入：交来的 {n} 个文件", "Go on with the import: {n} files wait")
_TASK: Both = ("确认任务：{purpose}", "Confirm a task: {purpose}")


@dataclass(frozen=True, slots=True)
class Todo:
    """``clock`` where it has to be done by a time."""

    what: str
    note: str
    href: str
    clock: figures.Clock | None = None
    until: datetime | None = None


def of(request: PageRequest) -> list[Todo]:
    """The most pressing first; a person sees what the person's roles can mend."""
    found = [
        *_approvals(request),
        *_changes(request),
        *_to_confirm(request),
        *_tasks(request),
        *_milestones(request),
        *_uploads(request),
    ]
    found += _lapses(request)
    found.sort(key=lambda todo: (todo.until is None, str(todo.until)))
    return found[:_MOST]


def _uploads(request: PageRequest) -> Iterator[Todo]:
    """Files that this person brought, and left before they were taken in."""
    for one in pending_uploads.waiting(request.who()):
        deal = Deal.objects.filter(ref=one.deal).first()
        yield Todo(
            request.say(_UPLOAD, n=one.files),
            deal.title if deal else "",
            reverse("intake", kwargs={"delivery": one.ref}),
        )


def _approvals(request: PageRequest) -> Iterator[Todo]:
    if not request.roles & APPROVERS:
        return
    waiting = Ask.objects.filter(used_at=None).exclude(requested_by=request.who())
    for ask in waiting.select_related("person").order_by("requested_at")[:_MOST]:
        if ask.requested_at + REQUEST_VALID > request.at:
            role = names.of(Role(ask.role), request.lang)
            yield Todo(request.say(_GRANT, role=role), ask.person.name, reverse("people"))


def _changes(request: PageRequest) -> Iterator[Todo]:
    """Acts of two persons that wait for this one's answer."""
    waiting = approvals.waiting_for(request.who(), request.roles, request.at)
    for one in waiting[:_MOST]:
        until = one.requested_at + valid()
        action = names.of(Action(one.action), request.lang)
        yield Todo(
            request.say(_CHANGE, action=action),
            one.requested_by.name,
            reverse("approval", kwargs={"approval": one.ref}),
            clock=clocks.until(one.requested_at, until, request.at),
            until=until,
        )


def _tasks(request: PageRequest) -> Iterator[Todo]:
    for task in tasks.open_for(request.who(), request.at)[:_MOST]:
        yield _of_task(request, task, names.of(Purpose(task.purpose), request.lang))


def _to_confirm(request: PageRequest) -> Iterator[Todo]:
    """Tasks that others opened for themselves."""
    if not request.roles & {*OPENERS}:
        return
    for task in tasks.to_confirm(request.who(), request.at)[:_MOST]:
        purpose = names.of(Purpose(task.purpose), request.lang)
        yield _of_task(request, task, request.say(_TASK, purpose=purpose))


def _of_task(request: PageRequest, task: Task, what: str) -> Todo:
    return Todo(
        what,
        deals.numbers([task.deal]).get(task.deal, ""),
        reverse("task", kwargs={"task": task.ref}),
        clock=clocks.until(task.opened_at, task.ends_at, request.at),
        until=task.ends_at,
    )


def _lapses(request: PageRequest) -> Iterator[Todo]:
    """Demands that lapse soon and that this person's roles mend."""
    for one in lapses.coming(request.at):
        if one.who in request.roles:
            about = one.demand
            yield Todo(
                request.say(_LAPSE, duty=about.id),
                request.say((about.zh, about.en)),
                reverse("duty", kwargs={"duty": about.id}),
                clock=clocks.until(
                    one.at - timedelta(days=lapses.warnings()[0]), one.at, request.at
                ),
                until=one.at,
            )


def _milestones(request: PageRequest) -> Iterator[Todo]:
    """What open milestones lack and this person's roles supply."""
    for row in deals.board(size=_MOST).items:
        if row.deal.overlay:
            continue
        running = {one.key: one for one in calendar.running().filter(deal=row.deal.ref)}
        for stage, standing in row.standings.items():
            if standing is Standing.OPEN:
                for need in deals.to_finish(Ref(row.deal.ref), stage, request.at):
                    if need.who in request.roles:
                        yield _owed(request, row.deal, stage, need, running)


def _owed(
    request: PageRequest,
    deal: Deal,
    stage: DealStage,
    need: Missing,
    running: Mapping[str, Deadline],
) -> Todo:
    wanted = condition(need.condition, need.reason)
    ref = Ref(deal.ref)
    href = next(
        (found for _, found, why in acts.mending(request, need.condition, deal=ref) if not why),
        reverse("deal", kwargs={"deal": ref}),
    )
    one = running.get(_key(need))
    return Todo(
        request.say(wanted.todo),
        f"{deal.number} · {names.station(stage, request.lang)}",
        href,
        clock=clocks.of(one, request.at) if one else None,
        until=one.until if one else None,
    )


def _key(need: Missing) -> str:
    """The deadline by which a need has to be met, where there is one."""
    return next((rule.key.value for rule in deadlines() if rule.meets == need.condition), "")
