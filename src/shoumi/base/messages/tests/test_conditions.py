"""Whatever a milestone waits for can be read, and says what to do."""

import re

import pytest

from shoumi.base import registry
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.text import say
from shoumi.core.handbook import UnknownDuty
from shoumi.core.milestones import deadlines, milestones
from shoumi.core.tests.cases import each

HAN = re.compile(r"[\u3400-\u9fff]")
NEEDED = sorted(
    {need.condition for each in milestones() for need in each.opens + each.finishes}
    | {rule.meets for rule in deadlines()}
    | {name for card in registry.cards() for name in card.conditions}
)


@each("code", NEEDED)
def test_every_condition_reads_in_both_languages(code):
    wanted = condition(code)
    for chinese, english in (wanted.name, wanted.todo):
        assert HAN.search(chinese)
        assert english
        assert not HAN.search(english)
    assert wanted.todo[1][0].isupper()
    assert code not in "".join(wanted.name)


def test_two_conditions_do_not_read_the_same():
    read = [condition(code).name for code in NEEDED]
    assert {text for text in read if read.count(text) > 1} == set()


def test_a_composed_condition_names_the_milestone_the_paper_or_the_demand():
    assert say(condition("done:tax").name, "zh") == "“完税”已完成"
    assert say(condition("open:dd_l1").todo, "en") == "Open “Due diligence, level L1” first"
    assert say(condition("filing:spa").name, "en") == "transfer agreement on file"
    assert say(condition("filing:spa").todo, "zh") == "归档转让协议"
    assert say(condition("duty:2.1").name, "zh") == "协议写清保密范围、期限和违约责任（2.1）"


def test_a_demand_that_is_checked_live_is_mended_and_any_other_is_attested():
    checked, stated = condition("duty:2.1"), condition("duty:15.2")
    assert registry.check("2.1")
    assert say(checked.todo, "en") == "Legal: mend what the check found"
    assert registry.check("15.2") is None
    assert say(stated.todo, "zh") == "主要负责人：附证据作出声明"
    # Copies of a demo home are nobody's business: 13.1 is stated there, and the statement is over.
    left = condition("duty:13.1", "attestation.expired")
    assert say(left.todo, "zh") == "运维：附证据作出声明"
    assert say(condition("duty:13.1", "backup.too_old").todo, "zh") == "运维：补上检查发现的缺口"


@pytest.mark.parametrize("code", ["weather.fine", "done:nothing", "filing:nothing", "wish:7.3"])
def test_a_condition_nobody_named_is_a_bug(code):
    with pytest.raises((KeyError, ValueError)):
        condition(code)


def test_a_demand_the_handbook_has_not_is_refused():
    with pytest.raises(UnknownDuty):
        condition("duty:99.9")
