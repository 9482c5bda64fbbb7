"""Names in running text through ``shoumi scan``; and what it says where nobody looked for them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from shoumi.base import pools
from shoumi.base.intake import name_model
from shoumi.base.messages.refusals import all_words
from shoumi.core.scan.prose import WouldTakeHours
from shoumi.doors.cli.tests.test_scan import answer, run

TEXT = "今天赵虚甲和王小芳到店里来过，想换一位阿姨。\n"
LINES = "".join(
    json.dumps({"id": n, "text": text}) + "\n" for n, text in enumerate([TEXT, "没有人来过。"])
)


@pytest.fixture
def text_file(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_names_in_prose_are_found_with_a_grade(text_file):
    told = answer(text_file)
    (sheet,) = told["files"][0]["sheets"]
    found = [(TEXT[s["start"] : s["end"]], s["label"], s["grade"]) for s in sheet["spans"]]
    assert found == [("赵虚甲", "PERSON", "SHAPE"), ("王小芳", "PERSON", "SHAPE")]
    assert told["names_in_prose"]["looked_for"] is True
    assert told["names_in_prose"]["gate"] == "all"


def test_lines_answer_in_the_form_of_the_contract():
    told = run("--format", "jsonl", "--json", "-", stdin=LINES.encode())
    answers = [json.loads(line) for line in told.stdout.splitlines()]
    assert answers == [
        {
            "id": 0,
            "spans": [
                {"start": 2, "end": 5, "label": "PERSON", "grade": "SHAPE"},
                {"start": 6, "end": 9, "label": "PERSON", "grade": "SHAPE"},
            ],
        },
        {"id": 1, "spans": []},
    ]
    assert told.stderr == ""


@pytest.mark.parametrize(("choice", "why"), [("off", "off"), ("auto", "not_installed")])
def test_where_nobody_looks_the_answer_says_so(text_file, monkeypatch, choice, why):
    if why == "not_installed":
        monkeypatch.setattr(name_model, "PACKAGE", "a_package_that_nobody_has")
    told = answer(text_file, "--names", choice)
    assert told["names_in_prose"] == {"looked_for": False, "why": why}
    assert told["files"][0]["sheets"][0]["spans"] == []
    assert "未在正文中查找姓名和地址" in run(text_file, "--names", choice).stderr
    lines = run("--format", "jsonl", "--json", "-", "--names", choice, stdin=LINES.encode())
    assert "未在正文中查找姓名和地址" in lines.stderr
    assert [json.loads(line)["spans"] for line in lines.stdout.splitlines()] == [[], []]


def test_a_file_that_would_take_hours_is_read_without_names_and_says_so(text_file):
    told = answer(text_file, "--names", "all", "--names-minutes", "0")["names_in_prose"]
    assert (told["looked_for"], told["why"]) == (False, "would_take_hours")
    assert "--names-minutes" in run(text_file, "--names", "all", "--names-minutes", "0").stderr


def test_lines_that_would_take_hours_stop():
    with pytest.raises(WouldTakeHours) as stop:
        run("--format", "jsonl", "--json", "-", "--names-minutes", "0", stdin=LINES.encode())
    assert "characters" in stop.value.facts
    assert "{minutes}" in all_words()[WouldTakeHours.code].zh


def test_much_text_is_narrowed_and_says_so(tmp_path):
    path = tmp_path / "much.txt"
    many = "".join(f"今天第{n}次说了一些话。" for n in range(300))
    path.write_text(f"{many}联系人赵虚甲来过。", encoding="utf-8")
    minutes = str(2 / 60 / pools.processors() / 30)
    told = run(path, "--json", "--names-minutes", minutes)
    names = json.loads(told.stdout)["names_in_prose"]
    assert (names["gate"], names["tagged"]) == ("gated", 9)
    assert "只在可能有姓名或地址的" in told.stderr


def test_names_in_remarks_are_told_and_masked(tmp_path):
    path, copy = tmp_path / "t.csv", tmp_path / "copy.csv"
    rows = [
        "客户姓名,备注",
        "钱虚乙,今天赵虚甲到店里来过了想换一位阿姨",
        "孙虚丙,没有什么要说的就这样吧",
    ]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    (sheet,) = answer(path, "--redact", copy)["files"][0]["sheets"]
    told = {(c["column"], c["label"]): c for c in sheet["columns"]}
    assert told["备注", "PERSON"]["cells"] == 1
    masked = copy.read_text(encoding="utf-8")
    assert "赵虚甲" not in masked
    assert "到店里来过了" in masked


def test_a_line_is_answered_before_the_next_one_comes():
    command = [sys.executable, "-m", "shoumi.doors.cli", "scan"]
    with subprocess.Popen(
        [*command, "--format", "jsonl", "--json", "--names", "off", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as process:
        for number in range(2):
            process.stdin.write(json.dumps({"id": number, "text": "x"}).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline()) == {"id": number, "spans": []}
        process.stdin.close()
        assert process.wait() == 0
