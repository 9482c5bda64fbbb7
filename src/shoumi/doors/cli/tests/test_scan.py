from __future__ import annotations

import json
import stat
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from shoumi.base.messages.refusals import all_words
from shoumi.doors.cli._scan_copy import CannotRedact, WouldOverwrite
from shoumi.doors.cli._scan_lines import LineUnreadable
from shoumi.doors.cli.scan import OneFileAtATime, command

PEOPLE = [("赵虚甲", "15400000101"), ("钱虚乙", "15400000102"), ("孙虚丙", "15400000103")]
VALUES = [value for person in PEOPLE for value in person]


@pytest.fixture
def csv_file(tmp_path):
    path = tmp_path / "customers.csv"
    rows = [
        f"{name},{mobile},202411250{n},回电 15400000109" for n, (name, mobile) in enumerate(PEOPLE)
    ]
    path.write_text("\n".join(["姓名,手机,订单号,备注", *rows]) + "\n", encoding="utf-8")
    return path


def run(*arguments, stdin=None):
    result = CliRunner().invoke(command, list(map(str, arguments)), input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def answer(*arguments, stdin=None):
    return json.loads(run("--json", *arguments, stdin=stdin).stdout)


def test_a_table_is_told_by_column_and_grade(csv_file):
    (file,) = answer(csv_file)["files"]
    (sheet,) = file["sheets"]
    assert sheet["rows"] == 3
    assert sheet["data_grade"] == "L3"
    told = {(c["column"], c["label"], c["reason"]): c for c in sheet["columns"]}
    assert set(told) == {
        ("姓名", "PERSON", "heading"),
        ("手机", "MOBILE", "heading"),
        ("备注", "MOBILE", "text"),
    }
    mobile = told["手机", "MOBILE", "heading"]
    assert (mobile["whole_cells"], mobile["VALID"], mobile["SUSPECT"]) == (3, 0, 3)
    assert (mobile["data_grade"], mobile["sensitive"], mobile["share"]) == ("L3", False, 1.0)


def test_the_answer_names_the_policy_it_used(csv_file):
    assert answer(csv_file)["policy"] == {"version": "2026.11", "in_force_on": "2026-11-24"}


@pytest.mark.parametrize("flags", [[], ["--json"]])
def test_no_value_is_ever_printed(csv_file, flags):
    printed = run(csv_file, *flags).output
    assert not any(value in printed for value in VALUES)


@pytest.mark.parametrize(
    ("language", "word", "nothing"),
    [("zh", "数据级别", "未发现"), ("en", "data grade", "No personal information")],
)
def test_people_read_a_table_in_their_language(
    csv_file, tmp_path, monkeypatch, language, word, nothing
):
    monkeypatch.setenv("SHOUMI_LANG", language)
    assert word in run(csv_file).stdout
    empty = tmp_path / "empty.txt"
    empty.write_text("样本")
    assert nothing in run(empty).stdout


def test_a_text_is_told_by_span_and_place(tmp_path):
    path = tmp_path / "note.txt"
    path.write_text("联系人：赵虚甲，手机15400000101\n", encoding="utf-8")
    (sheet,) = answer(path)["files"][0]["sheets"]
    assert [(s["start"], s["end"], s["label"], s["grade"]) for s in sheet["spans"]] == [
        (4, 7, "PERSON", "SHAPE"),
        (10, 21, "MOBILE", "SUSPECT"),
    ]
    assert sheet["spans"][0]["place"] == "note.txt:1"
    assert {line["label"]: line["SUSPECT"] for line in sheet["labels"]} == {
        "PERSON": 0,
        "MOBILE": 1,
    }


def test_lines_in_give_lines_out_exactly():
    lines = [
        {"id": 7, "text": "😀手机15400000101"},
        {"id": "x", "text": "无"},
        {"id": 0, "text": "11010519491231002X"},
    ]
    stdin = "\n\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
    result = run("--format", "jsonl", "--json", "-", stdin=stdin)
    assert result.stdout.splitlines() == [
        '{"id": 7, "spans": [{"start": 3, "end": 14, "label": "MOBILE", "grade": "SUSPECT"}]}',
        '{"id": "x", "spans": []}',
        '{"id": 0, "spans": [{"start": 0, "end": 18, "label": "RESIDENT_ID", "grade": "VALID"}]}',
    ]


def test_lines_are_answered_as_they_come():
    code = "from shoumi.doors.cli import main; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "scan", "--format", "jsonl", "--json", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        process.stdin.write(b'{"id": 1, "text": "x"}\n')
        process.stdin.flush()
        assert json.loads(process.stdout.readline()) == {"id": 1, "spans": []}
        process.stdin.close()
        assert process.wait(timeout=30) == 0


@pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '{"text": "x"}', '{"id": 1, "text": 5}'])
def test_a_line_of_another_shape_is_refused_by_its_number(line):
    with pytest.raises(LineUnreadable) as refusal:
        run("--format", "jsonl", "--json", "-", stdin='{"id": 1, "text": "x"}\n' + line)
    assert refusal.value.facts == {"line": 2}


def test_a_file_of_lines_is_streamed_and_redacted(tmp_path):
    path, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    path.write_text('{"id": 1, "text": "手机15400000101"}\n', encoding="utf-8")
    told = tmp_path / "told.jsonl"
    run("--format", "jsonl", "--json", path, "--redact", out, "-o", told)
    assert json.loads(out.read_text()) == {"id": 1, "text": "手机154******01"}
    assert json.loads(told.read_text())["spans"][0]["label"] == "MOBILE"


def test_lines_of_records_are_a_table(tmp_path):
    path = tmp_path / "records.jsonl"
    path.write_text('{"姓名": "赵虚甲", "手机": "15400000101"}\n', encoding="utf-8")
    (sheet,) = answer("--format", "jsonl", path)["files"][0]["sheets"]
    assert [c["label"] for c in sheet["columns"]] == ["PERSON", "MOBILE"]


def test_standard_input_is_text_unless_told_otherwise(csv_file):
    (sheet,) = answer("-", stdin="手机15400000101")["files"][0]["sheets"]
    assert (sheet["kind"], len(sheet["spans"])) == ("text", 1)
    (sheet,) = answer("--format", "csv", "-", stdin=csv_file.read_bytes())["files"][0]["sheets"]
    assert sheet["kind"] == "table"


def test_standard_input_that_is_no_text_is_refused():
    result = run("--json", "-", stdin=b"\xff\xfe\x00")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["files"] == [{"file": "-", "refused": "scan.text_unreadable"}]


def test_a_refused_file_does_not_stop_the_others(csv_file, tmp_path):
    (tmp_path / "empty.csv").write_bytes(b"")
    result = run("--json", tmp_path)
    told = {Path(f["file"]).name: f.get("refused") for f in json.loads(result.stdout)["files"]}
    assert told == {"customers.csv": None, "empty.csv": "file.empty"}
    assert result.exit_code == 1
    assert result.stderr


@pytest.mark.parametrize(
    ("lang", "unread", "nothing"),
    [("zh", "1 个文件没有读到", "未发现"), ("en", "1 files were not read", "No personal")],
)
def test_a_file_that_was_not_read_is_not_called_clean(tmp_path, monkeypatch, lang, unread, nothing):
    monkeypatch.setenv("SHOUMI_LANG", lang)
    (tmp_path / "empty.csv").write_bytes(b"")
    told = run(tmp_path / "empty.csv").stdout
    assert unread in told
    assert nothing not in told
    (tmp_path / "clean.csv").write_text("物品,价钱\n扫帚,12\n", encoding="utf-8")
    told = run(tmp_path / "empty.csv", tmp_path / "clean.csv").stdout
    assert unread in told
    assert nothing in told


def test_a_table_is_copied_with_masked_cells(csv_file, tmp_path):
    out = tmp_path / "masked.csv"
    run(csv_file, "--redact", out)
    assert out.read_text(encoding="utf-8").splitlines()[1] == (
        "赵**,154******01,2024112500,回电 154******09"
    )
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_table_is_copied_to_lines(csv_file, tmp_path):
    out = tmp_path / "masked.jsonl"
    run(csv_file, "--redact", out)
    first = json.loads(out.read_text(encoding="utf-8").splitlines()[0])
    assert first["姓名"] == "赵**"


def test_a_workbook_is_copied_without_anything_but_masked_cells(tmp_path):
    path, out = tmp_path / "book.xlsx", tmp_path / "masked.xlsx"
    book = openpyxl.Workbook()
    page = book.active
    page.title = "客户"
    page.append(["姓名", "手机"])
    for person in PEOPLE:
        page.append(person)
    page["A2"].comment = openpyxl.comments.Comment("赵虚甲 15400000101", "钱虚乙")
    book.properties.creator = "赵虚甲"
    book.save(path)
    run(path, "--redact", out)
    copy = openpyxl.load_workbook(out)
    assert list(copy.worksheets[0].values)[1] == ("赵**", "154******01")
    assert copy.worksheets[0]["A2"].comment is None
    assert not any(v.encode() in out.read_bytes() for v in VALUES)
    assert copy.properties.creator != "赵虚甲"


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    path, out = tmp_path / "t.csv", tmp_path / "t.xlsx"
    path.write_text("x,y\n=1+1,2\n", encoding="utf-8")
    run(path, "--redact", out)
    cell = openpyxl.load_workbook(out).active["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_a_text_is_copied_with_masked_spans(tmp_path):
    path, out = tmp_path / "note.txt", tmp_path / "masked.txt"
    path.write_text("联系人：赵虚甲，手机15400000101\n", encoding="utf-8")
    run(path, "--redact", out)
    assert out.read_text(encoding="utf-8") == "联系人：赵**，手机154******01\n"


@pytest.mark.parametrize("name", ["masked.pdf", "masked", "masked.txt"])
def test_a_table_has_no_copy_in_other_formats(csv_file, tmp_path, name):
    with pytest.raises(CannotRedact):
        run(csv_file, "--redact", tmp_path / name)
    assert not (tmp_path / name).exists()


def test_nothing_is_overwritten(csv_file, tmp_path):
    out = tmp_path / "kept.csv"
    out.write_text("kept")
    for flag in ("--redact", "--output"):
        with pytest.raises(WouldOverwrite):
            run(csv_file, flag, out)
    assert out.read_text() == "kept"


def test_one_masked_copy_takes_one_file(csv_file, tmp_path):
    with pytest.raises(OneFileAtATime):
        run(csv_file, csv_file, "--redact", tmp_path / "out.csv")
    (tmp_path / "other.txt").write_text("x")
    with pytest.raises(OneFileAtATime):
        run(tmp_path, "--redact", tmp_path / "out.csv")


def test_the_answer_can_go_to_a_file(csv_file, tmp_path):
    out = tmp_path / "told.json"
    assert run("--json", csv_file, "-o", out).stdout == ""
    assert json.loads(out.read_text())["files"]


def test_an_empty_folder_is_not_clean(tmp_path):
    assert run(tmp_path).exit_code == 2


def test_every_refusal_has_words():
    for error in (LineUnreadable, CannotRedact, WouldOverwrite, OneFileAtATime):
        words = all_words()[error.code]
        assert all((words.zh, words.en, words.remedy_zh, words.remedy_en))
