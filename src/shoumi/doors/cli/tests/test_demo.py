"""``shoumi demo``: the numbers and dates of the worked example, and what a demo never does.

Every expected figure is written out here; nothing is taken from the demo's own oracle.
"""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest

from shoumi.doors.demo.tests import runs

COUNTS = {
    "equity": {
        "found": 1000,
        "expired_destroyed": 12,
        "transferable": 988,
        "consented": 412,
        "refused": 131,
        "no_reply": 420,
        "undeliverable": 25,
        "withdrawn": 3,
        "exported": 409,
        "stays": 988,
    },
    "merger": {
        "found": 1000,
        "expired_destroyed": 12,
        "transferable": 988,
        "consented": 412,
        "refused": 131,
        "no_reply": 420,
        "undeliverable": 25,
        "withdrawn": 3,
        "objected": 25,
        "excluded": 9,
        "sealed": 5,
        "marketing_off": 11,
        "active_after_transfer": 954,
    },
    "asset": {
        "found": 1000,
        "expired_destroyed": 12,
        "transferable": 988,
        "consented": 412,
        "refused": 131,
        "no_reply": 420,
        "undeliverable": 25,
        "withdrawn": 3,
        "exported": 409,
        "stays": 579,
    },
}
DEADLINES = {
    "rofr_reply": "2026-09-30",
    "rofr_reply_holiday_case": "2026-10-08",
    "tax_report": "2026-09-24",
    "campaign_end": "2026-10-19",
    "dsr_0007": "2026-10-22",
    "samr_filing": "2026-11-09",
    "bank_change": "2026-10-30",
    "publicity": "2026-11-20",
    "incident_report_drill": "2026-10-13T01:40+08:00",
    "destruction_certificates": "2026-12-04",
}
NOT_BUILT = {"q4_report"}
README = Path(__file__).parents[5] / "README.md"
REFUSED = {
    "destroy_unwitnessed",
    "early_visit",
    "employee_damages",
    "export_attempt",
    "pipia_high",
    "clean_room_over",
    "asked_again",
    "second_reminder",
    "late_answer",
    "handover_too_early",
    "old_bank_key",
    "sealer_releases",
}
SMALL = ("--customers", "60", "--no-open-deal")


@pytest.fixture(scope="session")
def demos(tmp_path_factory):
    """Each variant told once: the finished process and its home."""
    done = {}

    def of(variant):
        if variant not in done:
            home = tmp_path_factory.mktemp("demo") / variant
            # Only the equity run pays for the second deal.
            extra = () if variant == "equity" else ("--no-open-deal",)
            told = runs.shoumi(home, "demo", "--json", "--variant", variant, *extra)
            done[variant] = told, home
        return done[variant]

    return of


@pytest.fixture(params=["equity", "merger", "asset"])
def demo(request, demos):
    told, home = demos(request.param)
    assert told.returncode == 0, told.stderr
    return request.param, json.loads(told.stdout), home


def test_the_counts_are_those_of_the_worked_example(demo):
    variant, document, _ = demo
    assert document["counts"] == COUNTS[variant]


def test_the_deadlines_are_those_of_the_worked_example(demo):
    assert demo[1]["deadlines"] == DEADLINES


def test_the_document_has_the_promised_shape(demo):
    variant, document, home = demo
    assert list(document) == ["variant", "counts", "deadlines", "steps", "dossier", "trust"]
    assert document["variant"] == variant
    for step in document["steps"]:
        assert list(step) == ["name", "state", "seconds"]
        assert isinstance(step["seconds"], float)
        assert step["state"] in {"done", "refused_as_expected", "not_built"}
    assert document["dossier"] == str(home / "dossier")
    assert document["trust"] == str(home / "trust.txt")


def test_what_needs_a_chapter_to_come_is_told_as_not_built(demo):
    states = _by_state(demo[1])
    assert states["not_built"] == NOT_BUILT
    assert not NOT_BUILT & states["done"]


def test_what_must_not_go_was_tried_and_refused(demo):
    assert _by_state(demo[1])["refused_as_expected"] == REFUSED
    zh, _, en = README.read_text("utf-8").partition("## English")
    assert f"{len(REFUSED)} 次该拒绝" in zh
    assert f"{len(REFUSED)} moves are refused" in en


def _by_state(document):
    found = {}
    for step in document["steps"]:
        found.setdefault(step["state"], set()).add(step["name"])
    return found


@pytest.mark.parametrize("variant", ["equity", "merger", "asset"])
def test_nothing_but_the_document_is_printed(demos, variant):
    told, _ = demos(variant)
    assert told.stdout.count("\n") == 1
    assert told.stderr == ""


def test_the_dossier_verifies_from_the_command_line(demo):
    _, document, home = demo
    done = runs.shoumi(home, "verify", document["dossier"], "--trust", document["trust"])
    assert done.returncode == 0, done.stdout
    assert "anchored: yes" in done.stdout


def test_the_tax_is_right_to_the_fen(demos):
    dossier = demos("equity")[1] / "dossier"
    fen = {
        body["facts"]["kind"]: body["facts"]["fen"]
        for body in runs.entries(dossier)
        if "fen" in body["facts"]
    }
    assert fen == {"iit_certificate": 8_992_000, "stamp_duty": 40_000}


def test_the_rooms_show_what_each_level_may_show(demos):
    dossier = demos("equity")[1] / "dossier"
    shown = {
        body["facts"]["level"]: body["facts"] for body in runs.entries(dossier, "room.prepared")
    }
    assert shown["L2"]["rows"] == 988
    assert shown["L2"]["generalised"] == 2
    assert shown["L2"]["k"] >= 5
    assert shown["L3"]["rows"] == 12


def test_a_second_deal_stays_open_for_people_to_walk(demos):
    home = demos("equity")[1] / "open"
    clock = json.loads(runs.shoumi(home, "clock", "show", "--json").stdout)
    assert clock["is_demo"] is True
    assert clock["now"].startswith("2026-10-20")
    (deal,) = json.loads(runs.shoumi(home, "deal", "list", "--json").stdout)["deals"]
    assert deal["milestones"]["registered"] == "open"
    assert deal["milestones"]["notice_campaign"] == "done"
    assert deal["milestones"]["data_handover"] == "waiting"
    shown = runs.shoumi(home, "deal", "show", deal["number"])
    assert shown.returncode == 0
    assert "云岚虚构家政服务有限公司" in shown.stdout


def test_the_story_goes_the_same_way_in_a_home_of_the_gm_suite(tmp_path):
    document = runs.told(tmp_path / "demo", "--suite", "gm", "--no-open-deal")
    assert (document["counts"], document["deadlines"]) == (COUNTS["equity"], DEADLINES)
    assert _suites(tmp_path / "demo") == {2}


def _suites(home):
    """The suite numbers in everything that is sealed in a home; an erased key is zeros."""
    found = {path.read_bytes()[1] for path in (home / "blobs").iterdir()}
    with closing(sqlite3.connect(home / "keyring.sqlite3")) as database:
        for kind in ("kek", "compartmentkey", "subjectkey", "indexkey", "signingkey"):
            rows = database.execute(f"SELECT suite, wrapped FROM vault_{kind}").fetchall()
            assert rows
            there = [(suite, wrapped[1]) for suite, wrapped in rows if any(wrapped)]
            found |= {number for pair in there for number in pair}
    with closing(sqlite3.connect(home / "shoumi.sqlite3")) as database:
        return found | {blob[1] for (blob,) in database.execute("SELECT blob FROM subjects_record")}


GUARD = """
import os, sys

def forbid(event, arguments):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        with open(os.environ["GUARD_SAW"], "a") as file:
            file.write(f"{event} {arguments[1:]}\\n")

sys.addaudithook(forbid)
"""


def test_nothing_is_ever_sent(tmp_path):
    """A relay is configured and listens; no process of the demo so much as opens a socket."""
    (tmp_path / "sitecustomize.py").write_text(GUARD)
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=_answer, args=(server, calls), daemon=True)
        thread.start()
        address = f"smtp://127.0.0.1:{server.getsockname()[1]}?from=shoumi@example.com"
        runs.told(
            tmp_path / "demo",
            "--customers",
            "60",
            SHOUMI_SMTP_URL=address,
            PYTHONPATH=str(tmp_path),
            GUARD_SAW=str(tmp_path / "saw.txt"),
        )
        assert not (tmp_path / "saw.txt").exists()
        with socket.create_connection(server.getsockname()):
            thread.join(5)
    assert len(calls) == 1, "the relay heard from somebody else than this test"


def _answer(server, calls):
    connection, _ = server.accept()
    calls.append(connection.getpeername())
    connection.close()


@pytest.fixture
def databases():
    """Addresses of two fresh databases where the tests run on PostgreSQL; else none."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield {}
        return
    parts = urlsplit(url)
    names = {"DATABASE_URL": f"demo_{os.getpid()}", "KEYRING_URL": f"demo_keyring_{os.getpid()}"}
    with psycopg.connect(urlunsplit(parts._replace(path="/postgres")), autocommit=True) as admin:
        for name in names.values():
            admin.execute(f'CREATE DATABASE "{name}"')
        yield {key: urlunsplit(parts._replace(path=f"/{name}")) for key, name in names.items()}
        for name in names.values():
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.mark.both
def test_the_story_goes_the_same_way_on_both_engines(tmp_path, databases, request):
    if databases:
        document = runs.told(tmp_path / "demo", "--no-open-deal", **databases)
    else:  # told already
        document = json.loads(request.getfixturevalue("demos")("equity")[0].stdout)
    assert document["counts"] == COUNTS["equity"]
    assert document["deadlines"] == DEADLINES
    done = runs.shoumi(
        tmp_path / "demo", "verify", document["dossier"], "--trust", document["trust"]
    )
    assert done.returncode == 0, done.stdout
    if databases:
        again = runs.shoumi(tmp_path / "demo", "demo", "--no-open-deal", **databases)
        assert again.returncode == 1
        assert "DATABASE_URL 指的数据库不是空的" in again.stderr
