"""What happens in a drill: at its second, once, to those in it and nobody else, though it is
killed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from shoumi.base import clock
from shoumi.base.jobs import queues
from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.outbox.models import Message
from shoumi.chapters.incidents import jobs
from shoumi.chapters.incidents.models import Breach, DrillInject
from shoumi.chapters.incidents.rules.injects import MOST, Inject, NoInject, parsed
from shoumi.chapters.incidents.rules.words import Channel
from shoumi.chapters.incidents.services import injects
from shoumi.chapters.incidents.services.errors import InjectsUnfit
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
CHANNELS = ("", "邮件 | ", "电话 | ", "监测 | ")
# Forty in ten minutes, of each channel ten.
FORTY = "\n".join(f"{n // 4}:{n % 4 * 15:02d} | {CHANNELS[n % 4]}第 {n} 件事" for n in range(40))


class Clock:
    """Of a home whose minutes pass as it is waited for; broken off at ``killed_at``."""

    def __init__(self, monkeypatch, now):
        self.now, self.killed_at = now, None
        monkeypatch.setattr(clock, "now", lambda: self.now)
        monkeypatch.setattr(queues.ENDING, "wait", self.wait)
        # A worker that ran in this process before has left word that it ends.
        queues.ENDING.clear()

    def wait(self, seconds):
        self.now += timedelta(seconds=seconds)
        if self.killed_at and self.now >= self.killed_at:
            self.killed_at = None
            raise KeyboardInterrupt

    def run(self, until):
        """As the job of each minute does."""
        while self.now < until:
            jobs.run_injects()
            self.now += timedelta(seconds=60 - self.now.second or 60)


@pytest.fixture
def ticking(monkeypatch, desk):
    return Clock(monkeypatch, desk.at)


def late():
    found = DrillInject.objects.order_by("number")
    return [one.fired_at - one.due_at if one.fired_at else None for one in found]


def test_a_line_has_its_time_its_channel_and_its_words():
    told = "2:30 | mail | 来信 | 附表\n1 | 电话 | 来电\n0 | 只在页面 | 上\n9|SENSOR|扫描"
    assert parsed(told) == [
        Inject(timedelta(), Channel.PAGE, "只在页面 | 上"),
        Inject(timedelta(minutes=1), Channel.PHONE, "来电"),
        Inject(timedelta(minutes=2, seconds=30), Channel.MAIL, "来信 | 附表"),
        Inject(timedelta(minutes=9), Channel.SENSOR, "扫描"),
    ]


@pytest.mark.parametrize("wrong", ["1:60 | x", "a | x", "1 | 邮件 | ", "1 |", "1000000000 | x"])
def test_a_line_that_cannot_happen_is_refused_by_its_number(wrong):
    with pytest.raises(NoInject) as refused:
        parsed(f"0 | 来电\n{wrong}")
    assert refused.value.line == 2


def test_there_is_an_end_to_how_much_happens(desk):
    with pytest.raises(InjectsUnfit):
        desk.drill(injects="0 | x\n" * (MOST + 1))


def test_what_is_mailed_names_nobody(desk):
    with pytest.raises(CarriesIdentifier):
        desk.drill(injects="0 | 邮件 | 身份证号 11010519491231002X")
    assert not DrillInject.objects.exists()


def test_forty_in_ten_minutes_happen_within_a_second_each_once(desk, ticking):
    desk.on_duty()
    before = Message.objects.count()
    desk.drill(injects=FORTY)
    ticking.run(desk.at + timedelta(minutes=11))
    assert len(late()) == 40
    assert all(one is not None and one <= timedelta(seconds=1) for one in late())
    # Ten mails to the four on duty, ten scripts to whoever leads it.
    assert Message.objects.count() - before == 10 * 4 + 10


def test_killed_in_the_middle_none_is_lost_and_none_comes_twice(desk, ticking):
    desk.on_duty()
    desk.drill(injects=FORTY)
    ticking.killed_at = desk.at + timedelta(minutes=4, seconds=20)
    with pytest.raises(KeyboardInterrupt):
        ticking.run(desk.at + timedelta(minutes=11))
    fired = [one for one in late() if one is not None]
    assert len(fired) == 18
    ticking.now += timedelta(seconds=55)  # until somebody starts the worker again
    ticking.run(desk.at + timedelta(minutes=11))
    after = late()
    assert None not in after
    assert after[:18] == fired
    assert max(after[18:22]) <= timedelta(seconds=56), "what was due meanwhile comes at once"
    assert max(after[22:]) <= timedelta(seconds=1)
    assert Message.objects.filter(subject_line__startswith="【演练】").count() == 50


def test_a_kill_before_the_commit_leaves_it_to_come(desk, ticking):
    desk.on_duty()
    desk.drill(injects="0 | 邮件 | 来信")
    one = Ref(DrillInject.objects.get().ref)

    def killed():
        with transaction.atomic():
            assert injects.fire(inject=one, at=desk.at)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        killed()
    assert late() == [None]
    assert not Message.objects.filter(subject_line__startswith="【演练】").exists()
    assert injects.fire(inject=one, at=desk.at)
    assert not injects.fire(inject=one, at=desk.at), "once"
    assert Message.objects.filter(subject_line__startswith="【演练】").count() == 4


def test_nothing_comes_early_and_nothing_once_the_drill_is_over(desk, ticking):
    drill = desk.drill(injects="30 | 邮件 | 来信")
    one = Ref(DrillInject.objects.get().ref)
    assert not injects.fire(inject=one, at=desk.at)
    desk.contain(drill)
    desk.ask_close(drill)
    desk.end(drill)
    ticking.now += timedelta(hours=1)
    assert jobs.run_injects() == 0
    assert not injects.fire(inject=one, at=ticking.now)


def test_a_drill_that_was_altered_from_outside_keeps_no_other_waiting(desk, ticking):
    altered, sound = (desk.drill(injects="1 | 页面 | 来电") for _ in range(2))
    Breach.objects.filter(ref=altered).update(persons=7)
    ticking.now = desk.at + timedelta(minutes=2)
    assert jobs.run_injects() == 1
    happened = DrillInject.objects.exclude(fired_at=None)
    assert happened.get().breach == sound


def test_every_message_says_that_it_is_a_drill_and_goes_to_nobody_who_is_not_in_it(desk, ticking):
    desk.on_duty()
    desk.drill(injects=FORTY)
    ticking.run(desk.at + timedelta(minutes=11))
    on_duty = {desk.officer, desk.security, desk.wang, desk.chen}
    sent = Message.objects.all()
    assert set(sent.values_list("to", flat=True)) <= on_duty | {desk.security}
    for one in sent:
        assert one.subject_line.startswith("【演练】DRILL-001")
        assert "这是演练" in one.body
