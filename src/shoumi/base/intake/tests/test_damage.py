"""Files damaged at random, and files of unusual size: a sheet or a refusal, nothing else."""

from __future__ import annotations

import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shoumi.base.intake import errors, limits, readers
from shoumi.base.intake.tests import both_readings, file_makers

ROWS = [["姓名", "手机"], ["张虚一", "15400001001"], ["李虚二", "15400001002"]]
TEXT = "姓名,手机\n" + '张虚一,"15400001001"\n' * 5


def honest(tmp_path):
    pq.write_table(pa.table({"姓名": ["张虚一"]}), tmp_path / "p")
    return {
        "a.csv": TEXT.encode(),
        "b.csv": TEXT.encode("gb18030"),
        "a.jsonl": '{"姓名":"张虚一","a":{"b":1}}\n'.encode() * 5,
        "a.xlsx": file_makers.xlsx(ROWS),
        "a.xls": file_makers.xls(ROWS),
        "a.ods": file_makers.ods([[(cell, "") for cell in row] for row in ROWS]),
        "a.docx": file_makers.docx(file_makers.paragraph("合同")),
        "a.parquet": (tmp_path / "p").read_bytes(),
    }


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_file_is_read_or_refused(tmp_path, seed):
    dice = random.Random(seed)
    for name, data in honest(tmp_path).items():
        harmed = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(harmed))
            if dice.random() < 0.7:
                harmed[at] = dice.randrange(256)
            else:
                del harmed[at : at + dice.randint(1, 30)]
        path = tmp_path / name
        path.write_bytes(harmed or b"x")
        told = both_readings.outcome(lambda path=path: readers.read(path))
        assert isinstance(told, list) or told.facts["place"].startswith(name)


def test_tables_longer_than_a_batch_come_whole(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("编号,备注\n" + "".join(f"{n},{'x' * (n % 7)}\n" for n in range(20_001)))
    (sheet,) = both_readings.read(path)
    assert sheet.table.num_rows == 20_001
    assert sheet.table["编号"][20_000].as_py() == "20000"
    assert sheet.place(20_000) == "a.csv:20002"


def test_a_table_with_more_rows_than_allowed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    path = tmp_path / "a.csv"
    path.write_text("编号\n一\n二\n三\n")
    with pytest.raises(errors.TooManyRows):
        both_readings.here_only(path, None)


def test_notes_are_told_twenty_times_and_then_counted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("编号,备注\n1,x\n" + "1\n" * 50)
    (sheet,) = both_readings.read(path)
    told = [note for note in sheet.notes if note.code == "csv.ragged"]
    assert len(told) == limits.MAX_NOTES_PER_CODE + 1
    assert told[-1].facts == {"and_more": 30}


def test_texts_longer_than_a_frame_come_whole(tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(
        file_makers.docx("".join(file_makers.paragraph(f"第{n}段") for n in range(600)))
    )
    (sheet,) = both_readings.read(path)
    assert len(sheet.blocks) == 600
    assert sheet.blocks[599].place == "a.docx:p600"


def test_a_cell_too_long_and_an_empty_sheet_in_a_workbook(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(file_makers.xlsx([["姓名"], ["x" * 200_000]]))
    (sheet,) = both_readings.read(path)
    assert sheet.faults == ((2, 0, "table.cell_too_long"),)
    assert len(sheet.table["姓名"][0].as_py()) == limits.MAX_CELL_CHARS
    path.write_bytes(file_makers.xlsx([]))
    (sheet,) = both_readings.read(path)
    assert (sheet.header, sheet.table.num_rows) == ([], 0)


def test_memory_that_ends_in_the_parser_is_a_refusal(tmp_path, monkeypatch):
    from shoumi.base.intake.parsers import plain

    def exhausted(*_, **__):
        raise MemoryError

    monkeypatch.setattr(plain, "read", exhausted)
    path = tmp_path / "a.txt"
    path.write_text("x")
    with pytest.raises(errors.TooMuchMemory):
        both_readings.here_only(path, None)
