from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shoumi.core.scan import Label, Why, column_verdicts, merge, profile, scan_table
from shoumi.core.scan.columns import RESULT, unique_names
from shoumi.core.scan.tests.spans import TODAY

NAMES = ["赵虚甲", "钱虚乙", "孙虚丙", "李虚丁", "周虚戊"]
MOBILES = [f"1540000010{n}" for n in range(5)]
ADDRESSES = [f"示例省虚构市样本路{n}号" for n in range(5)]


def table(**columns):
    return pa.table({name: pa.array(values) for name, values in columns.items()})


def counts(result, label):
    return {
        row["column"]: (row["rows"], row["filled"], row["cells"], row["whole"])
        for row in result.to_pylist()
        if row["label"] == label
    }


def grades(result, label):
    (row,) = [row for row in result.to_pylist() if row["label"] == label]
    return row["valid"], row["suspect"], row["shape"]


def verdicts(given):
    result = scan_table(given, today=TODAY)
    return {(v.column, v.label.value, v.reason) for v in column_verdicts(result, profile(given))}


def test_cells_whole_cells_and_grades_are_counted():
    given_ = table(手机=[*MOBILES, None, " ", "请打15400000109或13123456789"])
    result = scan_table(given_, today=TODAY)
    assert result.schema == RESULT
    assert counts(result, "MOBILE") == {"手机": (8, 6, 6, 5)}
    assert grades(result, "MOBILE") == (1, 6, 0)


def test_a_column_without_hits_is_counted_all_the_same():
    result = scan_table(table(x=["a", None, "b"]), today=TODAY)
    assert result.to_pylist() == [
        {
            "column": "x",
            "label": None,
            "rows": 3,
            "filled": 2,
            **dict.fromkeys(("cells", "whole", "valid", "suspect", "shape"), 0),
        }
    ]


def test_no_value_leaves_the_scan():
    given_ = table(手机=MOBILES, 姓名=NAMES, 地址=ADDRESSES)
    told = str(scan_table(given_, today=TODAY).to_pylist())
    assert not any(value in told for value in [*MOBILES, *NAMES, *ADDRESSES])


@pytest.mark.parametrize(
    "column",
    [
        pa.array(MOBILES).dictionary_encode(),
        pa.array(MOBILES, pa.large_string()),
        pa.array(MOBILES, pa.string_view()),
        pa.chunked_array([MOBILES[:2], MOBILES[2:]]),
        pa.array([*MOBILES[:2], *MOBILES]).slice(2),
        pa.array([int(m) for m in MOBILES]),
        pa.array([float(m) for m in MOBILES]),
        pa.array([m.encode() for m in MOBILES]),
    ],
    ids=lambda column: str(column.type),
)
def test_every_layout_of_arrow_gives_the_same_counts(column):
    result = scan_table(pa.table({"手机": column}), today=TODAY)
    assert counts(result, "MOBILE") == {"手机": (5, 5, 5, 5)}


def test_nested_values_are_read_as_text():
    given_ = pa.table({"备注": pa.array([["手机15400000101"], None])})
    assert counts(scan_table(given_, today=TODAY), "MOBILE") == {"备注": (2, 1, 1, 0)}


def test_dates_under_a_heading_of_birth_are_dates_of_birth():
    given_ = table(出生日期=[date(1990, 1, 1)], 成立日期=[date(1990, 1, 1)])
    result = scan_table(given_)
    assert counts(result, "DATE_OF_BIRTH") == {"出生日期": (1, 1, 1, 1)}


def test_repeated_headings_are_numbered():
    assert unique_names(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.sampled_from([*NAMES, *MOBILES, *ADDRESSES, "", "手机15400000101"]), max_size=12),
    st.integers(0, 12),
)
def test_counts_of_batches_add_up(cells, cut):
    given_ = pa.table({"手机": pa.array(cells, pa.string()), "x": pa.array(cells, pa.string())})
    parts = [given_.slice(0, cut), given_.slice(cut)]
    assert merge(scan_table(part, today=TODAY) for part in parts) == scan_table(given_, today=TODAY)


def test_headings_and_contents_settle_columns():
    given_ = table(
        客户姓名=NAMES,
        手机=MOBILES,
        服务地址=ADDRESSES,
        退费卡号=["9999990000000014"] * 5,
        服务项目=["日常保洁", "月嫂", "钟点工", "养老陪护", "收纳整理"],
        备注=["请联系 a@corp.example.com 谢谢", None, "手机15400000101", None, None],
    )
    assert verdicts(given_) == {
        ("客户姓名", "PERSON", Why.HEADING),
        ("手机", "MOBILE", Why.HEADING),
        ("服务地址", "ADDRESS", Why.HEADING),
        ("退费卡号", "BANK_CARD", Why.HEADING),
        ("备注", "EMAIL", Why.TEXT),
        ("备注", "MOBILE", Why.TEXT),
    }


def test_contents_settle_columns_without_a_heading():
    mobiles = [f"1312345{n:04d}" for n in range(100)]
    given_ = table(a=NAMES * 20, b=ADDRESSES * 20, c=mobiles, d=["赵虚甲", "服务"] * 50)
    assert verdicts(given_) == {
        ("a", "PERSON", Why.CONTENT),
        ("b", "ADDRESS", Why.CONTENT),
        ("c", "MOBILE", Why.CONTENT),
    }


def test_a_heading_against_names_forbids_them():
    assert verdicts(table(公司名称=NAMES)) == set()


def test_codes_that_repeat_are_no_numbers_of_persons():
    assert verdicts(table(x=["13123456789"] * 200)) == set()
    assert verdicts(table(手机=["13123456789"] * 200)) == {("手机", "MOBILE", Why.HEADING)}


def test_an_address_without_a_number_is_one_in_a_column():
    assert verdicts(table(x=["虚构市样本小区", "虚构市样本花园"])) == {
        ("x", "ADDRESS", Why.CONTENT)
    }


def test_the_majority_takes_a_column_that_two_labels_claim():
    # All digits and right by both checks: a card for most, a credit code for some.
    cards = [f"6222{n:011d}" for n in range(400)]
    with_check = [c + next(d for d in "0123456789" if _luhn(c + d)) for c in cards]
    assert verdicts(table(x=with_check)) == {("x", "BANK_CARD", Why.CONTENT)}


def _luhn(digits):
    from stdnum import luhn

    return luhn.is_valid(digits)


def test_chance_hits_of_a_column_of_numbers_are_no_finding():
    numbers = [f"62{n:014d}" for n in range(0, 70000, 70)]
    assert verdicts(table(x=numbers)) == set()


def test_long_text_answers_with_what_is_inside():
    text = "这是一段很长的备注文字，用来说明客户的情况和要求，" * 2
    given_ = table(说明=[text + "手机15400000101", text, "15400000102"])
    assert verdicts(given_) == {("说明", "MOBILE", Why.TEXT)}


def test_a_shape_in_few_texts_is_left_out():
    text = "这是一段很长的备注文字，用来说明客户的情况和要求，谢谢大家的支持与理解。"
    given_ = table(说明=[text + "联系人：赵虚甲", *[text] * 99])
    assert verdicts(given_) == set()


def test_empty_tables_and_columns_have_no_verdict():
    empty = pa.table({"手机": pa.array([None, None], pa.string())})
    assert verdicts(empty) == set()
    assert profile(empty)["手机"].distinct_share == 0.0
    assert Label.MOBILE in profile(empty)["手机"].heading.labels


def test_a_heading_alone_tells_accounts_of_messengers():
    given_ = table(
        QQ=["100012345", "x"], 微信号=["xuni_0001", "!"], 编号=["100012345", "xuni_0001"]
    )
    result = scan_table(given_, today=TODAY)
    assert counts(result, "QQ") == {"QQ": (2, 2, 1, 1)}
    assert counts(result, "WECHAT") == {"微信号": (2, 2, 1, 1)}
