from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shoumi.core.redact.mask import mask, mask_cell, mask_text
from shoumi.core.scan import Label, Span, SpanGrade, find_spans

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("label", "value", "masked"),
    [
        ("RESIDENT_ID", "990000198002291012", "9****************2"),
        ("RESIDENT_ID", "990000 19800229 1012", "9***** ******** ***2"),
        ("MOBILE", "15400000101", "154******01"),
        ("MOBILE", "154-0000-0101", "154-****-**01"),
        ("LANDLINE", "010-12345678", "010-*******8"),
        ("BANK_CARD", "9999990000000014", "************0014"),
        ("BANK_ACCOUNT", "123456789012", "**********12"),
        ("USCC", "91990000MA0DEM0138", "91**************38"),
        ("PASSPORT", "E12345678", "E*******8"),
        ("PLATE", "京A12345", "京A****5"),
        ("QQ", "123", "***"),
        ("PERSON", "赵虚甲", "赵**"),
        ("PERSON", "欧阳虚甲", "欧阳**"),
        ("PERSON", "欧阳", "欧*"),
        ("PERSON", "赵", "赵*"),
        ("ADDRESS", "示例省虚构市样本路1号", "示例省虚构市***"),
        ("ADDRESS", "示例省虚构市东虚区样本路1号3单元", "示例省虚构市东虚区***"),
        ("ADDRESS", "样本路1号", "***"),
        ("ADDRESS", "样本路1号东虚区", "***"),
        ("ADDRESS", "示例省", "示例省"),
        ("EMAIL", "zhang@corp.example.com", "***@corp.example.com"),
        ("DATE_OF_BIRTH", "1990年1月1日", "1990年*月*日"),
        ("DATE_OF_BIRTH", "19900101", "1990****"),
        ("IP", "192.0.2.7", "192.0.**.**"),
        ("MAC", "00:00:5e:00:53:01", "00:00:**:**:**:**"),
        ("IP", "2001:db8::1", "2001:db8:**:**"),
    ],
)
def test_masks(label, value, masked):
    assert mask(Label(label), value) == masked


def test_a_text_is_masked_where_its_spans_lie():
    text = "手机15400000101，邮箱zhang@corp.example.com。"
    assert mask_text(text, find_spans(text, today=TODAY)) == (
        "手机154******01，邮箱***@corp.example.com。"
    )


@given(st.sampled_from(["11010519491231002X", "13123456789", "4111111111111111", "E12345678"]))
def test_a_masked_number_is_found_no_more(value):
    text = f"证件、手机、卡号{value}"
    spans = find_spans(text, today=TODAY)
    assert spans
    assert find_spans(mask_text(text, spans), today=TODAY) == []


@pytest.mark.parametrize(
    ("cell", "spans", "column", "masked"),
    [
        ("测试", [], Label.PERSON, "测*"),
        ("", [], Label.PERSON, ""),
        ("王府井", [Span(0, 3, Label.PERSON, SpanGrade.SHAPE)], None, "王府井"),
        ("王府井x", [Span(0, 3, Label.PERSON, SpanGrade.SHAPE)], None, "王**x"),
        ("15400000101", [Span(0, 11, Label.MOBILE, SpanGrade.SUSPECT)], None, "154******01"),
    ],
)
def test_a_cell_is_masked_by_its_column_or_its_spans(cell, spans, column, masked):
    assert mask_cell(cell, spans, column=column) == masked
