"""``shoumi demo`` of companies of other sizes, and a second time over the first."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from shoumi.doors.demo.tests import runs

SMALL = ("--customers", "60", "--no-open-deal")
NAMES = (
    "found",
    "expired_destroyed",
    "transferable",
    "consented",
    "refused",
    "no_reply",
    "undeliverable",
    "withdrawn",
    "exported",
    "stays",
)


@pytest.fixture(scope="session")
def small(tmp_path_factory):
    """Of a small company, told once: the document and the home."""
    home = tmp_path_factory.mktemp("small") / "demo"
    return runs.told(home, *SMALL), home


def test_a_second_run_replaces_the_first(tmp_path, small):
    first, told = small
    home = shutil.copytree(told, tmp_path / "demo")
    (tmp_path / "link").symlink_to(home)
    before = runs.digests(home)
    (home / "left-over.txt").write_text("of the first run")
    second = runs.told(tmp_path / "link", *SMALL)
    assert first["counts"] == second["counts"]
    after = runs.digests(home)
    assert "left-over.txt" not in after
    assert before["dossier/MANIFEST.json"] != after["dossier/MANIFEST.json"]


# customers: found, expired, transferable, consented, refused, no reply, undelivered, withdrawn,
# exported
SCALED = {
    60: (60, 1, 59, 24, 7, 27, 1, 1, 23),
    137: (137, 1, 136, 56, 18, 59, 3, 1, 55),
    3000: (3000, 36, 2964, 1236, 393, 1260, 75, 9, 1227),
}


@pytest.mark.long
@pytest.mark.parametrize("customers", SCALED)
def test_the_story_scales_with_the_company(tmp_path, customers, small):
    document, home = small
    if customers != 60:
        home = tmp_path / "demo"
        document = runs.told(home, "--customers", str(customers), "--no-open-deal")
    assert document["counts"] == dict(
        zip(NAMES, (*SCALED[customers], SCALED[customers][2]), strict=True)
    )
    prepared = runs.entries(home / "dossier", "room.prepared")
    assert [body["facts"]["rows"] for body in prepared if body["facts"]["level"] == "L3"] == [12]


@pytest.mark.parametrize("customers", [0, 59, 1_000_001])
def test_a_company_out_of_bounds_is_wrong_use(tmp_path, customers):
    done = runs.shoumi(tmp_path / "demo", "demo", "--customers", str(customers))
    assert done.returncode == 2
    assert not (tmp_path / "demo").exists()


@pytest.mark.long
@pytest.mark.parametrize(
    ("customers", "told"), [(99_999, 5), (100_000, 14)], ids=["small", "ordinary"]
)
def test_from_a_hundred_thousand_people_the_policy_tells_all(tmp_path, customers, told):
    home = tmp_path / "demo"
    arguments = ("--until", "open_house", "--customers", str(customers), "--no-open-deal")
    assert runs.shoumi(home, "demo", *arguments).returncode == 0
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as database:
        ((items,),) = database.execute("SELECT items FROM policies_policyversion")
    assert len(json.loads(items)) == told
