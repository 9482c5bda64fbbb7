"""Whatever is sent, the answer is an answer; and of what nobody foresaw nothing gets out."""

from __future__ import annotations

import random
import subprocess
import sys
import time

import pytest
from django.http import HttpResponse, JsonResponse
from tests.malformed import bodies, files, form_page, judgement, values
from tests.web import home

from shoumi.core.tests import portion

PAGE = """<form method="get" action="/find"><input name="q"></form>
<form method="post" action="/deals/do/x" enctype="multipart/form-data">
<input type="hidden" name="csrfmiddlewaretoken" value="x"><input name="title" required>
<select name="kind"><option value=""></option><option value="a">A</option></select>
<input type="checkbox" name="many" value="1"><input type="checkbox" name="many" value="2">
<input type="file" name="paper" required></form>"""
INPUTS = 5
# Of an hour's work each part is done by itself.
PARTS = 8 if portion.is_long() else 1


def run(tmp_path, module, *more):
    """In a process of its own: a told home, opened as the server opens it."""
    order = [sys.executable, "-m", module, *more]
    return subprocess.run(
        order, env=home.environment(tmp_path), cwd=home.ROOT, text=True, capture_output=True
    )


def test_a_form_is_read_from_its_page():
    (form,) = form_page.forms(PAGE)
    assert (form.action, form.has_files) == ("/deals/do/x", True)
    found = {one.name: (one.kind, one.options) for one in form.controls}
    assert found == {
        "title": ("text", []),
        "kind": ("select", ["a"]),
        "many": ("checkbox", ["1", "2"]),
        "paper": ("file", []),
    }


def test_the_same_seed_draws_the_same_at_any_hour(monkeypatch):
    pairs = [("title", "虚构".encode()), ("paper", files.WHOLE[0])]

    def drawn(seed):
        chance = random.Random(seed)
        return [
            (
                bodies.form(pairs, chance, ["deal-x"], in_parts=True),
                bodies.json_body({"title": "虚构", "of": ["a"]}, chance, ["deal-x"]),
                values.text(chance, ["deal-x"]),
            )
            for _ in range(200)
        ]

    now, later = drawn("a"), time.time() + 3600
    monkeypatch.setattr(time, "time", lambda: later)
    assert drawn("a") == now
    assert drawn("b") != now


def test_what_an_answer_must_not_be_is_seen():
    assert judgement.wordless(HttpResponse("<h1>Bad Request (400)</h1>", status=400)) == "no words"
    trace = HttpResponse("出错\nTraceback (most recent call last)", status=422)
    assert judgement.wordless(trace) == "a traceback"
    assert not judgement.wordless(HttpResponse("读不出来", status=400))
    assert not judgement.wordless(JsonResponse({"what": "读不出来"}, status=422))
    assert judgement.wordless(JsonResponse({"error": 1}, status=422)) == "no words"


@pytest.mark.parametrize(
    ("changed", "tags", "is_its_own"),
    [
        (["ledger_entry", "ledger_head"], ["signin.refused"], True),
        (["ledger_entry", "signin_refusedaddress"], ["signin.refused"], True),
        (["signin_refusedaddress"], [], False),
        (["ledger_entry", "ledger_head"], ["thread.stopped"], True),
        (["collaboration_message", "ledger_entry"], ["thread.stopped"], False),
        (["ledger_entry", "ledger_head"], ["deal.suspended"], False),
        (["deals_deal"], [], False),
        (["deals_deal", "ledger_entry"], ["deal.refused"], False),
        (["documents_document", "ledger_entry"], ["document.stored"], False),
        (["gate_task", "ledger_entry"], ["task.closed", "task.opened"], True),
        (["gate_task", "ledger_entry"], ["task.opened"], False),
    ],
)
def test_a_refusal_may_leave_its_own_entry_and_nothing_else(changed, tags, is_its_own):
    assert judgement.is_evidence(changed, tags) is is_its_own


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_malformed_fails_or_changes_something(tmp_path, part):
    count = 400 if portion.is_long() else INPUTS
    words = ("--drawn", "--count", str(count), "--part", f"{part}/{PARTS}")
    done = run(tmp_path, "tests.malformed", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("faults=0 changed_while_refused=0 slow=0\n")


@pytest.mark.slow
def test_no_command_ends_in_an_error_that_nobody_foresaw(tmp_path):
    done = run(tmp_path, "tests.malformed.commands", "--drawn")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("faults=0\n")


@pytest.mark.slow
def test_an_unforeseen_error_leaves_one_line_and_nobody_in_it(tmp_path):
    done = run(tmp_path, "tests.malformed.canary")
    assert done.stdout == "doors=5 lines=5 leaked=0\n", done.stdout + done.stderr
    assert done.returncode == 0
