"""150 damaged and odd files of the same people: each is read whole, or it says what is wrong where.

What counts is what an import would make of them: nobody is taken in who is not in the file as it
was written, whoever is missing is told of, and the rows add up.
"""

from __future__ import annotations

import codecs
import json
import random
import re

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from shoumi.base.intake import plan as planning
from shoumi.base.intake.errors import OF_RECORDS
from shoumi.base.intake.parsers.encoding import SHOWN
from shoumi.base.intake.plan import Given
from shoumi.base.intake.tests import file_makers
from shoumi.base.intake.tests.cast import REGISTER, TODAY
from shoumi.base.intake.tests.test_saved_as_xls import book, cell, page, row
from shoumi.base.messages import refusals
from shoumi.core.tests import portion

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


# The kinds of loss that damage to each kind of file may come to, besides those of values; anything
# else that is told is a new behaviour, which a person looks at.
_OF_TEXT = {
    "text.encoding_broken", "text.encoding_unclear", "text.nul", "table.no_heading",
    "text.out_of_step",
}  # fmt: skip
_OF_LINES = {
    *_OF_TEXT, "text.no_last_line_end",
    "csv.ragged", "csv.bad_quote", "csv.unclosed_quote", "csv.bare_return", "csv.after_broken",
    "table.title_rows", "file.not_what_it_says", "file.unknown_format",
}  # fmt: skip
_OF_JSON = {
    *_OF_TEXT,
    "csv.after_broken",
    "json.counted",
    "json.broken",
    "json.not_an_object",
    "json.repeated_key",
    "json.too_deep",
}
_OF_ZIPS = {
    "zip.broken", "zip.bomb", "zip.overlap", "zip.bad_path", "zip.nested", "file.encrypted",
    "file.not_what_it_says", "file.broken", "xml.broken", "workbook.row_broken",
}  # fmt: skip
_OF_MARKUP = {
    *_OF_LINES,
    "page.no_end",
    "xml.broken",
    "xml.entity",
    "file.broken",
    "table.merged_cells",
}
LOSSES = {
    **dict.fromkeys(("a.csv", "b.csv", "c.txt", "d", "e.dat", "n.xls"), _OF_LINES),
    **dict.fromkeys(("f.json", "g.jsonl", "o.json"), _OF_JSON),
    **dict.fromkeys(("h.xls", "i.xls"), _OF_MARKUP),
    **dict.fromkeys(("j.xlsx", "l.ods"), _OF_ZIPS),
    "k.xls": {
        "file.broken",
        "file.too_much_memory",
        "file.not_what_it_says",
        "table.no_heading",
        *_OF_TEXT,
    },
    "m.parquet": {"file.broken", "file.not_what_it_says", "table.no_heading"},
}
# What is said of headings, values and rows, whatever file they stand in.
_OF_VALUES = ("value.", "cell.", "row.", "mapping.", "sheet.", "intake.nobody")
# Files of lines: what stands between two people, and the encoding; of UTF-16 by two bytes.
LINES = {
    "a.csv": (",", "utf-8"), "b.csv": (";", "gb18030"), "c.txt": ("\t", "utf-16-le"),
    "d": ("|", "utf-16-be"), "e.dat": ("\t", "utf-8"), "n.xls": ("\t", "gb18030"),
}  # fmt: skip


def damaged(tmp_path, name, seed):
    path = tmp_path / name
    path.write_bytes(harmed(FILES[name], random.Random(f"{name} {seed}")))
    return path


def untouched(name, data):
    """Of a file of lines the people whose line stands as it was written."""
    separator, encoding = LINES[name]
    step = 2 if encoding.startswith("utf-16") else 1
    found = set()
    for one in PEOPLE:
        line = f"\n{separator.join(one)}\n".encode(encoding)
        at = data.find(line)
        while at >= 0 and at % step:
            at = data.find(line, at + 1)
        if at >= 0:
            found.add(one)
    return found


def told_mends(code):
    """What is told of a code, and its mend, in both languages, with its facts filled in."""
    told = [refusals.tell_code(code, lang, **dict.fromkeys(_FACTS, "1")) for lang in ("zh", "en")]
    for one in told:
        assert one.what not in ("", code), f"{code} has no words"
        assert re.search(r"\{\w+\}", one.what + one.mend) is None, f"{code}: {one}"
    assert told[0].what != told[1].what, f"{code} is told in one language"
    return [one.mend for one in told]


_FACTS = (
    "place", "field", "other", "count", "most", "found", "column", "expected", "rows", "and_more",
    "kind", "encoding", "seconds", "megabytes",
)  # fmt: skip
# What is said of the end of a file: whoever is missing stood behind the place.
_ENDS_EARLY = {"text.no_last_line_end", "page.no_end"}


def traces(one):
    """What nobody else has: the name, the end of the number, the house."""
    name, mobile, address = one
    return name, mobile[-6:], address[-4:]


def untraced(made):
    """Who is neither taken in, as written or changed, nor in a row that waits.

    A part of somebody is enough: two whose lines ran together wait in one row.
    """
    rows = [*people_of(made), *(one.values.values() for one in made.set_aside)]
    held = "\n".join(str(cell) for row in rows for cell in row if cell)
    return [one for one in PEOPLE if not any(trace in held for trace in traces(one))]


def is_at_the_end(gone):
    return gone == PEOPLE[len(PEOPLE) - len(gone) :]


def assert_found_by_its_place(problem, name):
    """Of a part the part is named: a line, a cell, a row of a sheet, as a person finds it."""
    file, _, where = problem.place.partition(":")
    assert file == name, problem
    if problem.code in OF_RECORDS or problem.code.startswith(("row.", "cell.", "value.")):
        assert re.fullmatch(r"(?:[^!]+!)?[A-Z]*[1-9]\d*", where), problem
        assert int(re.search(r"\d+$", where)[0]) <= _LAST_LINE[name], problem


# No file has more lines than that, were each person doubled.
_LAST_LINE = {name: 2 * max(len(PEOPLE) + 1, data.count(b"\n")) for name, data in FILES.items()}


@pytest.mark.parametrize(("name", "seed"), portion.of_each(FILES, SEEDS, what="files"))
def test_damaged_it_is_whole_or_says_what_is_wrong_where(tmp_path, name, seed):
    path = damaged(tmp_path, name, seed)
    made = planned(path)
    problems = [*made.errors, *made.warnings]
    for problem in problems:
        assert_found_by_its_place(problem, name)
    codes = {one.code for one in problems} - HONEST
    assert {code for code in codes if not code.startswith(_OF_VALUES)} <= LOSSES[name]
    waiting = {code for one in made.set_aside for code, _ in one.faults}
    # What stops the file or a row has a mend; whatever is told has words in both languages.
    assert all(all(told_mends(code)) for code in {*(one.code for one in made.errors), *waiting})
    assert all(told_mends(code) is not None for code in codes)
    counts = made.counts
    if made.errors:
        return
    assert counts["file_rows"] == (counts["taken_in"] + counts["set_aside"] + counts["left_out"])
    assert counts["set_aside"] == len(made.set_aside)
    # Each row that waits is told of by a kind of its own, which stands among what is told too.
    assert all(one.faults for one in made.set_aside)
    assert waiting <= codes
    gone = untraced(made)
    # Of whom nothing is left stood at the end, and it is said that the file breaks off there.
    assert not gone or (is_at_the_end(gone) and codes & _ENDS_EARLY), gone
    # Damage that is no text never comes in as somebody's value.
    assert not any(SHOWN in value for one in people_of(made) for value in one if value)


@pytest.mark.parametrize(("name", "seed"), portion.of_each(LINES, SEEDS, what="lines"))
def test_whose_line_was_not_touched_is_taken_in_or_waits(tmp_path, name, seed):
    path = damaged(tmp_path, name, seed)
    made = planned(path)
    whole = untouched(name, path.read_bytes())
    # One byte lost shifts all that follows in UTF-16; elsewhere damage touches a few lines.
    assert len(whole) >= len(PEOPLE) - 8 or LINES[name][1].startswith("utf-16")
    if made.errors or made.texts:
        return
    waits = "\n".join(text for one in made.set_aside for text in one.values.values())
    gone = [one for one in whole - people_of(made) if one[1] not in waits]
    assert gone == []


def test_the_kinds_of_loss_are_those_that_have_words():
    for code in set().union(*LOSSES.values()):
        assert told_mends(code) is not None
