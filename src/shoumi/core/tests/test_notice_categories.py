from __future__ import annotations

import pytest

from shoumi.core import notice_categories as categories
from shoumi.core.fields import FieldRule
from shoumi.core.notice_categories import CategoriesUnfit, Category
from shoumi.core.terms import DataGrade, LegalBasis, Purpose


def rule(code, zh, en, *headings, purposes=(Purpose.HANDOVER,)):
    return FieldRule(
        code, zh, en, DataGrade.L3, frozenset(purposes), LegalBasis.CONTRACT, 1095, True,
        headings=headings,
    )  # fmt: skip


REGISTER = {
    one.code: one
    for one in (
        rule("name", "姓名", "name", "称呼", "联系人"),
        rule("mobile", "手机号", "mobile number", "手机", "联系人"),
        rule("address", "地址", "address"),
        rule("bank_account", "银行账号", "bank account", purposes=(Purpose.SERVICE,)),
        rule("shoe_size", "鞋码", "shoe size"),
    )
}


def words(*chosen):
    return [((zh, en), codes) for zh, en, codes in chosen]


def test_what_is_printed_names_what_is_covered():
    made = categories.made(
        words(("联系方式", "contact", ["name", "mobile"]), ("地址", "address", ["address"])),
        REGISTER,
    )
    assert categories.printed(made, "zh") == "联系方式（姓名、手机号）；地址"
    assert categories.printed(made, "en") == "contact (name, mobile number); address"
    assert categories.covered(made) == {"name", "mobile", "address"}
    assert categories.read([one.stored() for one in made]) == made


def test_without_english_words_the_chinese_ones_are_printed():
    [made] = categories.made(words(("联系方式", "", ["name"])), REGISTER)
    assert made.printed("en") == "联系方式 (name)"


@pytest.mark.parametrize(
    ("chosen", "what"),
    [
        (words(("钱", "", ["bank_account"])), ("bank_account",)),
        (words(("别的", "", ["no_such"])), ("no_such",)),
        (words(("甲", "", ["name"]), ("乙", "", ["name"])), ("name",)),
        (words(("甲", "", ["name", "name"])), ("甲",)),
        (words(("空的", "", [])), ("空的",)),
        (words((" ", "", ["name"])), (" ",)),
        (words(("", "", ["name"])), ("—",)),
    ],
)
def test_a_category_covers_registered_fields_each_once(chosen, what):
    with pytest.raises(CategoriesUnfit) as refused:
        categories.made(chosen, REGISTER)
    assert refused.value.facts == {"what": what}


def test_words_cover_the_fields_whose_title_or_heading_they_are_and_nothing_else():
    found = categories.of_words("姓名、 手机；address，银行账号、客户资料、联系人、称呼", REGISTER)
    assert [list(one.fields) for one in found.categories] == [["name"], ["mobile"], ["address"]]
    assert found.unknown == ("银行账号", "客户资料", "联系人", "称呼")
    assert categories.of_words("", REGISTER) == categories.Reading((), ())


def test_what_may_be_chosen_stands_by_kind_and_the_rest_last():
    found = categories.by_kind(REGISTER)
    assert {kind: [one.code for one in rules] for kind, (_, rules) in found.items()} == {
        "contact": ["name", "mobile"],
        "place": ["address"],
        "other": ["shoe_size"],
    }
    only = {code: REGISTER[code] for code in ("name",)}
    assert list(categories.by_kind(only)) == ["contact"]


def test_fields_are_called_as_registered_in_the_register_s_order():
    assert categories.names({"mobile", "gone", "name"}, REGISTER, "zh") == (
        "姓名", "手机号", "gone",
    )  # fmt: skip
    assert categories.names({"name"}, REGISTER, "en") == ("name",)


def test_words_that_say_it_themselves_are_printed_alone():
    assert Category(("姓名", "name"), {"name": ("姓名", "name")}).printed("zh") == "姓名"
