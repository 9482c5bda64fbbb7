"""The homes the flows begin in, made once for all tests here."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pyrage
import pytest
from django.db import connections

from shoumi.doors.tests.faults import flows, invariants, kept_homes, rotations, start_states
from shoumi.doors.tests.faults.forks import in_child
from shoumi.doors.tests.faults.runs import Runs


@pytest.fixture(scope="package")
def place(django_db_blocker):
    """The place, with the homes ``held``, ``asked``, ``erased`` and ``agreed`` kept in it."""
    # What a killed process had written outlives it on a memory disk as well.
    with tempfile.TemporaryDirectory(prefix="faults-") as scratch:
        made = kept_homes.place(Path(scratch))
        with django_db_blocker.unblock():
            try:
                yield made
            finally:
                made.close()


@pytest.fixture(scope="package")
def given(place):
    """What comes from outside; making it makes the homes."""
    company = place.outside.parent / "company"

    def hold(tell):
        place.enter()
        tell(start_states.hold_people(company))
        connections.close_all()

    plan = in_child(hold).require()
    place.keep("held")
    identity = pyrage.x25519.Identity.generate()
    given = flows.Given(
        plan, tuple(sorted((company / "second").iterdir())), str(identity.to_public())
    )

    def ask(tell):
        place.enter()
        for step in flows.CAMPAIGN.steps:
            step(place, given)
        start_states.open_handover()
        connections.close_all()

    in_child(ask).require()
    place.keep("asked")

    def destroy(tell):
        place.enter()
        for step in flows.DESTRUCTION.steps:
            step(place, given)
        connections.close_all()

    place.put_back("held")
    in_child(destroy).require()
    place.keep("erased")

    def agree(tell):
        place.enter()
        rotations.agree_on_all()
        connections.close_all()

    place.put_back("held")
    in_child(agree).require()
    place.keep("agreed")
    return given


@pytest.fixture(scope="package")
def both_places(place, given):
    """The place and its twin: one for each of two cores."""
    twin = place.twin()
    yield (place, twin)
    twin.close()


@pytest.fixture
def run(both_places, given):
    """``run(flow)``: the flow, run once with nothing in its way."""
    canaries = invariants.canaries([*start_states.FIRST, *start_states.SECOND])
    return lambda flow: Runs(both_places, given, flow, canaries)


@pytest.fixture
def sound(capsys):
    """``sound(found)``: say how many points were tried, and that nothing was wrong."""

    def say(found):
        with capsys.disabled():
            sys.stdout.write(f"\n{found}\n")
        found.require()

    return say
