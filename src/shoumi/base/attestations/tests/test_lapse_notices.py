"""A lapse is told 30, 7 and 1 days before, once each, to the role that mends it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shoumi.base.accounts.tests.cast import AT, House
from shoumi.base.attestations import controls, lapse_notices, lapses, services
from shoumi.base.attestations.tests.statements import given
from shoumi.base.ledger import reader
from shoumi.base.outbox import resolvers
from shoumi.base.outbox.models import Message
from shoumi.base.outbox.rules import Channel
from shoumi.base.registry import Holding
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState, Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])
DAY = timedelta(days=1)
DEAL = Ref("deal-a")


@pytest.fixture
def house(checks):
    made = House()
    made.security = made.staff(Role.SEC, name="李测试")
    return made


def state(house, duty="12.1", *, days, deal=None):
    said = given(duty, until=AT + days * DAY)
    return services.attest(duty=duty, said=said, actor=house.security, at=AT, deal=deal)


def told():
    return [
        (one.to, one.subject_line.split(" /")[0]) for one in Message.objects.order_by("position")
    ]


@pytest.mark.parametrize(
    ("left", "told_at"), [(31, None), (30, 30), (12, 30), (7, 7), (2, 7), (1, 1), (0.5, 1)]
)
def test_the_nearest_warning_is_told_to_the_role(house, left, told_at):
    state(house, days=60)
    lapse_notices.tell(at=AT + (60 - left) * DAY)
    wanted = [("role-sec", f"第 12.1 条 {told_at} 天内失效")] if told_at else []
    assert told() == wanted


def test_each_warning_is_told_once(house):
    state(house, days=60)
    for day in range(62):
        for _ in range(2):
            lapse_notices.tell(at=AT + day * DAY)
    assert [words for _, words in told()] == [f"第 12.1 条 {days} 天内失效" for days in (30, 7, 1)]
    assert lapse_notices.tell(at=AT + 61 * DAY) == 0


def test_what_was_stated_anew_is_told_anew_before_its_own_day(house):
    state(house, days=20)
    assert lapse_notices.tell(at=AT) == 1
    state(house, days=25)
    assert lapse_notices.tell(at=AT) == 1
    state(house, days=90)
    assert lapse_notices.tell(at=AT) == 0


def test_a_statement_about_one_deal_is_told_of_that_deal(house):
    state(house, days=90)
    state(house, days=5, deal=DEAL)
    (one,) = lapses.coming(AT)
    assert (one.deal, one.at) == (DEAL, AT + 5 * DAY)
    lapse_notices.tell(at=AT)
    assert Message.objects.get().deal == DEAL


def test_a_live_check_is_asked_what_it_will_say_at_its_moments(house, checks):
    """It turns twice and holds still, then it fails for one deal."""
    turns, fails = AT + 3 * DAY, AT + 6 * DAY

    def check(at):
        if at < fails:
            return Holding(ControlState.PASS, turns=turns if at < turns else fails)
        return Holding(ControlState.FAIL, reason="x.over", deals=frozenset({DEAL}))

    checks["3.4"] = check
    (one,) = lapses.coming(AT)
    assert (one.demand.id, one.at, one.reason, one.deals) == ("3.4", fails, "x.over", {DEAL})
    lapse_notices.tell(at=AT)
    assert told() == [("role-sec", "第 3.4 条 7 天内失效")]


def test_a_check_whose_moment_changes_nothing_tells_nothing(house, checks):
    checks["3.4"] = lambda at: Holding(ControlState.PASS, turns=at + DAY)
    assert lapses.coming(AT) == []


def test_it_is_in_the_ledger_and_the_message_names_nobody(house):
    state(house, days=20)
    lapse_notices.tell(at=AT)
    line = reader.entry(reader.size() - 1).line()
    assert (line.tag, line.duties, line.facts["days"]) == ("demand.lapse_told", ("12.1",), 30)
    body = Message.objects.get().body
    assert "L2" in body
    assert "李测试" not in body


def test_broken_off_it_goes_on_where_it_was(house, monkeypatch):
    for duty in ("12.1", "12.2"):
        state(house, duty, days=20)
    queue, asked = lapse_notices.outbox.queue, []

    def once(**told):
        asked.append(told["key"])
        if len(asked) == 2:
            raise ConnectionError
        return queue(**told)

    monkeypatch.setattr(lapse_notices.outbox, "queue", once)
    with pytest.raises(ConnectionError):
        lapse_notices.tell(at=AT)
    assert lapse_notices.tell(at=AT) == 1
    assert len(told()) == 2


def test_the_end_of_a_grace_is_a_lapse_that_comes(house, monkeypatch):
    ends = AT + 5 * DAY
    held = Holding(ControlState.STALE, reason="attestation.expired", grace=ends)
    about = lapses.controls.demand("12.1")
    monkeypatch.setattr(controls, "survey", lambda at, deal=None, wanted=None: [(about, held)])
    (one,) = lapses.coming(AT)
    assert (one.at, one.is_grace) == (ends, True)


def test_the_address_of_a_role_is_in_the_environment(monkeypatch):
    to = lapse_notices.desk(Role.SEC)
    assert resolvers.resolve(to, Channel.EMAIL, AT) is None
    monkeypatch.setenv("SHOUMI_ROLE_MAIL_SEC", "sec@house.example")
    assert resolvers.resolve(to, Channel.EMAIL, AT) == "sec@house.example"
    monkeypatch.setenv("SHOUMI_OPS_MAIL", "ops@house.example")
    assert resolvers.resolve(lapse_notices.desk(Role.OPS), Channel.EMAIL, AT) == "ops@house.example"
