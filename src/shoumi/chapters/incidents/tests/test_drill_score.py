"""The score of a drill is counted again, from the file that its page hands out, by a script that
shares no code with the house; and what a sensor would have seen."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.outside import drill_score

from shoumi.chapters.incidents.documents import drill_export
from shoumi.chapters.incidents.models import Breach
from shoumi.chapters.incidents.queries import NoSuchIncident
from shoumi.chapters.incidents.rules.words import Addressee
from shoumi.chapters.incidents.services import injects
from shoumi.chapters.incidents.tests.test_doors import PAGES, request_of
from shoumi.core.incident_clock import Operator
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
SCRIPT = Path(drill_score.__file__)


def played(desk, *, late_by=timedelta(), skipped=(), **other):
    """A drill in which one thing is late and some are not done at all."""
    drill = desk.drill("0 | 来电", **other)
    one = injects.next_one()
    assert injects.fire(inject=Ref(one.ref), at=desk.at)
    if "AUTHORITY" not in skipped:
        desk.tell(drill, Addressee.AUTHORITY, proof=b"")
    desk.at += late_by
    desk.contain(drill)
    if "PERSONS" not in skipped:
        desk.tell(drill, Addressee.PERSONS, proof=b"")
    if "CAUSE" not in skipped:
        desk.cause(drill)
        desk.decide(desk.asked(drill))
    desk.ask_close(drill)
    desk.end(drill)
    return Breach.objects.get(ref=drill)


def exported(one):
    return json.loads(drill_export.of(one))


CASES = [
    ({}, set()),
    ({"late_by": timedelta(hours=24)}, {"CONTAINED", "PERSONS_TOLD"}),
    ({"late_by": timedelta(hours=24, seconds=-1)}, set()),
    ({"skipped": ("AUTHORITY",)}, {"AUTHORITY_TOLD"}),
    ({"skipped": ("AUTHORITY", "PERSONS"), "is_leak": False}, set()),
    ({"skipped": ("AUTHORITY",), "is_leak": False, "persons": 1_000_000}, {"AUTHORITY_TOLD"}),
    ({"skipped": ("CAUSE",)}, {"CAUSE_FOUND", "RESPONSIBILITY"}),
    ({"skipped": ("PERSONS", "CAUSE"), "operator": Operator.CII, "loss": 500_000_000}, None),
]


@pytest.mark.parametrize(("course", "wanted"), CASES)
def test_a_script_of_strangers_counts_the_same_score(desk, tmp_path, course, wanted):
    one = played(desk, **course)
    told = exported(one)
    clocks = {what for what in told["missed"] if what.isupper()}
    assert wanted is None or clocks == wanted
    assert list(drill_score.faults(told)) == []
    file = tmp_path / "drill.json"
    file.write_bytes(drill_export.of(one))
    run = [sys.executable, "-I", SCRIPT, file]
    assert subprocess.run(run, check=False, capture_output=True).returncode == 0


def test_a_score_that_was_made_better_is_seen(desk):
    told = exported(played(desk, skipped=("AUTHORITY", "CAUSE")))
    for what in told["missed"]:
        better = told | {"missed": [one for one in told["missed"] if one != what]}
        assert list(drill_score.faults(better))
    later = told | {"found": "2026-08-25T02:00:00+00:00"}
    assert list(drill_score.faults(later)), "found a day earlier, all is late"
    never = [one | {"happened": None} for one in told["injects"]]
    assert list(drill_score.faults(told | {"injects": never})) == ["inject 1 never came"]


def test_its_page_hands_the_files_out_and_an_incident_has_none(desk):
    drill = desk.drill("0 | 监测 | 大量读取\n30 | 监测 | 外传")
    by = request_of(desk, desk.officer, Role.DPO)
    data = PAGES["drill-data"](by, breach=drill)
    assert json.loads(data.content)["drill"] == "DRILL-001"
    lines = PAGES["drill-sensor"](by, breach=drill).content.decode().splitlines()
    [seen] = map(json.loads, lines)
    assert (seen["event_type"], seen["drill"]) == ("alert", "DRILL-001")
    assert seen["alert"]["signature"] == "【演练】大量读取"
    desk.go(minutes=30)
    later = PAGES["drill-sensor"](request_of(desk, desk.officer, Role.DPO), breach=drill)
    assert len(later.content.decode().splitlines()) == 2
    for page in ("drill-data", "drill-sensor"):
        with pytest.raises(NoSuchIncident):
            PAGES[page](by, breach=desk.report())
