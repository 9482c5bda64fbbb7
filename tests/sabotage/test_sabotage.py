"""A part of the sabotage, drawn by the commit; ``make sabotage`` runs all of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.sabotage import table
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

    assert {act.name for act in ACTS} == set(table.PASSES)
    assert {moment for act in ACTS for moment in act.moments} == {*MOMENTS, "*"}


@pytest.mark.slow
def test_what_is_broken_shuts_its_doors_and_is_mended_by_page(tmp_path):
    """In a process of its own: homes of a told story, opened as the server opens them."""
    order = [sys.executable, "-m", "tests.sabotage", "--drawn"]
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "SHOUMI_HOME": str(tmp_path)}
    done = subprocess.run(order, env=env, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("passed_while_broken=0 wrongly_shut=0\n")
