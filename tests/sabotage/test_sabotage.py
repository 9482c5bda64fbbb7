"""A part of the sabotage, drawn by the commit; ``make sabotage`` runs all of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.sabotage import door_map, table
from tests.sabotage.told import MOMENTS

from shoumi.core import handbook

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_knows_every_door_and_every_demand():
    assert set(table.CLOSES) == set(handbook.doors())
    named = {demand for demands in table.CLOSES.values() for demand in demands.split()}
    assert named == {demand.id for demand in handbook.demands()}


def test_what_the_cards_and_tables_of_the_house_say_is_what_the_handbook_says():
    for demand in handbook.demands():
        assert {door.name for door in demand.closes} == table.doors_of(demand.id), demand.id


def test_every_act_of_the_doors_is_done_by_somebody_at_some_moment():
    from tests.sabotage.acts import ACTS

    named = {name for acts in door_map.DONE_BY.values() for name in acts}
    free = set(door_map.PASSES_NO_DOOR)
    assert {act.name for act in ACTS} == set(table.PASSES) == named | free
    assert not named & free
    assert {name for name, doors in table.PASSES.items() if not doors} == free
    assert {moment for act in ACTS for moment in act.moments} == {*MOMENTS, "*"}


def test_the_map_knows_each_act_of_the_doors():
    """What the core knows as an act, and each milestone that a door names."""
    stages = {act for door in _asked().values() for act in door if act.startswith("stage:")}
    assert set(door_map.DONE_BY) == {act.value for act in handbook.DoorAct} | stages
    assert {act for acts in _asked().values() for act in acts} == set(door_map.DONE_BY)
    assert all(door_map.DONE_BY.values())


def test_an_act_passes_the_doors_that_ask_for_what_it_is():
    """``table.PASSES`` is of the handbook, ``doors.toml`` of the core: by the map they agree."""
    for name, doors in table.PASSES.items():
        acts = door_map.of(name)
        every = {"stage:*"} if any(act.startswith("stage:") for act in acts) else set()
        asked = {door for door, own in _asked().items() if own & (acts | every)}
        of_staff = {"staff_roles"} if name in door_map.OF_SIDES else set()
        assert asked - of_staff == set(doors), name


def test_every_list_that_may_leave_as_a_file_is_asked_for():
    """A new one is either tried while its door is shut, or says here why nothing guards it."""
    from shoumi.base import registry

    assert set(door_map.LISTS) == set(registry.list_exports())
    for name, list_ in registry.list_exports().items():
        is_of_people = list_.people is not None
        assert (door_map.LISTS[name] not in door_map.PASSES_NO_DOOR) == is_of_people, name


def test_doors_without_acts_have_none_in_the_core():
    assert {door for door, acts in _asked().items() if not acts} == table.WITHOUT_ACTS


def _asked():
    """Door -> acts, as ``doors.toml`` says them."""
    text = (ROOT / "src/shoumi/core/handbook/doors.toml").read_text("utf-8")
    return {one["name"]: set(one["acts"]) for one in tomllib.loads(text)["door"]}


@pytest.mark.slow
def test_what_is_broken_shuts_its_doors_and_is_mended_by_page(tmp_path):
    """In a process of its own: homes of a told story, opened as the server opens them."""
    order = [sys.executable, "-m", "tests.sabotage", "--drawn"]
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "SHOUMI_HOME": str(tmp_path)}
    done = subprocess.run(order, env=env, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("passed_while_broken=0 wrongly_shut=0\n")
