"""150 damaged and odd files of the same people: each is read whole, or it says what is wrong where.

What counts is what an import would make of them: nobody is taken in who is not in the file as it
was written, whoever is missing is told of, and the rows add up.
"""

from __future__ import annotations

import codecs
import json
import random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shoumi.base.intake import plan as planning
from shoumi.base.intake.messages import files as words
from shoumi.base.intake.parsers.encoding import SHOWN
from shoumi.base.intake.plan import Given
from shoumi.base.intake.tests import file_makers
from shoumi.base.intake.tests.cast import REGISTER, TODAY
from shoumi.base.intake.tests.test_saved_as_xls import book, cell, page, row

HEADS = ("姓名", "手机号", "地址")
PEOPLE = [
    (f"{family}虚{number}", f"1540000{at:04}", f"示范市样本路{at}号")
    for at, (family, number) in enumerate(
        ((family, number) for family in "张王李赵" for number in "一二三四五"), start=1
    )
]
SEEDS = 10
# What is said of a file that is whole.
HONEST = frozenset({"file.read_as", "text.encoding", "workbook.partly_read", "value.synthetic"})


def text(separator=","):
    return "".join(separator.join(line) + "\n" for line in (HEADS, *PEOPLE))


def records(**more):
    return [dict(zip(HEADS, one, strict=True)) for one in PEOPLE]


def parquet():
    sink = pa.BufferOutputStream()
    pq.write_table(pa.Table.from_pylist(records()), sink)
    return sink.getvalue().to_pybytes()


def whole():
    """Name and content of each kind of file, all of the same people."""
    rows = [list(HEADS), *map(list, PEOPLE)]
    told = [dict(one) for one in records()]
    return {
        "a.csv": text().encode(),
        "b.csv": text(";").encode("gb18030"),
        "c.txt": text("\t").encode("utf-16-le"),
        "d": codecs.BOM_UTF16_BE + text("|").encode("utf-16-be"),
        "e.dat": codecs.BOM_UTF8 + text("\t").encode(),
        "f.json": json.dumps(told, ensure_ascii=False, indent=1).encode(),
        "g.jsonl": "\n".join(json.dumps(one, ensure_ascii=False) for one in told).encode(),
        "h.xls": page(f"<table>{''.join(row(*one) for one in rows)}</table>").encode("gb18030"),
        "i.xls": book(*([cell(one) for one in line] for line in rows)).encode(),
        "j.xlsx": file_makers.xlsx(rows),
        "k.xls": file_makers.xls(rows),
        "l.ods": file_makers.ods([[(one, "") for one in line] for line in rows]),
        "m.parquet": parquet(),
        "n.xls": text("\t").encode("gb18030"),
        "o.json": json.dumps({"data": {"list": told}}, ensure_ascii=False).encode(),
    }


FILES = whole()


def planned(path):
    return planning.plan([Given(path)], REGISTER, TODAY, allow_synthetic=True)


def people_of(made):
    return {
        (one.values.get("name"), one.values.get("mobile"), one.values.get("address"))
        for one in made.people
    }


def test_there_are_150_of_them():
    assert len(FILES) * SEEDS == 150


@pytest.mark.parametrize("name", FILES)
def test_undamaged_everybody_is_taken_in(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(FILES[name])
    made = planned(path)
    assert [one.code for one in made.errors] == []
    assert people_of(made) == set(PEOPLE)
    assert made.counts["file_rows"] == made.counts["taken_in"] == len(PEOPLE)


def harmed(data, dice):
    """Bytes flipped, lost, doubled or put in; the end cut off."""
    data = bytearray(data)
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(data))
        match dice.randrange(6):
            case 0:
                data[at] ^= 1 << dice.randrange(8)
            case 1:
                del data[at : at + dice.randint(1, 20)]
            case 2:
                data[at:at] = bytes(dice.randrange(256) for _ in range(dice.randint(1, 4)))
            case 3:
                data[at:at] = data[at : at + dice.randint(1, 40)]
            case 4:
                data[at] = 0xFF
            case 5:
                del data[max(1, len(data) - dice.randint(1, 60)) :]
    return bytes(data)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("seed", range(SEEDS))
def test_damaged_it_is_whole_or_says_what_is_wrong_where(tmp_path, name, seed):
    path = tmp_path / name
    data = harmed(FILES[name], random.Random(f"{name} {seed}"))
    path.write_bytes(data)
    made = planned(path)
    for problem in (*made.errors, *made.warnings):
        assert problem.place.startswith(name), problem
    for refused in made.errors:
        told = words.MESSAGES.get(refused.code)
        assert told is None or (told.remedy_zh and told.remedy_en)
    counts = made.counts
    if not made.errors:
        assert counts["file_rows"] == (
            counts["taken_in"] + counts["set_aside"] + counts["left_out"]
        )
        told = [one.code for one in made.warnings if one.code not in HONEST]
        is_told = bool(told or made.set_aside or made.excluded or made.texts)
        # A value may read otherwise, which nobody can know to be wrong; a row may not be gone.
        assert is_told or counts["file_rows"] >= len(PEOPLE)
    # Damage that is no text never comes in as somebody's value.
    assert not any(SHOWN in value for one in people_of(made) for value in one if value)
