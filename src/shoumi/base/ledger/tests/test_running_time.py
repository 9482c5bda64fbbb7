from __future__ import annotations

import pytest

from shoumi.base.ledger import atomic_files, card, reader, running_time
from shoumi.base.ledger.errors import ClockLeapt
from shoumi.base.ledger.tests.events import AT, write
from shoumi.core.gate import Fact

pytestmark = [pytest.mark.both, pytest.mark.django_db(transaction=True)]

FORTY_DAYS = 40 * 24 * 60  # minutes


class Machine:
    """Whose clock is put on; how long it has run stays what it is."""

    def __init__(self):
        self.distance = 1_700_000_000.0

    def leaps(self, *, minutes):
        self.distance += minutes * 60


@pytest.fixture(autouse=True)
def machine(monkeypatch):
    made = Machine()
    monkeypatch.setattr(running_time, "distance", lambda: made.distance)
    return made


def as_another_process():
    running_time.forget()


def is_sound():
    return card.facts(AT)[0][Fact.CLOCK_SOUND]


@pytest.mark.parametrize(("minutes", "taken"), [(-60, True), (0, True), (5, True), (6, False)])
def test_an_entry_after_a_leap_of_the_clock_is_refused(machine, minutes, taken):
    write()
    machine.leaps(minutes=minutes)
    assert is_sound() is taken
    if taken:
        write()
        assert reader.size() == 2
        return
    with pytest.raises(ClockLeapt) as refused:
        write()
    assert refused.value.facts == {"minutes": minutes}
    assert refused.value.status == 503
    assert reader.size() == 1


@pytest.mark.parametrize("fraction", [0.6394, 0.6396])
@pytest.mark.parametrize("minutes", [6, 120])
def test_a_leap_is_counted_whole_where_the_file_rounds_up_and_down(machine, fraction, minutes):
    machine.distance += fraction
    write()
    machine.leaps(minutes=minutes)
    as_another_process()
    assert running_time.minutes_ahead() == minutes


def test_a_clock_that_is_right_again_is_believed_again(machine):
    write()
    machine.leaps(minutes=FORTY_DAYS)
    with pytest.raises(ClockLeapt):
        write()
    machine.leaps(minutes=-FORTY_DAYS)
    assert is_sound()
    write()
    assert reader.size() == 2


def test_a_command_that_begins_after_the_leap_is_refused_too(machine):
    write()
    machine.leaps(minutes=FORTY_DAYS)
    as_another_process()
    assert not is_sound()
    with pytest.raises(ClockLeapt):
        write()


def test_of_a_new_home_counts_what_the_clock_said_when_the_process_began(machine):
    running_time.begin()
    machine.leaps(minutes=FORTY_DAYS)
    with pytest.raises(ClockLeapt):
        write()


def test_small_steps_are_followed_and_do_not_add_up_to_a_leap(machine):
    for _ in range(4):
        write()
        machine.leaps(minutes=4)
        as_another_process()
    assert reader.size() == 4


def test_a_clock_that_went_back_and_forth_again_has_not_leapt(machine):
    write()
    machine.leaps(minutes=-FORTY_DAYS)
    write()
    machine.leaps(minutes=FORTY_DAYS)
    write()
    assert reader.size() == 3


def test_after_the_machine_was_started_anew_its_clock_counts(machine, monkeypatch):
    write()
    machine.leaps(minutes=FORTY_DAYS)
    as_another_process()
    monkeypatch.setattr(running_time, "_machine_start", lambda: "another-start")
    assert is_sound()
    write()
    assert reader.size() == 2


@pytest.mark.parametrize("content", ["", "shoumi clock agreed v2\na 1\n", "\xff"])
def test_a_file_that_says_nothing_is_written_anew(machine, home, content):
    write()
    file = home / running_time.NAME
    good = file.read_bytes()
    file.write_text(content, "utf-8")
    write()
    assert file.read_bytes() == good
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_disk_that_takes_no_more_keeps_nobody_from_writing(monkeypatch, home):
    write()
    (home / running_time.NAME).unlink()

    def full(target, content):
        raise OSError(28, "no space")

    monkeypatch.setattr(atomic_files, "replace", full)
    running_time.require_steady()
    assert not (home / running_time.NAME).exists()


def test_a_machine_that_does_not_say_how_long_it_ran_is_believed(monkeypatch):
    with monkeypatch.context() as silent:
        silent.setattr(running_time, "distance", lambda: None)
        write()
        assert is_sound()
    assert is_sound()
    write()
    assert reader.size() == 2
