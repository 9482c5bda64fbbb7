from __future__ import annotations

import pytest

from shoumi.base.accounts import display_names


@pytest.mark.parametrize(
    "name",
    ["林示范", "外部监督员", "Anna Example", "阿依古丽·样本", "𠮷野示例", "O’Neil-Test", "褚样本"],
)
def test_people_may_be_called_what_they_are_called(name):
    assert display_names.check(name) == name


@pytest.mark.parametrize(
    "name",
    ["DPO", "dpo", "ＤＰＯ", "D P O", "D.P.O.", "DРО", "监督机构", "系统", "S h o u m i", "Αdmin"],
)
def test_a_name_that_reads_like_a_role_is_refused(name):
    with pytest.raises(display_names.NameIsRole):
        display_names.check(name)


@pytest.mark.parametrize(
    "name",
    ["", "  ", " 林示范", "林\u202e示范", "林\u200b示范", "林\n示范", "林\x00", "名" * 81],
)
def test_a_name_that_cannot_be_read_is_refused(name):
    with pytest.raises(display_names.NameMalformed):
        display_names.check(name)


def test_a_name_is_kept_composed():
    assert display_names.check("Zoe\u0308") == "Zoë"
