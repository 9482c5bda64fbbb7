"""Whatever a milestone waits for can be read, and says what to do."""

import re

import pytest

from shoumi.base import registry
from shoumi.base.pages import names
from shoumi.core.handbook import UnknownDuty
from shoumi.core.milestones import deadlines, milestones

HAN = re.compile(r"[\u3400-\u9fff]")
NEEDED = sorted(
    {need.condition for each in milestones() for need in each.opens + each.finishes}
    | {rule.meets for rule in deadlines()}
    | {name for card in registry.cards() for name in card.conditions}
)


@pytest.mark.parametrize("code", NEEDED)
def test_every_condition_reads_in_both_languages(code):
    wanted = names.condition(code)
    for chinese, english in (wanted.name, wanted.todo):
        assert HAN.search(chinese)
        assert english
        assert not HAN.search(english)
    assert wanted.todo[1][0].isupper()
    assert code not in wanted.says("zh") + wanted.says("en")


def test_two_conditions_do_not_read_the_same():
    read = [names.condition(code).name for code in NEEDED]
    assert {text for text in read if read.count(text) > 1} == set()


def test_a_composed_condition_names_the_milestone_the_paper_or_the_demand():
    assert names.condition("done:tax").says("zh") == "“完税”已完成"
    assert names.condition("open:dd_l1").asks("en") == "Open “Due diligence, level L1” first"
    assert names.condition("filing:spa").says("en") == "transfer agreement on file"
    assert names.condition("filing:spa").asks("zh") == "归档转让协议"
    assert names.condition("duty:2.1").says("zh") == "协议写清保密范围、期限和违约责任（2.1）"


def test_a_demand_that_is_checked_live_is_mended_and_any_other_is_attested():
    checked, stated = names.condition("duty:2.1"), names.condition("duty:20.1")
    assert registry.check("2.1")
    assert checked.asks("en") == "Legal: mend what the check found"
    assert registry.check("20.1") is None
    assert stated.asks("zh") == "主要负责人：附证据作出声明"


@pytest.mark.parametrize("code", ["weather.fine", "done:nothing", "filing:nothing", "wish:7.3"])
def test_a_condition_nobody_named_is_a_bug(code):
    with pytest.raises((KeyError, ValueError)):
        names.condition(code)


def test_a_demand_the_handbook_has_not_is_refused():
    with pytest.raises(UnknownDuty):
        names.condition("duty:99.9")
