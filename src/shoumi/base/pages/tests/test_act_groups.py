"""What is due comes first, the rest by kind, what ends something apart; and nothing gets lost."""

from __future__ import annotations

from shoumi.base.pages.act_groups import WORDS, Group, Offer, arranged


def offer(slug: str, group: Group = Group.PAPERS, why: str = "") -> Offer:
    return Offer(slug, group, slug, f"/do/{slug}", why)


def slugs(some: list[Offer]) -> list[str]:
    return [one.slug for one in some]


def test_what_is_due_stands_in_the_order_in_which_it_is_due():
    every = [offer("file"), offer("draft"), offer("finish", Group.MILESTONES)]
    found = arranged(every, ["finish", "file", "finish"])
    assert slugs(found.due) == ["finish", "file"]
    assert [(name, slugs(some)) for name, some in found.groups] == [
        (WORDS[Group.PAPERS], ["draft"])
    ]


def test_what_is_due_and_cannot_be_done_now_is_told_in_its_group_after_the_others():
    found = arranged([offer("open", why="no"), offer("draft")], ["open"])
    assert found.due == []
    assert [slugs(some) for _, some in found.groups] == [["draft", "open"]]


def test_what_ends_something_stays_apart_though_it_would_mend():
    found = arranged([offer("shut", Group.ENDING), offer("file")], ["shut", "file"])
    assert slugs(found.due) == ["file"]
    assert found.groups == []
    assert slugs(found.ending) == ["shut"]


def test_every_act_is_offered_once():
    every = [
        offer(f"{group}-{n}", group, why) for group in Group for n, why in enumerate(("", "x"))
    ]
    found = arranged(every, [one.slug for one in every][::3])
    told = [*found.due, *(one for _, some in found.groups for one in some), *found.ending]
    assert sorted(told) == sorted(every)


def test_every_group_that_has_a_heading_has_words_in_both_languages():
    assert set(WORDS) == set(Group) - {Group.ENDING}
    assert all(zh and en for zh, en in WORDS.values())
