from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from shoumi.base import clock
from shoumi.base.clock import health, home, services
from shoumi.base.clock.home import Kind
from shoumi.base.clock.models import Story
from shoumi.base.ledger import reader, running_time
from shoumi.base.registry import Health
from shoumi.core.refs import SYSTEM

pytestmark = pytest.mark.django_db

START = datetime(2026, 8, 24, 1, tzinfo=UTC)


@pytest.fixture
def story():
    home.create(Kind.DEMO)
    return services.start_story(at=START, actor=SYSTEM)


def test_a_real_home_runs_on_real_time():
    home.create(Kind.REAL)
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert not clock.is_demo()


def test_a_real_home_tells_no_story():
    with pytest.raises(services.NotADemo):
        services.start_story(at=START, actor=SYSTEM)


def test_a_demo_home_without_a_story_yet_is_a_demo():
    home.create(Kind.DEMO)
    assert clock.is_demo()


def test_a_story_stands_still_until_it_is_moved(story):
    assert clock.now() == START == clock.now()
    services.advance(to=START + timedelta(days=1), actor=SYSTEM)
    assert clock.now() == START + timedelta(days=1)


def test_today_is_the_day_in_china(story):
    services.advance(to=datetime(2026, 8, 24, 16, tzinfo=UTC), actor=SYSTEM)
    assert clock.today() == date(2026, 8, 25)


@pytest.mark.parametrize("step", [timedelta(0), timedelta(seconds=-1)])
def test_a_story_only_moves_forward(story, step):
    with pytest.raises(services.OnlyForward) as refusal:
        services.advance(to=START + step, actor=SYSTEM)
    assert refusal.value.facts == {"now": START}
    assert clock.now() == START


@pytest.mark.both
def test_the_database_keeps_a_story_from_going_back(story):
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.update(now_at=START - timedelta(days=1))
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.create(pk=2, started_at=START, now_at=START)


def test_there_is_one_story(story):
    with pytest.raises(services.StoryBegun):
        services.start_story(at=START, actor=SYSTEM)


def test_without_a_story_there_is_nothing_to_move():
    with pytest.raises(services.NoStory):
        services.advance(to=START, actor=SYSTEM)


def test_a_demo_home_stays_one_whatever_its_file_says(story):
    home.path().unlink()
    home.create(Kind.REAL)
    assert clock.is_demo()
    assert clock.now() == START


@pytest.mark.parametrize("kind", Kind)
def test_a_page_reads_time_and_kind_at_once(kind):
    home.create(kind)
    before = datetime.now(UTC)
    at, is_demo = clock.reading()
    assert before <= at <= datetime.now(UTC)
    assert is_demo is (kind is Kind.DEMO)


def test_a_page_reads_the_time_of_the_story(story, django_assert_num_queries):
    home.path().unlink()
    with django_assert_num_queries(1):
        assert clock.reading() == (START, True)


def test_every_move_stands_in_the_ledger(story):
    services.advance(to=START + timedelta(hours=3), actor=SYSTEM)
    told = [entry.line() for entry in reader.entries()]
    assert [(line.tag, dict(line.facts)) for line in told] == [
        ("clock.started", {}),
        ("clock.advanced", {"to": "2026-08-24T04:00:00.000000Z"}),
    ]


def test_a_story_that_the_house_never_began_moves_no_clock_and_is_found():
    home.create(Kind.REAL)
    Story.objects.create(pk=1, started_at=START, now_at=START)
    assert clock.now() > START
    assert not clock.is_demo()
    [found] = health.findings()
    assert found.state is Health.FAIL


def test_a_story_that_the_house_began_is_no_finding(story):
    assert health.findings() == []


@pytest.mark.parametrize(("is_told", "minutes"), [(True, 0), (False, 120)])
def test_only_a_home_without_a_story_minds_a_clock_that_leapt(is_told, minutes, monkeypatch):
    home.create(home.Kind.DEMO)
    if is_told:
        services.start_story(at=START, actor=SYSTEM)
    usual = running_time.distance()
    running_time.begin()
    monkeypatch.setattr(running_time, "distance", lambda: usual + 120 * 60)
    assert running_time.minutes_ahead() == minutes
