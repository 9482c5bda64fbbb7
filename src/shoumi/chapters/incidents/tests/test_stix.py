"""An incident leaves as a STIX 2.1 bundle that holds to the specification, property by property,
and tells nothing that somebody wrote."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from uuid import RFC_4122, UUID

import pytest

from shoumi.chapters.incidents.documents import stix_bundle
from shoumi.chapters.incidents.models import Breach

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
# Of the committee's own package, which is among those of the tests.
VALIDATOR = Path(sys.executable).with_name("stix2_validator")
ID = re.compile(r"([a-z-]+)--([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
# STIX 2.1, sections 3.1, 4.3, 4.5, 4.9, 4.12, 5.1: what an object of each kind must have, and what
# else it may have here.
COMMON = {"type", "spec_version", "id", "created", "modified"}
MAY = {"created_by_ref", "object_marking_refs", "description", "abstract", "identity_class"}
MUST = {
    "incident": {"name"},
    "identity": {"name"},
    "course-of-action": {"name"},
    "note": {"content", "object_refs"},
    "relationship": {"relationship_type", "source_ref", "target_ref"},
}
AMBER = "marking-definition--f88d31f6-486f-44da-b317-01333bde0b82"


@pytest.fixture
def closed(desk):
    breach = desk.closed()
    desk.go(minutes=5)
    return Breach.objects.get(ref=breach)


@pytest.fixture
def bundle(closed):
    return json.loads(stix_bundle.of(closed))


def test_the_bundle_has_what_a_bundle_has_and_nothing_else(bundle):
    assert bundle.keys() == {"type", "id", "objects"}
    assert bundle["type"] == "bundle"
    assert [one["type"] for one in bundle["objects"]][0] == "incident"


def test_each_object_has_what_its_kind_must_have_and_no_property_of_ours(bundle):
    for one in bundle["objects"]:
        must = COMMON | MUST[one["type"]]
        assert must <= one.keys()
        assert one.keys() - must <= MAY
        assert one["spec_version"] == "2.1"
        assert all(value not in ("", [], None) for value in one.values())


def test_names_are_uuids_of_their_kind_each_once_and_every_reference_leads_somewhere(bundle):
    every = [bundle, *bundle["objects"]]
    for one in every:
        kind, number = ID.fullmatch(one["id"]).groups()
        assert kind == one["type"]
        assert (UUID(number).variant, UUID(number).version) == (RFC_4122, 4)
    known = {one["id"] for one in bundle["objects"]} | {AMBER}
    assert len(known) == len(every)
    for one in bundle["objects"]:
        refs = [value for name, value in one.items() if name.endswith("_ref")]
        refs += [each for name, value in one.items() if name.endswith("_refs") for each in value]
        assert set(refs) <= known


def test_moments_are_utc_with_milliseconds_and_nothing_changed_before_it_was_made(bundle):
    for one in bundle["objects"]:
        assert MOMENT.fullmatch(one["created"])
        assert MOMENT.fullmatch(one["modified"])
        assert one["created"] <= one["modified"]


def test_two_exports_tell_of_the_same_objects(closed, bundle):
    assert json.loads(stix_bundle.of(closed)) == bundle


def test_what_contained_it_is_an_act_that_is_related_to_it(bundle):
    by = {one["id"]: one for one in bundle["objects"]}
    [relation] = [one for one in bundle["objects"] if one["type"] == "relationship"]
    assert by[relation["source_ref"]]["type"] == "course-of-action"
    assert by[relation["target_ref"]]["type"] == "incident"


def test_nothing_that_somebody_wrote_is_in_it(closed):
    told = stix_bundle.of(closed).decode()
    for words in ("错误的地址", "召回", "核对收件地址", "加密文件", "来电", "王样本"):
        assert words not in told


def test_a_drill_cannot_be_taken_for_an_incident(desk):
    drill = Breach.objects.get(ref=desk.drill())
    incident = json.loads(stix_bundle.of(drill))["objects"][0]
    assert incident["name"].startswith("DRILL-")


def test_an_incident_that_goes_on_was_changed_by_its_newest_step(desk):
    breach = desk.report()
    desk.at += timedelta(hours=1)
    desk.measure(breach)
    incident = json.loads(stix_bundle.of(Breach.objects.get(ref=breach)))["objects"][0]
    assert incident["modified"] > incident["created"]


@pytest.mark.parametrize("of", ["closed", "drill", "untold"])
def test_the_validator_of_the_committee_finds_nothing_when_it_is_strict(desk, of, tmp_path):
    made = {"closed": desk.closed, "drill": desk.drilled, "untold": desk.report}[of]()
    file = tmp_path / "bundle.json"
    file.write_bytes(stix_bundle.of(Breach.objects.get(ref=made)))
    run = [VALIDATOR, "--strict", "--version", "2.1", file]
    answer = subprocess.run(run, check=False, capture_output=True, text=True)
    assert answer.returncode == 0, answer.stdout
