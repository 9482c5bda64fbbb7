"""Many files and large tables on several processors: the same answer, and no file is lost."""

from __future__ import annotations

import json
import signal

import pyarrow as pa
import pytest

from shoumi.base import pools
from shoumi.base.intake import name_model, scan_files
from shoumi.base.intake.tests import dying_worker
from shoumi.base.pools import processes
from shoumi.core.scan import merge, scan_table
from shoumi.core.scan.find import today_in_china
from shoumi.doors.cli.tests.test_scan import answer, run

FILES = 9


@pytest.fixture(autouse=True)
def two_processors(monkeypatch):
    monkeypatch.setattr(pools, "processors", lambda: 2)
    yield
    processes.close()


@pytest.fixture
def folder(tmp_path):
    """Texts, tables, and one file that is refused."""
    tmp_path /= "files"
    tmp_path.mkdir()
    for number in range(FILES):
        text = f"联系人：赵虚甲，手机1540000010{number}\n" * (number + 1)
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
        rows = "".join(f"钱虚{n},1540000020{n}\n" for n in range(number + 1))
        (tmp_path / f"{number}.csv").write_text(f"姓名,手机\n{rows}", encoding="utf-8")
    (tmp_path / "5.xlsx").write_bytes(b"not a workbook")
    return tmp_path


@pytest.mark.parametrize("names", ["off", "auto"])
def test_many_files_answer_as_one_after_another(folder, monkeypatch, names):
    together = answer(folder, "--names", names)
    assert [one["file"] for one in together["files"]] == [
        str(path) for path in sorted(folder.iterdir())
    ]
    assert sum("refused" in one for one in together["files"]) == 1
    monkeypatch.setattr(pools, "processors", lambda: 1)
    assert answer(folder, "--names", names) == together


def test_one_processor_and_a_few_files_start_nobody(folder, monkeypatch):
    started = []
    monkeypatch.setattr(processes, "ask", lambda *given: started.append(given))
    few = sorted(folder.iterdir())[: scan_files.LEAST_FILES - 1]
    run(*few, "--names", "off")
    monkeypatch.setattr(pools, "processors", lambda: 1)
    run(folder, "--names", "off")
    assert started == []


def test_the_file_over_which_a_process_is_killed_is_named_and_the_others_are_told(
    folder, monkeypatch
):
    (folder / f"{dying_worker.KILLS}.txt").write_text("手机15400000101", encoding="utf-8")
    monkeypatch.setattr(scan_files, "examine", dying_worker.examine)
    told = run("--json", folder, "--names", "off")
    assert told.exit_code == 1
    assert f"{dying_worker.KILLS}.txt" in told.stderr
    assert f"{int(signal.SIGKILL)}" in told.stderr
    monkeypatch.undo()
    (folder / f"{dying_worker.KILLS}.txt").unlink()
    files = answer(folder, "--names", "off")["files"]
    lost = [one for one in json.loads(told.stdout)["files"] if one not in files]
    assert [one["refused"] for one in lost] == ["scan.reading_lost"]
    assert len(json.loads(told.stdout)["files"]) == len(files) + 1


def test_a_lost_reader_of_names_costs_the_file_it_was_at_and_the_others_are_told(
    folder, monkeypatch
):
    whole = answer(folder)["files"]
    monkeypatch.setattr(name_model, "POOL_CHARS", 1)
    # That of the first file with a text, and the one that reads it again.
    killed = dying_worker.kill_over(monkeypatch, name_model._tag, times=2)
    told = run("--json", folder)
    files = json.loads(told.stdout)["files"]
    assert len(killed) == 2
    assert told.exit_code == 1
    assert [one["file"] for one in files] == [one["file"] for one in whole]
    changed = [one for one, before in zip(files, whole, strict=True) if one != before]
    assert [one.get("refused") for one in changed] == ["scan.reading_lost"]
    (lost,) = changed
    assert lost["file"].rpartition("/")[2] in told.stderr


def test_a_table_over_whose_part_two_workers_are_killed_is_named(folder, monkeypatch):
    monkeypatch.setattr(scan_files, "PART_BYTES", 1)
    killed = dying_worker.kill_over(monkeypatch, scan_files._count, times=2)
    # So few files are read in this process, which leaves large tables to others.
    told = run("--json", folder / "0.csv", folder / "1.csv", "--names", "off")
    lost, read = json.loads(told.stdout)["files"]
    assert len(killed) == 2
    assert lost["refused"] == "scan.reading_lost"
    assert "0.csv" in told.stderr
    assert read["sheets"][0]["rows"] == 2


@pytest.fixture
def table():
    rows = 3_000
    return pa.table(
        {
            "姓名": [f"赵虚{'甲乙丙丁'[n % 4]}" for n in range(rows)],
            "手机": [f"154{n:08d}" if n % 3 else None for n in range(rows)],
            "备注": ["" if n % 5 else f"回电 154{n:08d}" for n in range(rows)],
        }
    )


@pytest.mark.parametrize("count", [1, 2])
def test_a_table_in_parts_counts_as_the_whole(table, monkeypatch, count):
    whole = scan_table(table, today=today_in_china())
    monkeypatch.setattr(pools, "processors", lambda: count)
    monkeypatch.setattr(scan_files, "PART_BYTES", table.nbytes // 7)
    told = []
    parted = scan_files.counted(
        table, today=today_in_china(), tell=lambda done, total: told.append((done, total))
    )
    assert parted == whole == merge([whole])
    assert told == [(done, len(told)) for done in range(1, len(told) + 1)]
    assert len(told) > 5


def test_a_large_table_among_the_files_is_told_like_a_small_one(folder, monkeypatch):
    small = answer(folder)
    monkeypatch.setattr(scan_files, "PART_BYTES", 1)
    monkeypatch.setattr(pools, "processors", lambda: 1)
    assert answer(folder) == small


def test_a_broken_record_costs_that_record_and_is_named(tmp_path):
    (tmp_path / "a.jsonl").write_text(
        '{"手机":"15400001001"}\n{"手机":\n{"手机":"15400001003"}\n', encoding="utf-8"
    )
    (tmp_path / "b.csv").write_text(
        '姓名,手机\n赵虚甲,15400001001\n"钱虚乙"x,15400001002\n孙虚丙\n李虚丁,15400001004\n',
        encoding="utf-8",
    )
    lines, table = answer(tmp_path, "--names", "off")["files"]
    (sheet,) = lines["sheets"]
    assert sheet["rows"] == 3
    assert [(one["column"], one["label"]) for one in sheet["columns"]] == [("手机", "MOBILE")]
    assert [(one["code"], one["place"]) for one in sheet["notes"]] == [("json.broken", "a.jsonl:2")]
    (sheet,) = table["sheets"]
    # What is in a broken record is looked at all the same.
    assert sum(one["cells"] for one in sheet["columns"] + sheet["unsettled"]) >= 3
    assert [one["place"] for one in sheet["notes"]] == ["b.csv:3", "b.csv:4"]
