"""What takes two is told once, at once; the digest comes on working mornings; nobody is named."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from shoumi.base.accounts import services as accounts
from shoumi.base.accounts import stops
from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.inbox import jobs, mailboxes, notices
from shoumi.base.inbox.rules import Digest, Language
from shoumi.base.inbox.tests.boxes import confirmed, each_demand_holds, told
from shoumi.base.outbox import services as outbox
from shoumi.base.outbox.models import Message
from shoumi.base.transport import server_address
from shoumi.core.calendar import CHINA
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "keyring"])
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# A Tuesday before half past eight in China.
MORNING = datetime(2026, 8, 25, 8, 0, tzinfo=CHINA)


@pytest.fixture
def house(monkeypatch):
    each_demand_holds(monkeypatch)
    notices.forget()
    made = House()
    made.clerk = made.staff(Role.OPS)
    return made


def ask(house, at=AT, role=Role.CON, person=None):
    """Something for the head to approve, and not for the protection officer who asks."""
    return accounts.request_grant(person=person or house.clerk, role=role, actor=house.dpo, at=at)


def choose(person, at, *, at_once=True, digest=Digest.AT_0830, language=Language.ZH):
    mailboxes.choose(at_once=at_once, digest=digest, language=language, actor=person, at=at)


@pytest.mark.both
def test_each_thing_is_told_once_to_each_who_can_do_it(house):
    for person in (house.head, house.dpo, house.clerk):
        confirmed(person, AT)
    ask(house, AT + MINUTE)
    assert notices.tell(at=AT + MINUTE) == 1
    assert len(told(house.head)) == 1
    assert told(house.dpo) == told(house.clerk) == []
    for later in range(2, 6):
        notices.forget()  # as a worker of another process
        assert notices.tell(at=AT + later * MINUTE) == 0
    ask(house, AT + HOUR, Role.CS)
    assert notices.tell(at=AT + HOUR) == 1


@pytest.mark.both
def test_a_run_that_is_broken_off_is_gone_on_with(house, monkeypatch):
    confirmed(house.head, AT)
    for role in (Role.CON, Role.CS, Role.MKT):
        ask(house, AT + MINUTE, role)
    queue, left = outbox.queue_many, [2]

    def breaks(**given):
        if not left[0]:
            raise KeyboardInterrupt
        left[0] -= 1
        return queue(**given)

    monkeypatch.setattr(outbox, "queue_many", breaks)
    with pytest.raises(KeyboardInterrupt):
        notices.tell(at=AT + MINUTE)
    assert len(told(house.head)) == 2
    monkeypatch.setattr(outbox, "queue_many", queue)
    assert notices.tell(at=AT + MINUTE) == 1
    assert len(told(house.head)) == len({one.key for one in told(house.head)}) == 3


def test_another_worker_that_was_quicker_leaves_nothing_to_tell(house, monkeypatch):
    confirmed(house.head, AT)
    ask(house, AT + MINUTE)
    known = Message.objects.filter
    monkeypatch.setattr(Message.objects, "filter", lambda **given: known(pk=""))
    assert notices.tell(at=AT + MINUTE) == 1
    notices.forget()
    assert notices.tell(at=AT + MINUTE) == 0
    monkeypatch.undo()
    assert len(told(house.head)) == 1


def test_what_waited_before_is_left_to_the_digest(house):
    ask(house, AT)
    confirmed(house.head, AT + MINUTE)
    assert notices.tell(at=AT + HOUR) == 0
    choose(house.head, AT + HOUR, at_once=False)
    ask(house, AT + 2 * HOUR, Role.CS)
    assert notices.tell(at=AT + 2 * HOUR) == 0
    choose(house.head, AT + 3 * HOUR)
    assert notices.tell(at=AT + 3 * HOUR) == 0
    assert notices.digests(at=AT + 23 * HOUR + 30 * MINUTE) == 1
    assert "2 件" in told(house.head)[0].subject_line


def test_who_may_not_act_is_told_nothing(house):
    confirmed(house.head, AT)
    ask(house, AT + MINUTE)
    with transaction.atomic():
        stops.stop_from(house.head, AT, actor=house.dpo, at=AT)
    assert notices.tell(at=AT + MINUTE) == 0
    assert notices.digests(at=MORNING + HOUR) == 0


@pytest.mark.parametrize(
    ("language", "site", "said"),
    [
        (
            Language.ZH,
            "https://rules.example",
            ["批准岗位：", "https://rules.example/inbox?kind=grant"],
        ),
        (Language.EN, "", ["Approve a role: ", "See your inbox", "China time"]),
    ],
)
def test_a_mail_says_what_and_where_in_the_persons_language_and_names_nobody(
    house, monkeypatch, language, site, said
):
    monkeypatch.setattr(server_address, "public_site", lambda: site)
    confirmed(house.head, AT)
    choose(house.head, AT, language=language)
    ask(house, AT + MINUTE)
    notices.tell(at=AT + MINUTE)
    notices.digests(at=MORNING + HOUR)
    one, many = told(house.head)
    for part in said:
        assert part in one.subject_line + one.body
    whole = "".join(mail.subject_line + mail.body for mail in (one, many))
    assert not [name for name in ("陈示例", "郑样板", "林示范") if name in whole]
    assert "—" not in one.body
    assert ("中文" in whole) is False
    assert ("。" in whole) is (language is Language.ZH)


def test_the_digest_comes_once_each_working_day_at_the_time_that_was_chosen(house):
    confirmed(house.head, AT)  # Monday, past half past eight
    ask(house, MORNING - HOUR)
    assert notices.digests(at=AT + HOUR) == 0
    assert notices.digests(at=MORNING) == 0
    assert notices.digests(at=MORNING + HOUR) == 1
    assert notices.digests(at=MORNING + 2 * HOUR) == 0
    choose(house.head, MORNING + 2 * HOUR, digest=Digest.AT_1400)
    assert notices.digests(at=MORNING + 7 * HOUR) == 0


def test_one_that_was_missed_goes_later_that_day(house):
    confirmed(house.head, AT)
    ask(house, MORNING)
    assert notices.digests(at=MORNING + 8 * HOUR) == 1


def test_a_time_that_has_passed_today_begins_tomorrow(house):
    confirmed(house.head, MORNING - HOUR)
    ask(house, MORNING)
    choose(house.head, MORNING + 3 * HOUR, digest=Digest.AT_0900)
    assert notices.digests(at=MORNING + 4 * HOUR) == 0
    ask(house, MORNING + DAY)
    assert notices.digests(at=MORNING + DAY + 2 * HOUR) == 1


def test_nobody_is_written_to_for_nothing_or_on_a_day_of_rest(house):
    confirmed(house.head, AT)
    assert notices.digests(at=MORNING + HOUR) == 0
    assert told(house.head) == []
    saturday = MORNING + 4 * DAY
    ask(house, saturday)
    assert notices.digests(at=saturday + HOUR) == 0
    choose(house.head, saturday, digest=Digest.NONE)
    ask(house, saturday + 2 * DAY)
    assert notices.digests(at=saturday + 2 * DAY + HOUR) == 0


def test_the_digest_counts_each_kind_and_what_is_due_soon(house):
    confirmed(house.head, AT)
    for role in (Role.CON, Role.CS):
        ask(house, MORNING, role)
    notices.digests(at=MORNING + HOUR)
    (mail,) = told(house.head)
    assert mail.subject_line == "待办 2 件，2026 年 8 月 25 日 周二"
    assert "2 件，其中 2 件 24 小时内到期" in mail.body


def test_both_jobs_run_by_the_clock_of_the_home(house, monkeypatch):
    confirmed(house.head, AT)
    ask(house, MORNING)
    monkeypatch.setattr("shoumi.base.clock.now", lambda: MORNING + HOUR)
    jobs.at_once.func()
    jobs.digests.func()
    assert len(told(Ref(house.head))) == 2
