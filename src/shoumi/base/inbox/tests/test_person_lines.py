"""Lines of people are read as they are pasted; each says what is wrong in it."""

from __future__ import annotations

import pytest

from shoumi.base.accounts.rules import Kind
from shoumi.base.inbox import person_lines
from shoumi.base.inbox.errors import NoLines, TooManyLines
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

DEAL = Ref("deal-0000000000000000")


def read(text, kind=Kind.STAFF, deal=None):
    return person_lines.read(text, kind=kind, deal=deal)


def wrong(text, **more):
    """(line, part, code) of all that is wrong."""
    return [
        (one.number, problem.part.value, problem.error.code)
        for one in read(text, **more)
        for problem in one.problems
    ]


@pytest.mark.parametrize(
    "line",
    [
        "陈示例\tchen@house.example\t客服、市场",
        "陈示例\tchen@house.example\tMKT\tcs",
        "陈示例，chen@house.example，客服，市场",
        "陈示例, chen@house.example, customer service; marketing",
        '陈示例,chen@house.example,"客服,市场"',
        "\ufeff陈示例 ,chen@house.example , CS/MKT,,",
    ],
)
def test_a_line_is_read_however_it_was_copied(line):
    (one,) = read(line)
    assert (one.name, one.address) == ("陈示例", "chen@house.example")
    assert one.roles == (Role.CS, Role.MKT)
    assert one.is_good


def test_address_and_roles_may_be_missing():
    first, second, third = read("陈示例\n吴示范\t法务\n郑样板,zheng@house.example")
    assert (first.address, first.roles) == ("", ())
    assert (second.address, second.roles) == ("", (Role.LEG,))
    assert (third.address, third.roles) == ("zheng@house.example", ())


def test_a_heading_and_empty_lines_are_passed_over_and_lines_keep_their_numbers():
    found = read("姓名\t邮箱\t岗位\n\n陈示例\t\t客服\n \t \n吴示范\t\t法务\n")
    assert [(one.number, one.name) for one in found] == [(3, "陈示例"), (5, "吴示范")]


def test_each_bad_line_says_which_part_of_it_is_wrong():
    text = """陈示例,chen@house.example,客服
管理员,admin@house.example,客服
吴示范,not-an-address@,法务
钱样例,qian@house.example,总裁
li@house.example,李示例,客服
"""
    assert wrong(text) == [
        (2, "name", "accounts.name_is_role"),
        (3, "address", "outbox.address_unfit"),
        (4, "roles", "people.no_such_role"),
        (5, "name", "people.address_first"),
        (5, "address", "outbox.address_unfit"),
    ]
    assert read(text)[3].unknown == ("总裁",)


def test_roles_that_nobody_holds_together_cost_that_line_alone():
    text = "陈示例,,安全、运维\n吴示范,,安全\n郑样板,,运维"
    assert wrong(text) == [(1, "roles", "people.roles_together")]


def test_a_role_has_to_fit_the_kind_and_a_side_of_a_deal_needs_the_deal():
    line = "陈示例,,TE"
    assert wrong(line) == [(1, "roles", "accounts.role_not_for_kind")]
    assert wrong(line, kind=Kind.PARTY) == [(1, "roles", "accounts.role_needs_deal")]
    assert wrong(line, kind=Kind.PARTY, deal=DEAL) == []


def test_the_second_line_of_one_person_is_refused():
    text = """陈示例,chen@house.example
陈另名,CHEN@house.example
吴示范
吴示范,wu@house.example
郑样板,a@house.example
郑样板,b@house.example
"""
    assert wrong(text) == [
        (2, "address", "people.listed_twice"),
        (4, "name", "people.listed_twice"),
    ]


def test_nothing_and_too_much_are_refused_whole():
    for nothing in ("", " \n\t\n", "姓名,邮箱,岗位"):
        with pytest.raises(NoLines):
            read(nothing)
    lines = [f"陈{number}" for number in range(person_lines.MOST + 1)]
    assert len(read("\n".join(lines[1:]))) == person_lines.MOST
    with pytest.raises(TooManyLines) as refused:
        read("\n".join(lines))
    assert refused.value.facts == {"most": 50, "count": 51}


def test_what_is_left_can_be_pasted_again():
    (one,) = read("陈示例,chen@house.example,客服，总裁")
    (again,) = read(one.text)
    assert (again.name, again.address, again.roles) == (one.name, one.address, one.roles)
    assert again.unknown == ("总裁",)
