"""Acts about people of the house: an account is stopped, a case runs its course, somebody is
thanked; a course ends, a question is withdrawn, a case is given back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from shoumi.base.accounts.models import Person
from shoumi.base.ledger import reader
from shoumi.base.row_authentication import verification
from shoumi.chapters.conduct.models import Reward, StaffCase, Suspension
from shoumi.chapters.conduct.rules.sanctions import Sanction
from shoumi.chapters.conduct.rules.words import Consulted, Danger, For, Thanks
from shoumi.chapters.conduct.services import books, cases, people
from shoumi.chapters.conduct.services.books import Written
from shoumi.chapters.conduct.services.cases import Decided
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import Course, Question
from shoumi.chapters.learning.rules import CourseState, Withdrawal
from shoumi.chapters.learning.services import bank, courses
from shoumi.chapters.learning.services import cases as own_cases
from shoumi.chapters.policies.group_models import GroupMember
from shoumi.chapters.policies.rules.group import Seat
from shoumi.chapters.policies.services import group
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests import trained
from shoumi.doors.tests.restore_case import Narrowing

_RULES = Written(
    text="客户资料只为任务打开。",
    rules="7 | 没有任务不打开客户资料 | WARNING",
    consulted=Consulted.ALL_STAFF,
    held=date(2026, 8, 1),
    people=9,
    opinions="没有不同意见。",
)


def _book(house: Any) -> None:
    given = {"at": house.at}
    book = Ref(books.draft(written=_RULES, actor=house[cast.PERSONNEL], **given).ref)
    for person in (house[cast.HEAD], house.legal):
        books.approve(book=book, actor=person, **given)
    books.publish(book=book, actor=house[cast.HEAD], **given)


def _tell(house: Any, _: Any = None) -> Ref:
    """About the protection officer, resting on an entry of hers."""
    read = next(one for one in reader.latest(50) if one.line().actor == house.dpo)
    made = cases.open_case(
        person=house.dpo,
        account="没有任务打开了客户资料。",
        happened_at=house.at,
        evidence=[read.position],
        actor=house[cast.PERSONNEL],
        at=house.at,
    )
    return Ref(made.ref)


def _reply(house: Any, case: Ref) -> Ref:
    cases.reply(case=case, text="客户打来电话。", actor=house.dpo, at=house.at)
    return case


def _decide(house: Any, case: Ref) -> Ref:
    decided = Decided("7", Sanction.WARNING, "核实无任务。")
    cases.decide(case=case, decided=decided, actor=house[cast.HEAD], at=house.at)
    return case


def _whole_case(house: Any, _: Any) -> None:
    _decide(house, _reply(house, _tell(house)))


def _is_whole(house: Any, _: Any) -> bool:
    found = StaffCase.objects.filter(person=house.dpo)
    return any(
        (one.rule, one.sanction, one.decided_by, len(one.evidence))
        == ("7", Sanction.WARNING, house[cast.HEAD], 1)
        for one in verification.require(found)
    )


def _take_back(house: Any, case: Ref) -> None:
    cases.appeal(case=case, text="请再看一次。", actor=house.dpo, at=house.at)
    given = {"actor": house[cast.SUPERVISOR], "at": house.at}
    cases.settle(case=case, upheld=False, reasons="有道理。", **given)


def _of(case: Ref) -> StaffCase:
    [found] = verification.require(StaffCase.objects.filter(ref=case))
    return found


def _suspend(house: Any, person: Ref) -> Suspension:
    return people.suspend(person=person, why=Danger.ACCOUNT, actor=house.dpo, at=house.at)


def _is_stopped(house: Any, person: Ref) -> bool:
    """By a row that somebody can lift."""
    rows = verification.require(Suspension.objects.filter(person=person, lifted_at=None))
    stops_at = Person.objects.get(ref=person).stops_at
    return len(rows) == 1 and stops_at is not None and stops_at <= house.at


def _suspended_and_lifted(house: Any, person: Ref) -> None:
    made = _suspend(house, person)
    people.lift(suspension=Ref(made.ref), actor=house[cast.HEAD], at=house.at)


def _thank(house: Any, _: Any) -> None:
    given = {"person": house.dpo, "actor": house[cast.HEAD], "at": house.at}
    one = people.thank(thanks=Thanks.PRAISE, reason=For.REPORTED, words="谢谢。", **given)
    people.show(reward=Ref(one.ref), shown=False, actor=house.dpo, at=house.at)


def _course(house: Any) -> Ref:
    later = house.at + timedelta(days=300)
    return trained.teach(house[cast.PERSONNEL], house.legal, later, house.at)


def _question(house: Any) -> Ref:
    _course(house)
    return Ref(Question.objects.order_by("id")[0].ref)


def _case(house: Any) -> Ref:
    given: dict[str, Any] = {"actor": house.dpo, "at": house.at}
    made = Ref(own_cases.note(happened_on=house.at.date(), **given).ref)
    texts = {"title": ("误发", "Sent wrongly"), "text": ("有人误发名单。", "A list went astray.")}
    own_cases.tell(case=made, **texts, **given)
    return made


def _member(house: Any) -> Ref:
    given = {"person": house.legal, "seat": Seat.LEGAL, "actor": house[cast.HEAD], "at": house.at}
    return Ref(group.appoint(**given).ref)


STAFF_ACTS = {
    "policy.member_left": Narrowing(
        _member,
        lambda house, made: group.leave(member=made, actor=house.legal, at=house.at),
        lambda house, made: GroupMember.objects.get(ref=made).left_at is not None,
    ),
    "conduct.suspended": Narrowing(lambda house: house[cast.SERVICE], _suspend, _is_stopped),
    "conduct.told": Narrowing(
        _book, _tell, lambda house, _: StaffCase.objects.filter(person=house.dpo).exists()
    ),
    "conduct.decided": Narrowing(_book, _whole_case, _is_whole),
    "conduct.dropped": Narrowing(
        lambda house: (_book(house), _tell(house))[1],
        lambda house, made: cases.drop(
            case=made, reasons="不成立。", actor=house[cast.HEAD], at=house.at
        ),
        lambda house, made: _of(made).dropped_at is not None,
    ),
    "conduct.settled": Narrowing(
        lambda house: (_book(house), _decide(house, _reply(house, _tell(house))))[1],
        _take_back,
        lambda house, made: _of(made).is_upheld is False,
    ),
    "conduct.shown": Narrowing(
        lambda house: None,
        _thank,
        lambda house, _: Reward.objects.filter(person=house.dpo, is_shown=False).exists(),
    ),
    # What was lifted is lifted anew: until then the account stays stopped.
    "conduct.lifted": Narrowing(
        lambda house: house[cast.SERVICE], _suspended_and_lifted, _is_stopped
    ),
    "learning.ended": Narrowing(
        _course,
        lambda house, made: courses.end(course=made, actor=house.legal, at=house.at),
        lambda house, made: Course.objects.get(ref=made).state == CourseState.ENDED,
    ),
    "learning.case_returned": Narrowing(
        _case,
        lambda house, made: own_cases.give_back(case=made, actor=house.legal, at=house.at),
        lambda house, made: Case.objects.get(ref=made).text_zh == "",
    ),
    "learning.withdrawn": Narrowing(
        _question,
        lambda house, made: bank.withdraw(
            question=made, reason=Withdrawal.WRONG, actor=house.legal, at=house.at
        ),
        lambda house, made: Question.objects.get(ref=made).withdrawn_at is not None,
    ),
}
