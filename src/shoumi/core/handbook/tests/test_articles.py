from __future__ import annotations

import pytest

from shoumi.core import handbook
from shoumi.core.handbook import articles, cited
from shoumi.core.handbook.tables import table


def test_every_demand_of_the_handbook_is_in_the_table_and_nothing_else():
    assert list(table("articles.toml")["demand"]) == [one.id for one in handbook.demands()]


def test_a_law_is_told_by_its_name_and_articles():
    assert articles("1.1")[0] == (
        "《个人信息保护法》第 51(1)、52 条",
        "Personal Information Protection Law, arts. 51(1), 52",
    )
    assert articles("1.4")[0][1] == "Personal Information Protection Law, art. 51(3)"
    assert articles("6.2")[0][1].startswith("Personal Information Protection Law, arts. 13–16, 23")


def test_a_standard_is_told_by_its_number_and_clause():
    assert articles("1.1")[-1] == ("GB/T 35273-2020 第 11.1 条", "GB/T 35273-2020, 11.1")
    assert articles("8.2")[1] == ("GB 46864-2025", "GB 46864-2025")


def test_other_tables_cite_by_the_same_codes_and_several_at_once():
    assert cited("PIPL 21(2); 35273 9.1(b)") == (
        "《个人信息保护法》第 21(2) 条；GB/T 35273-2020 第 9.1(b) 条",
        "Personal Information Protection Law, art. 21(2); GB/T 35273-2020, 9.1(b)",
    )
    with pytest.raises(KeyError):
        cited("PIPL 21(2); NOLAW 3")


def test_what_no_article_asks_for_says_so_by_having_none():
    assert articles("19.2") == ()
    assert [one.id for one in handbook.demands() if not articles(one.id)] == ["19.2"]


def test_who_asks_for_no_demand_learns_it():
    with pytest.raises(KeyError):
        articles("99.9")


def test_every_source_is_used():
    told = table("articles.toml")
    used = {one.partition(" ")[0] for own in told["demand"].values() for one in own}
    assert used == {*told["source"], *told["standard"]}
