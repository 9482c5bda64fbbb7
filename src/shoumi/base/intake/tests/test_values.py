from __future__ import annotations

import pytest

from shoumi.base.intake import normalisation, values
from shoumi.base.intake.tests.cast import TODAY
from shoumi.base.intake.values import Measure

DEMO = Measure(TODAY, allow_synthetic=True)
REAL = Measure(TODAY, allow_synthetic=False)


@pytest.mark.parametrize(
    ("field", "raw", "text"),
    [
        ("mobile", "15400001001", "15400001001"),
        ("mobile", "+86 154-0000-1001", "15400001001"),
        ("mobile", "008615400001001", "15400001001"),
        ("mobile", "１５４００００１００１", "15400001001"),
        ("mobile", "'15400001001", "15400001001"),
        ("mobile", "\u202a15400001001\u202c", "15400001001"),
        ("landline", "010-12345678转8001", "010-12345678转8001"),
        ("email", "a.b@example.com", "a.b@example.com"),
        ("bank_account", "9999 9900 0000 0014", "9999990000000014"),
        ("id_number", "990000199001011116", "990000199001011116"),
        ("id_number", "９９０００0 19900101 1116", "990000199001011116"),
        ("id_number", "110105491231002", "110105491231002"),
        ("id_number", "E12345678", "E12345678"),
        ("company_uscc", "91990000MA0DEM0213", "91990000MA0DEM0213"),
        ("birth_on", "1990-01-01", "1990-01-01"),
        ("birth_on", "1990/1/1", "1990-01-01"),
        ("birth_on", "1990.1.1", "1990-01-01"),
        ("birth_on", "1990年1月1日", "1990-01-01"),
        ("birth_on", "19900101", "1990-01-01"),
        ("birth_on", "1990-01-01 00:00:00", "1990-01-01"),
        ("opened_on", "2027-01-01", "2027-01-01"),
        ("yearly_amount", "￥1,234.50元", "1234.50"),
        ("yearly_amount", "-5", "-5"),
        ("name", " 阿依·古丽 ", "阿依·古丽"),
        ("name", "𬭚虚龘", "𬭚虚龘"),
        ("name", "null", "null"),
        ("name", "None", "None"),
        ("name", "e\u0301", "\u00e9"),
        ("name", "张\u200b虚一", "张虚一"),
        ("remark", "", ""),
    ],
)
def test_values_get_one_spelling(field, raw, text):
    reading = values.read(field, raw, DEMO)
    assert (reading.text, reading.faults) == (text, ())


@pytest.mark.parametrize(
    ("field", "raw", "fault"),
    [
        ("mobile", "1540000100", "row.not_a_mobile"),
        ("mobile", "12345678901", "row.not_a_mobile"),
        ("mobile", "15400001001/15400001002", "row.not_a_mobile"),
        ("mobile", "1.54E+10", "row.scientific_notation"),
        ("mobile", "154****1001", "row.masked_value"),
        ("landline", "无", "row.not_a_mobile"),
        ("email", "a@b", "row.not_an_email"),
        ("email", "a@example.com;b@example.com", "row.not_an_email"),
        ("bank_account", "12", "row.not_an_account"),
        ("bank_account", "9.99E+15", "row.scientific_notation"),
        ("id_number", "990000199001011117", "row.id_checksum"),
        ("id_number", "990000199013011116", "row.id_checksum"),
        ("id_number", "110105491331002", "row.id_checksum"),
        ("id_number", "123", "row.id_checksum"),
        ("id_number", "990000********1116", "row.masked_value"),
        ("id_number", "9.90000199001011E+17", "row.scientific_notation"),
        ("company_uscc", "91990000MA0DEM0214", "row.uscc_checksum"),
        ("company_uscc", "91990000MA0DEM02IO", "row.uscc_checksum"),
        ("company_uscc", "短", "row.uscc_checksum"),
        ("birth_on", "2026-02-30", "row.bad_date"),
        ("birth_on", "01/02/1990", "row.bad_date"),
        ("birth_on", "90-01-01", "row.bad_date"),
        ("birth_on", "32874", "row.bad_date"),
        ("birth_on", "2026-08-26", "row.bad_date"),
        ("birth_on", "1700-01-01", "row.bad_date"),
        ("yearly_amount", "1.234,50", "row.bad_number"),
        ("yearly_amount", "约一千", "row.bad_number"),
        ("name", "\ufffd\ufffd", "row.damaged_text"),
        ("name", "锟斤拷", "row.damaged_text"),
        ("name", "å¼\xa0ä¸\x89", "row.damaged_text"),
        ("name", "???", "row.damaged_text"),
        ("address", "ç¤ºä¾‹", "row.damaged_text"),
    ],
)
def test_faults_have_a_code(field, raw, fault):
    assert values.read(field, raw, DEMO).faults == (fault,)


@pytest.mark.parametrize(
    ("field", "raw"),
    [("id_number", "990000199001011116"), ("company_uscc", "91990000MA0DEM0213")],
)
def test_made_up_numbers_are_taken_only_where_allowed(field, raw):
    assert values.read(field, raw, DEMO).flags == ("value.synthetic",)
    assert values.read(field, raw, REAL).faults == ("row.synthetic_identity",)


@pytest.mark.parametrize(
    ("field", "raw", "faults"),
    [
        ("id_number", "11010519491231002X", ()),  # the sample printed in GB 11643-1999
        ("company_uscc", "91350100M000100Y43", ()),  # the sample of GB 32100-2015
    ],
)
def test_numbers_of_real_regions_pass_everywhere(field, raw, faults):
    assert values.read(field, raw, REAL).faults == faults


@pytest.mark.parametrize("sign", list("=+-@＝＋－＠") + ["=cmd|' /C calc'!A0", '=HYPERLINK("x")'])
def test_formulas_are_flagged_and_kept(sign):
    reading = values.read("remark", f"{sign}1+1", DEMO)
    assert reading.text == f"{sign}1+1"
    assert "cell.formula" in reading.flags


@pytest.mark.parametrize(
    ("raw", "flag"),
    [
        ("张\u202e一", "cell.direction_marks"),
        ("张\u200d一", "cell.invisible"),
        ("张\u0007一", "cell.controls"),
        ("Anna \u0410", "cell.confusable"),
    ],
)
def test_what_was_taken_out_is_told(raw, flag):
    assert flag in values.read("name", raw, DEMO).flags


@pytest.mark.parametrize(
    ("one", "other"),
    [("阿依·古丽", "阿依•古丽"), ("ＡＮＮＡ li", "annaLI"), ("张 虚一", "张虚一")],
)
def test_names_compare_in_any_spelling(one, other):
    assert normalisation.name_key(one) == normalisation.name_key(other)


@pytest.mark.parametrize(
    "heading", ["手机号", " 手 机 号 ", "手机号：", "*手机号", "手机号（必填）", "手\u200b机号"]
)
def test_headings_compare_in_any_dress(heading):
    assert normalisation.heading_key(heading) == "手机号"
