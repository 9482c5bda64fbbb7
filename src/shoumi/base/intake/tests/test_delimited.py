"""Every way in which delimited text can be wrong, and every honest one."""

from __future__ import annotations

import codecs

import pytest

from shoumi.base.intake import errors
from shoumi.base.intake.tests import both_readings

HEAD = "姓名,手机,备注\n"
ONE = "张虚一,15400001001,老客户\n"
TWO = "李虚二,15400001002,\n"
TEXT = HEAD + ONE + TWO
RARE = "姓名,手机\n𬭚虚龘,15400001001\n阿依·古丽,15400001002\n王示例的家政服务客户,15400001003\n"
MANY = ",".join(f"列{n}" for n in range(20_000)) + "\n"


def read(tmp_path, data, **more):
    path = tmp_path / "a.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    (sheet,) = both_readings.read(path, **more)
    return sheet


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("gbk"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace(",", "|").encode(),
        b"sep=;\r\n" + TEXT.replace(",", ";").encode(),
        ("云岚虚构家政服务有限公司客户名单\n" + TEXT).encode(),
        ("客户名单,,\n,,\n" + TEXT).encode(),
        ("\n\n" + TEXT + "\n\n").encode(),
        TEXT.rstrip("\n").encode(),
        ('"姓名","手机","备注"\n"张虚一","15400001001","老客户"\n' + TWO).encode(),
        (HEAD + ONE + "李虚二,15400001002,,,\n").encode(),
    ],
)
def test_honest_files_read_alike(tmp_path, data):
    sheet = read(tmp_path, data)
    assert sheet.header == ["姓名", "手机", "备注"]
    assert sheet.table.to_pydict() == {
        "姓名": ["张虚一", "李虚二"],
        "手机": ["15400001001", "15400001002"],
        "备注": ["老客户", None],
    }


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_rare_characters_come_through(tmp_path, encoding):
    sheet = read(tmp_path, RARE.encode(encoding))
    assert sheet.table["姓名"].to_pylist()[:2] == ["𬭚虚龘", "阿依·古丽"]


@pytest.mark.parametrize(
    ("data", "kind", "place"),
    [
        # encodings
        ("客戶姓名,聯絡電話\n陳示範,15400001001\n".encode("big5"), errors.EncodingUnclear, "1"),
        ("Name,Strasse\nMüller,Köln\n".encode("latin-1"), errors.EncodingUnclear, "2"),
        (TEXT.encode() + TEXT.encode("gbk"), errors.EncodingUnclear, "4"),
        (codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"), errors.EncodingUnclear, "1"),
        (codecs.BOM_UTF32_BE + TEXT.encode("utf-32-be"), errors.EncodingUnclear, "1"),
        (codecs.BOM_UTF8 + TEXT.encode("gbk"), errors.EncodingBroken, "1"),
        (b"a,b\n\x80\x81,2\n", errors.EncodingUnclear, "2"),
        (b"a,b\n" + b"1,\x92\n" * 3 + b"1,2\n" * 20, errors.EncodingUnclear, "2"),
        # NUL
        (b"\0\1\2\3" * 9, errors.EncodingUnclear, "1"),
        (codecs.BOM_UTF16_LE + (HEAD + "张\0,1,x\n").encode("utf-16-le"), errors.HasNul, "2"),
        (MANY, errors.TooManyColumns, "1"),
    ],
)
def test_what_is_wrong_is_refused_with_its_line(tmp_path, data, kind, place):
    with pytest.raises(kind) as refusal:
        read(tmp_path, data)
    assert refusal.value.facts["place"] == f"a.csv:{place}"
    assert not {"张虚一", "李虚二", "15400001001"} & set(map(str, refusal.value.facts.values()))


@pytest.mark.parametrize(
    ("data", "kind", "place"),
    [
        # quotes
        (HEAD + '"张虚一,15400001001,x\n' + TWO * 5, errors.UnclosedQuote, "2"),
        (HEAD + ONE + '李虚二,"15400001002,x', errors.UnclosedQuote, "3"),
        (HEAD + ONE + '"' + TWO * 9_000, errors.UnclosedQuote, "3"),
        (HEAD + '"张虚一"x,15400001001,y\n', errors.BadQuote, "2"),
        (HEAD + '"张虚一" ,15400001001,y\n', errors.BadQuote, "2"),
        (HEAD + '"张虚一,1,x\n"李虚二",2,y\n', errors.BadQuote, "2"),
        # rows
        (HEAD + ONE + "李虚二,15400001002\n", errors.Ragged, "3"),
        (HEAD + ONE + "李虚二\n", errors.Ragged, "3"),
        (HEAD + ONE + "李,虚二,15400001002,x\n", errors.Ragged, "3"),
        (HEAD + '"张\n虚\n一",15400001001,x\n' + "李虚二,15400001002\n", errors.Ragged, "5"),
        (HEAD + ONE * 200 + "多,了,一,列\n", errors.Ragged, "202"),
        ("表格\n" + HEAD + ONE + "李虚二,1\n", errors.Ragged, "4"),
        # line ends
        (HEAD.replace("\n", "\r\n") + "张\r虚一,15400001001,x\r\n", errors.BareReturn, "2"),
        (HEAD + ONE + "李虚二,15400001002,x\r王虚三,15400001003,y\n", errors.BareReturn, "3"),
        # sizes
        (HEAD + "x" * 1_100_000, errors.LineTooLong, "2"),
        ("x" * 1_100_000, errors.LineTooLong, "1"),
        (HEAD + "张," + "x" * 200_000 + ",y\n", errors.CellTooLong, "2"),
        (HEAD + '张,"' + "x" * 200_000 + '",y\n', errors.CellTooLong, "2"),
    ],
)
def test_a_broken_record_is_told_with_its_line_and_refuses_only_a_file_without_a_good_one(
    tmp_path, data, kind, place
):
    told_or_refused(tmp_path, data, kind, place)


def told_or_refused(tmp_path, data, kind, place):
    try:
        sheet = read(tmp_path, data)
    except errors.FileRefused as refused:
        code, where = refused.code, refused.facts["place"]
    else:
        code, where = sheet.faults[0].code, f"a.csv:{sheet.faults[0].line}"
        assert sheet.table.num_rows > len(sheet.faults)
        assert {one.line for one in sheet.faults} <= set(sheet.lines.to_pylist())
    assert (code, where) == (kind.code, f"a.csv:{place}")


WIDE = codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "kind", "place"),
    [
        (TEXT.encode() + "王虚三,1,x\n".encode("gbk"), errors.EncodingBroken, "4"),
        (TEXT.encode("gb18030") + b"\xff\xff,1,x\n", errors.EncodingBroken, "4"),
        (codecs.BOM_UTF8 + TEXT.encode() + b"\xc3\x28,1,x\n", errors.EncodingBroken, "4"),
        (WIDE + b"\x00\xd8", errors.EncodingBroken, "4"),
        (WIDE[:-1], errors.EncodingBroken, "3"),
        (b"a,b\n" + b"1,2\n" * 20 + b"1,\x92\n", errors.EncodingBroken, "22"),
        (HEAD + ONE + "李\0虚二,1,x\n", errors.HasNul, "3"),
        (b"a,b\n1,2\n\0\n", errors.HasNul, "3"),
    ],
)
def test_a_byte_that_is_no_text_costs_its_record(tmp_path, data, kind, place):
    told_or_refused(tmp_path, data, kind, place)


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_of_a_record_with_such_a_byte_the_cell_is_named_and_the_others_stay(tmp_path, encoding):
    harm = b"\x00\xdc" if encoding == "utf-16-le" else b"\xff"
    half = "王虚".encode(encoding) + harm
    rest = ",15400001003,y\n".encode(encoding)
    sheet = read(tmp_path, TEXT.encode(encoding) + half + rest + ONE.encode(encoding))
    assert sheet.faults == ((4, 0, "text.encoding_broken"),)
    assert sheet.lines.to_pylist() == [2, 3, 4, 5]
    assert sheet.table.to_pylist()[2] == {"姓名": "王虚\ufffd", "手机": "15400001003", "备注": "y"}


def test_a_heading_with_such_a_byte_is_named_and_the_rows_are_read(tmp_path):
    sheet = read(tmp_path, TEXT.encode().replace("备注".encode(), "备".encode() + b"\xe6"))
    assert sheet.faults == ((1, 2, "text.encoding_broken"),)
    assert sheet.header == ["姓名", "手机", "备\ufffd"]
    assert sheet.table.num_rows == 2


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TEXT, RARE, "a,b\n1,2\n"])
def test_utf_16_is_told_without_its_mark(tmp_path, encoding, text):
    sheet = read(tmp_path, text.encode(encoding))
    assert sheet.table == read(tmp_path, text).table
    assert [note.code for note in sheet.notes] == ["text.encoding"]


def test_the_reading_goes_on_behind_each_broken_record(tmp_path):
    rows = [
        ONE,
        '"王虚三"x,15400001003,y\n',
        "没有分隔,\n",
        TWO,
        '赵虚四,"15400001004,z\n',
        ONE,
        "多,了,一,列\n",
        TWO,
    ]
    sheet = read(tmp_path, HEAD + "".join(rows))
    assert [(one.line, one.code) for one in sheet.faults] == [
        (3, "csv.bad_quote"),
        (4, "csv.after_broken"),
        (6, "csv.unclosed_quote"),
        (8, "csv.ragged"),
    ]
    assert sheet.lines.to_pylist() == [2, 3, 4, 5, 6, 7, 8, 9]
    # What was written stays, so that it can be sealed and mended; what has no column too.
    told = sheet.table.to_pydict()
    assert told["姓名"][1] == '"王虚三"x,15400001003,y'
    assert told["姓名"][4] == '赵虚四,"15400001004,z'
    assert (told["姓名"][6], told["备注"][6]) == ("多", "一,列")
    good = [at for at, line in enumerate(sheet.lines.to_pylist()) if line in (2, 5, 7, 9)]
    assert [told["手机"][at] for at in good] == ["15400001001", "15400001002"] * 2


@pytest.mark.parametrize(
    "broken",
    ['"张虚一\n虚二"x,15400009999,y\n', '"张\n虚三,15400001003,y\n', "张\r虚三,15400001003,y\n"],
)
def test_the_second_half_of_a_broken_record_is_never_taken_for_a_person(tmp_path, broken):
    sheet = read(tmp_path, HEAD + ONE + broken + TWO + ONE)
    at_fault = {one.line for one in sheet.faults}
    taken = [
        row["手机"]
        for line, row in zip(sheet.lines.to_pylist(), sheet.table.to_pylist(), strict=True)
        if line not in at_fault
    ]
    assert set(taken) <= {"15400001001", "15400001002"}
    assert taken[0] == "15400001001"
    assert taken[-1] == "15400001001"


def test_a_broken_record_above_the_heading_refuses_the_file(tmp_path):
    with pytest.raises(errors.BadQuote):
        read(tmp_path, '"姓名"x,手机,备注\n' + ONE + TWO)


def test_a_named_encoding_settles_the_question(tmp_path):
    sheet = read(
        tmp_path, "客戶姓名,聯絡電話\n陳示範,15400001001\n".encode("big5"), encoding="big5"
    )
    assert sheet.table["客戶姓名"].to_pylist() == ["陳示範"]


def test_an_encoding_nobody_knows_is_refused(tmp_path):
    with pytest.raises(errors.EncodingUnclear):
        read(tmp_path, TEXT, encoding="rot13")


def test_quoted_lines_and_quotes_are_part_of_the_cell(tmp_path):
    sheet = read(tmp_path, HEAD + '张虚一,15400001001,"说""好""\n就来"\n' + TWO)
    assert sheet.table["备注"].to_pylist() == ['说"好"\n就来', None]
    assert sheet.lines.to_pylist() == [2, 4]
    assert sheet.place(1) == "a.csv:4"


@pytest.mark.parametrize(
    ("data", "header"),
    [
        # a decimal comma does not beat the semicolon
        ("姓名;金额\n张虚一;1,50\n李虚二;22,75\n", ["姓名", "金额"]),
        ("姓名\n张虚一\n李虚二\n", ["姓名"]),
        ("姓名|地址\n张虚一|路1号,2室\n李虚二|样本路\n", ["姓名", "地址"]),
    ],
)
def test_the_delimiter_is_the_one_that_fits_every_row(tmp_path, data, header):
    assert read(tmp_path, data).header == header


def test_formulas_stay_text(tmp_path):
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", '=HYPERLINK("http://a.example")']
    rows = "".join(f'张虚一,15400001001,"{cell.replace(chr(34), chr(34) * 2)}"\n' for cell in cells)
    assert read(tmp_path, HEAD + rows).table["备注"].to_pylist() == cells


def test_repeated_headings_stay_apart(tmp_path):
    sheet = read(tmp_path, "电话,电话,\n1,2,3\n4,5,\n")
    assert sheet.header == ["电话", "电话"]
    assert sheet.table.column_names == ["电话", "电话 (2)", "column 3"]


def test_a_table_without_heading_says_so(tmp_path):
    sheet = read(tmp_path, "张虚一,15400001001\n李虚二,15400001002\n")
    assert sheet.header == []
    assert [note.code for note in sheet.notes] == ["table.no_heading"]
    assert sheet.table.num_rows == 2
