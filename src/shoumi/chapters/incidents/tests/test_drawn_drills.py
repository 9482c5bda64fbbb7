"""An unannounced drill: its minute is drawn inside a window, nobody knows it before, and anybody
counts it again afterwards."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from tests.outside import drill_score

from shoumi.base import clock
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.outbox.errors import CarriesIdentifier
from shoumi.base.vault import secrets
from shoumi.chapters.incidents import jobs
from shoumi.chapters.incidents.documents import drill_export
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import Breach, DrawnDrill, DrillInject
from shoumi.chapters.incidents.rules import drill_draw
from shoumi.chapters.incidents.services import drawn_drills, texts
from shoumi.chapters.incidents.services.errors import (
    DrawnAlready,
    InjectsUnfit,
    StepOver,
    WindowUnfit,
)
from shoumi.chapters.incidents.tests.test_doors import does, shown
from shoumi.chapters.incidents.tests.test_incident_doors import SENT
from shoumi.core.calendar import CHINA
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
MINUTE = timedelta(minutes=1)


def arranged(desk, *, after=timedelta(hours=1), lasts=timedelta(days=7), injects="0 | 来电", **by):
    return drawn_drills.arrange(
        told=desk.told(),
        injects=injects,
        since=desk.at + after,
        until=desk.at + after + lasts,
        actor=by.get("actor", desk.security),
        at=desk.at,
    )


def began(desk, one):
    """The first minute at which the house begins it."""
    at = one.since
    while at < one.until:
        if drawn_drills.begin_due(at):
            return at
        at += MINUTE
    return None


def test_it_begins_once_at_a_minute_of_its_window_and_is_a_drill_like_any(desk):
    one = arranged(desk, lasts=timedelta(hours=1))
    at = began(desk, one)
    assert one.since <= at < one.until
    drill = Breach.objects.get()
    assert (drill.is_drill, drill.found_at, drill.reported_by) == (True, at, desk.security)
    assert texts.opened(drill.account) == desk.told().account
    assert DrillInject.objects.get().due_at == at
    assert drawn_drills.begin_due(at + MINUTE) == 0
    assert Breach.objects.count() == 1


def test_strangers_count_from_the_export_that_the_minute_was_drawn_and_not_chosen(desk):
    began(desk, arranged(desk, lasts=timedelta(hours=1)))
    drill = Breach.objects.get()
    desk.at = drill.found_at
    desk.contain(Ref(drill.ref))
    desk.ask_close(Ref(drill.ref))
    desk.end(Ref(drill.ref))
    told = json.loads(drill_export.of(Breach.objects.get()))
    told["injects"] = []  # nothing happened by itself in this test
    assert list(drill_score.faults(told)) == []
    drawn = told["drawn"]
    later = told | {"found": (drill.found_at + timedelta(minutes=5)).isoformat()}
    other = drawn | {"seed": "00" * 32}
    wider = drawn | {"until": (drill.found_at + timedelta(days=9)).isoformat()}
    for wrong, said in (
        (later, "after the minute that was drawn"),
        (told | {"drawn": other}, "the seed is not"),
        (told | {"drawn": wider}, "the window is not"),
    ):
        assert any(said in one for one in drill_score.faults(wrong))


def test_before_it_begins_nothing_that_is_stored_or_said_tells_the_minute(desk):
    one = arranged(desk)
    assert one.said == ""
    entry = reader.entry(one.position)
    assert entry.line().tag == Tag.DRILL_ARRANGED
    assert set(entry.line().facts) == {"since", "until", "commitment", "said", "injects"}
    assert entry.line().facts["commitment"] == one.commitment


def test_minutes_are_drawn_evenly_over_the_window():
    since = clock.now()
    until = since + timedelta(hours=1)
    drawn = [
        (drill_draw.begins(bytes([n]) * 32, bytes([m]) * 32, since, until) - since) // MINUTE
        for n in range(60)
        for m in range(60)
    ]
    assert (min(drawn), max(drawn)) == (0, 59)
    counts = [drawn.count(minute) for minute in range(60)]
    assert 30 <= min(counts) <= max(counts) <= 95, "of 60 each; three in a million lie beyond"


def test_a_window_that_is_over_too_short_or_too_long_is_refused(desk):
    for wrong in (
        {"after": -MINUTE},
        {"lasts": timedelta(minutes=59)},
        {"lasts": timedelta(days=92, minutes=1)},
    ):
        with pytest.raises(WindowUnfit):
            arranged(desk, **wrong)
    with pytest.raises(InjectsUnfit):
        arranged(desk, injects="来电")
    with pytest.raises(CarriesIdentifier):
        arranged(desk, injects="0 | 邮件 | 身份证号 11010519491231002X")
    with pytest.raises(NotPermitted):
        arranged(desk, actor=desk.wang)
    assert not DrawnDrill.objects.exists()


def test_each_has_one_that_waits_and_it_can_be_called_off(desk):
    one = arranged(desk)
    with pytest.raises(DrawnAlready):
        arranged(desk)
    arranged(desk, actor=desk.officer)
    by = {"actor": desk.head, "at": desk.at}
    drawn_drills.call_off(drawn=Ref(one.ref), **by)
    with pytest.raises(StepOver):
        drawn_drills.call_off(drawn=Ref(one.ref), **by)
    desk.at = one.until
    assert drawn_drills.begin_due(desk.at) == 1, "the other one"


def test_texts_of_one_that_is_over_go_and_of_one_that_waits_stay(desk):
    one = arranged(desk)
    desk.go(hours=2)
    jobs.clear(desk.at)
    assert texts.opened(DrawnDrill.objects.get().account)
    drawn_drills.call_off(drawn=Ref(one.ref), actor=desk.head, at=desk.at)
    jobs.clear(desk.at)
    assert texts.opened(DrawnDrill.objects.get().account) == ""


def test_one_whose_texts_are_gone_keeps_no_other_waiting_and_can_be_called_off(desk):
    lost, other = arranged(desk), arranged(desk, actor=desk.officer)
    secrets.forget(Ref(lost.injects))
    assert [drawn_drills.can_begin(one) for one in (lost, other)] == [False, True]
    desk.at = lost.until
    assert drawn_drills.begin_due(desk.at) == 1
    assert Breach.objects.get().reported_by == desk.officer
    drawn_drills.call_off(drawn=Ref(lost.ref), actor=desk.head, at=desk.at)
    assert not DrawnDrill.objects.filter(ended_at=None).exists()


@pytest.mark.parametrize(
    ("lang", "arrange", "listed"),
    [("zh", "安排突击演练", "突击演练"), ("en", "Arrange an unannounced drill", "Unannounced")],
)
def test_it_is_arranged_and_called_off_by_page(desk, lang, arrange, listed):
    since = desk.at + timedelta(hours=1)
    window = {"since": since, "until": since + timedelta(days=3)}
    sent = SENT | {name: f"{at.astimezone(CHINA):%Y-%m-%dT%H:%M}" for name, at in window.items()}
    assert arrange in shown(desk, "exercises", desk.security, Role.SEC, lang=lang)
    does(desk, "exercise-arrange", desk.security, Role.SEC, sent=sent | {"injects": "0 | 来电"})
    one = DrawnDrill.objects.get()
    text = shown(desk, "exercises", desk.security, Role.SEC, lang=lang)
    assert listed in text
    assert one.commitment[:8] in text
    assert one.commitment[:8] not in shown(desk, "exercises", desk.wang, Role.CS, lang=lang)
    does(
        desk,
        "exercise-call-off",
        desk.security,
        Role.SEC,
        sent={"is_sure": "on"},
        drawndrill=one.ref,
    )
    assert DrawnDrill.objects.get().ended_at is not None
