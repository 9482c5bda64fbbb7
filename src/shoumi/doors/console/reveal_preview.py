"""The sheet before a reveal: the gate's answer field by field, before anything is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from shoumi.base.gate import decisions
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import question
from shoumi.base.messages import names
from shoumi.base.messages.text import say
from shoumi.base.pages import acts
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import field_register
from shoumi.base.subjects.models import Subject
from shoumi.core.fields import FieldRule
from shoumi.core.gate import Act, Decision
from shoumi.core.gate.policy import RULES, Code
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_ONLY: Both = ("只查看{fields}", "Show only {fields}")
# What every reveal is checked for, as people call it.
_CHECKED: Mapping[Code, Both] = {
    Code.LEDGER_NOT_READY: ("账本可写", "the ledger is ready"),
    Code.CLOCK_BEHIND: ("系统时间准", "the clock is right"),
    Code.KEYS_OVERDUE: ("密钥在期", "the keys are in date"),
    Code.TASK_CLOSED: ("任务在期", "the task is open"),
    Code.NOT_ON_TASK: ("你在任务里", "you are on the task"),
    Code.ACT_NOT_IN_TASK: ("任务可查看明文", "the task may reveal"),
    Code.FIELD_NOT_IN_TASK: ("任务要这个字段", "the task needs the field"),
    Code.NO_ROLE: ("岗位在期", "your role is in date"),
    Code.OVERSIGHT_READS_NO_CONTENT: ("不是监督岗", "you do not only oversee"),
    Code.UNTRAINED: ("证书在期", "your certificate is in date"),
    Code.DEAL_NOT_OPEN: ("转让没有停", "the deal is not stopped"),
    Code.NOT_ON_DEAL: ("你参与这笔转让", "you take part in the deal"),
    Code.NO_POLICY: ("政策已发布", "the policy is published"),
    Code.FIELD_UNREGISTERED: ("字段已登记", "the field is registered"),
    Code.SUBJECT_NOT_HELD: ("没有冻结", "the person is not frozen"),
    Code.PURPOSE_NOT_TOLD: ("告知过这项用途", "the person was told of this purpose"),
    Code.RESTRICTED: ("没有要求限制处理", "the person asked for no restriction"),
    Code.RECORD_UNSOUND: ("记录密封完好", "the record is sealed as it should be"),
    Code.SUBJECT_OF_OTHER_DEAL: ("属于这笔转让", "the person is of this deal"),
    Code.NO_INSTRUMENT: ("本人已同意", "the person agreed"),
    Code.CONSENT_SUPERSEDED: ("同意没有失效", "the consent stands"),
    Code.FIELD_NOT_SAID: ("告知过本人", "the person was told"),
    Code.PERSON_NOT_IN_TASK: ("任务为本人开出", "the task is for this person"),
    Code.TASK_UNCONFIRMED: ("任务不是一人自开", "the task is not one person's own"),
    Code.TOO_MANY_READS: ("没有看得太多", "you have not looked at too many"),
    Code.OUTSIDE_OF_ROOMS: ("本机构岗位", "your role is one of the house"),
    Code.REQUEST_OF_NOBODY: ("任务写明了客户", "the task names the customer"),
    Code.MINOR_UNAGREED: ("未成年人须另一人批准", "of a minor another person agreed"),
}


@dataclass(frozen=True, slots=True)
class Objection:
    """``what`` stands against it, how to ``mend`` it and ``who`` can; both may be empty."""

    what: str
    mend: str
    who: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The gate's answer about one field; no objections: yes.

    ``lacks_second``  all that stands against it is that nobody agreed to a look at a minor
    """

    code: str
    name: str
    objections: Sequence[Objection]
    lacks_second: bool = False

    @property
    def is_yes(self) -> bool:
        return not self.objections


@dataclass(frozen=True, slots=True)
class Sheet:
    """``checks`` are what was looked at for the fields that may be shown.

    ``ask``  where a second person's yes is asked for, if nothing but that is missing
    ``post`` is where the button leads; it names the allowed fields, so that after a fresh proof
    the same sheet is found again.
    """

    subject: str
    task: Task
    answers: Sequence[Answer]
    others: Sequence[tuple[str, str]]
    checks: Sequence[str]
    button: str
    post: str
    ask: str

    @property
    def names(self) -> frozenset[str]:
        """The fields that are asked for, as people call them."""
        return frozenset(one.name for one in self.answers)

    def address_of(self, code: str) -> str:
        """This sheet with one field more; empty where it is there already or not the task's."""
        asked = [one.code for one in self.answers]
        if code in asked or code not in self.task.fields:
            return ""
        return _address("customer", self.subject, self.task.ref, [*asked, code])


def sheet(request: PageRequest, row: Subject, task: Task) -> Sheet:
    """What the gate says now about the fields that the address asks for.  Nothing is recorded."""
    register = field_register()
    wanted = [code for code in dict.fromkeys(request.GET.getlist("field")) if code in register]
    decided = _decided(request, row, task, wanted)
    answers = [
        Answer(
            code,
            _called(request, register[code]),
            _objections(request, decision),
            [reason.code for reason in decision.reasons] == [Code.MINOR_UNAGREED],
        )
        for code, decision in decided.items()
    ]
    may = [one for one in answers if one.is_yes]
    between = say(("、", ", "), request.lang)
    return Sheet(
        subject=row.ref,
        task=task,
        answers=answers,
        others=[
            (code, _called(request, register[code]))
            for code in task.fields
            if code in register and code not in wanted
        ],
        checks=_checks(request, [decided[one.code] for one in may]),
        button=request.say(_ONLY, fields=between.join(one.name for one in may)) if may else "",
        post=_address("customer-reveal", row.ref, task.ref, [one.code for one in may]),
        ask=_to_ask(request, row, task, [one.code for one in answers if one.lacks_second]),
    )


def _called(request: PageRequest, rule: FieldRule) -> str:
    return request.say((rule.zh, rule.en))


def _decided(
    request: PageRequest, row: Subject, task: Task, wanted: Sequence[str]
) -> dict[str, Decision]:
    if not wanted:
        return {}
    asked = question(
        actor=request.who(),
        act=Act.REVEAL,
        task=Ref(task.ref),
        at=request.at,
        subject=Ref(row.ref),
        fields=wanted,
    )
    return decisions.ask_fields(asked, wanted)


def _objections(request: PageRequest, decision: Decision) -> list[Objection]:
    found = []
    for reason in decision.reasons:
        what, mend = request.tell_code(reason.code)
        who = names.of(reason.mender, request.lang) if reason.mender else ""
        found.append(Objection(what, mend, who))
    return found


def _checks(request: PageRequest, allowed: Sequence[Decision]) -> list[str]:
    """The rules that were asked and did not object, in the order of the policy."""
    kinds = [one.question.kind for one in allowed]
    return [
        request.say(_CHECKED[Code(rule.code)])
        for rule in RULES
        if Code(rule.code) in _CHECKED and any(rule.when(kind) for kind in kinds)
    ]


def _to_ask(request: PageRequest, row: Subject, task: Task, fields: Sequence[str]) -> str:
    act = acts.named("read-minor")
    href = acts.offered(act, request, task=task.ref) if act and fields else ""
    query = urlencode([("subject", row.ref), *(("fields", code) for code in fields)])
    return f"{href}?{query}" if href else ""


def _address(route: str, subject: str, task: str, fields: Sequence[str]) -> str:
    query = urlencode([("task", task), *(("field", code) for code in fields)])
    return f"{reverse(route, kwargs={'subject': subject})}?{query}"
