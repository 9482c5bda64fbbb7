"""Of what kind an act is, and in what order a page of many acts offers them.

What is due comes first, the rest by its kind, what stops or ends something apart at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import NamedTuple

from shoumi.core.messages import Both


class Group(StrEnum):
    MILESTONES = "milestones"
    PAPERS = "papers"
    CUSTOMERS = "customers"
    NOTICES = "notices"
    ROOMS = "rooms"
    ENDING = "ending"  # what it stops or ends does not come back by a click


WORDS: dict[Group, Both] = {
    Group.MILESTONES: ("里程碑", "Milestones"),
    Group.PAPERS: ("文件与当事方", "Papers and parties"),
    Group.CUSTOMERS: ("客户数据", "Customers’ data"),
    Group.NOTICES: ("告知与同意", "Notice and consent"),
    Group.ROOMS: ("数据室", "Data rooms"),
}


class Offer(NamedTuple):
    """``why``  it cannot be done now; empty where nothing speaks against it"""

    slug: str
    group: Group
    name: str
    href: str
    why: str


class Arranged(NamedTuple):
    """``groups``  the name of each and what is in it, what cannot be done now last"""

    due: list[Offer]
    groups: list[tuple[Both, list[Offer]]]
    ending: list[Offer]


def arranged(offers: Iterable[Offer], due: Collection[str]) -> Arranged:
    """``due``  slugs of the acts that mend what is missing or move what is next, in their order

    An act is offered once.  What ends something is never among what is due: a page that needs it
    asks for it where it is missing.
    """
    every = list(offers)
    turn = {slug: place for place, slug in reversed([*enumerate(due)])}
    first = [
        one for one in every if one.slug in turn and not one.why and one.group is not Group.ENDING
    ]
    left = [one for one in every if one not in first]
    parts = [(group, [one for one in left if one.group is group]) for group in Group]
    return Arranged(
        sorted(first, key=lambda one: turn[one.slug]),
        [
            (WORDS[group], sorted(some, key=lambda one: bool(one.why)))
            for group, some in parts
            if some and group is not Group.ENDING
        ],
        sorted(dict(parts)[Group.ENDING], key=lambda one: bool(one.why)),
    )
