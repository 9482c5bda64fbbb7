from __future__ import annotations

import pyarrow as pa
import pytest

from shoumi.base.intake import columns_left_out, mapping
from shoumi.base.intake.mapping import Why
from shoumi.base.intake.sheets import Sheet
from shoumi.base.intake.tests.cast import REGISTER

MOBILES = [f"154{n:08d}" for n in range(1000, 1020)]
NAMES = [f"{surname}虚{n}" for surname in "王李张刘" for n in "一二三四五"]
NUMBERS = ["990000199001011116", "990000199203171126"] * 10


def sheet(**columns):
    header = list(columns)
    rows = max(map(len, columns.values()))
    table = pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})
    return Sheet("a.xlsx", "名单", "table", header, 1, table,
                 lines=pa.array(range(2, rows + 2), pa.int32()),
                 letters=tuple("ABCDEFGH"[: len(header)]))  # fmt: skip


def decide(one, overrides=None):
    named = mapping.map_columns(one, REGISTER, overrides=overrides)
    unknown = {here.column for here in named if here.why is Why.UNKNOWN}
    found = mapping.scan(one.table.column_names, mapping.samples(one, unknown))
    decided = mapping.map_columns(one, REGISTER, found=found, overrides=overrides)
    return decided, mapping.check(one, decided, REGISTER, found)


@pytest.mark.parametrize(
    ("heading", "field", "why"),
    [
        ("手机号", "mobile", Why.HEADING),
        ("mobile", "mobile", Why.HEADING),
        ("Customer No", "customer_no", Why.HEADING),
        ("联系电话", "mobile", Why.SYNONYM),
        ("联 系 电 话（必填）*", "mobile", Why.SYNONYM),
        ("ｓｆｚｈ", "id_number", Why.SYNONYM),
        ("客户/姓名", "name", Why.SYNONYM),
        ("联系方式/手机", "mobile", Why.LAST_PART),
        ("监护人/姓名", "guardian_name", Why.HEADING),
        ("监护人/电话", "guardian_mobile", Why.SYNONYM),
        ("家长/联系电话", None, Why.UNKNOWN),
        ("紧急联系人/电话", None, Why.UNKNOWN),
        ("星座", None, Why.UNKNOWN),
        ("类别", None, Why.ROLE),
        ("系统/类别", None, Why.ROLE),
        ("收件人", None, Why.RECIPIENT),
        ("会员姓名", "name", Why.SYNONYM),
        ("患者 联系电话", "mobile", Why.SYNONYM),
        ("buyer_phone", "mobile", Why.SYNONYM),
        ("Full Name", "name", Why.SYNONYM),
        ("学员监护人电话", "guardian_mobile", Why.SYNONYM),
        ("推荐人姓名", None, Why.UNKNOWN),
        ("员工电话", None, Why.UNKNOWN),
        ("username", None, Why.UNKNOWN),
        ("会员", None, Why.UNKNOWN),
        ("会员卡号", None, Why.UNKNOWN),
    ],
)
def test_headings_lead_to_fields(heading, field, why):
    ((one,), _) = decide(sheet(**{heading: ["x", "y"]}))
    assert (one.field, one.why) == (field, why)


def test_an_empty_column_needs_no_field():
    decided, problems = decide(sheet(姓名=NAMES, 星座=[None] * 20))
    assert (decided[1].why, problems) == (Why.EMPTY, [])


@pytest.mark.parametrize(
    ("heading", "cells", "code", "label", "suggestion"),
    [
        ("星座", ["火象"] * 20, "mapping.unknown_column", None, None),
        ("编码甲", MOBILES, "mapping.unknown_column", None, None),
        ("紧急联系人电话", MOBILES, "mapping.unknown_personal", "MOBILE", "mobile"),
        ("保姆", NAMES, "mapping.unknown_personal", "PERSON", "name"),
    ],
)
def test_an_unknown_column_is_refused(heading, cells, code, label, suggestion):
    decided, problems = decide(sheet(姓名=NAMES, **{heading: cells}))
    (problem,) = problems
    # The scan knows 154 numbers as made up: without a heading they say nothing.
    assert (problem.code, problem.place) == (code, "a.xlsx:名单!B1")
    assert problem.facts.get("label") == label
    assert decided[1].suggestion == suggestion


@pytest.mark.parametrize(
    ("key", "to", "why"),
    [
        ("星座", "-", Why.DROPPED),
        ("名单!星座", "remark", Why.OVERRIDE),
        ("a.xlsx:名单!星座", "role", Why.ROLE),
    ],
)
def test_a_person_settles_unknown_columns(key, to, why):
    decided, problems = decide(sheet(姓名=NAMES, 星座=["x"] * 20), {key: to})
    assert (decided[1].why, problems) == (why, [])


def test_what_a_column_holds_that_was_left_out_is_told_by_kind_and_not_by_its_heading():
    one = sheet(姓名=NAMES, 保姆=NAMES, 过敏史=["无"] * 20, 星座=["x"] * 20)
    decided, _ = decide(one, {"保姆": "-", "过敏史": "-", "星座": "-"})
    assert columns_left_out.kinds(decided) == {"PERSON", "health"}
    asked, _ = decide(one)
    assert columns_left_out.kinds(asked) == frozenset()


def test_a_field_that_is_not_registered_is_refused():
    _, (problem,) = decide(sheet(姓名=NAMES, 星座=["x"] * 20), {"星座": "horoscope"})
    assert problem.code == "mapping.unregistered_field"


def test_two_columns_of_one_field_are_refused():
    _, (problem,) = decide(sheet(电话=MOBILES, 手机=MOBILES))
    assert (problem.code, problem.facts) == (
        "mapping.field_twice",
        {"column": 2, "other": 1, "field": "mobile"},
    )


def test_the_better_name_keeps_the_field_and_the_other_is_asked():
    decided, (problem,) = decide(sheet(电话=MOBILES, 手机号=MOBILES))
    assert [one.field for one in decided] == [None, "mobile"]
    assert problem.place == "a.xlsx:名单!A1"


def test_contents_may_contradict_the_heading():
    mails = [f"u{n}@example.com" for n in range(20)]
    _, (problem,) = decide(sheet(姓名=mails))
    assert (problem.code, problem.facts["label"]) == ("mapping.contents_differ", "EMAIL")
    assert decide(sheet(备注=mails))[1] == []
    assert decide(sheet(姓名=mails), {"姓名": "name"})[1] == []
