"""The console's menu: our own pages and those that cards hand in.

The pages of every day stand in it; the rest is folded under one word, so that the whole menu stands
on one screen.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from shoumi.base import registry
from shoumi.base.messages.text import say
from shoumi.base.pages.access import place_of
from shoumi.base.pages.request import PageRequest
from shoumi.core.messages import Both, Lang
from shoumi.core.terms import Role

Entries = tuple[tuple[str, str, Both], ...]  # route, icon, name

_OWN: Entries = (
    ("today", "TODAY", ("今日", "Today")),
    ("inbox", "BELL", ("待办", "Inbox")),
    ("deals", "DEALS", ("转让", "Deals")),
    ("customers", "CUSTOMERS", ("客户", "Customers")),
    ("tasks", "TASKS", ("任务", "Tasks")),
    ("papers", "UPLOAD", ("要交的文件", "Papers to hand in")),
    ("rooms", "ROOM", ("数据室", "Data rooms")),
    ("handover", "LEAVE", ("交接", "Hand-over")),
)
_BASIS: Entries = (("duties", "CHAPTERS", ("合规要求", "Requirements")),)
# Each page links the ledger at its head, with its newest entry.
_RECORDS: Entries = (
    ("evidence", "LEDGER", ("证据账本", "Evidence")),
    ("approvals", "CHECK", ("待批", "Approvals")),
    ("deadlines", "CALENDAR", ("期限", "Deadlines")),
    ("attestations", "REPORT", ("声明", "Attestations")),
)
# So few need no folding.
_FEW = 3
_MORE: Both = ("管理", "Admin")
_HOUSE: Entries = (
    ("people", "PEOPLE", ("人员", "People")),
    ("keys", "KEY", ("密钥", "Keys")),
    ("jobs", "PAUSE", ("作业", "Jobs")),
    ("outbox", "LETTER", ("发件箱", "Outbox")),
    ("webhooks", "PLUG", ("事件推送", "Webhooks")),
    ("egress", "CALLS_OUT", ("出站白名单", "Calls out")),
    ("transport", "SHIELD", ("传输加密", "Encrypted transport")),
    ("emergencies", "INCIDENTS", ("紧急开启", "Emergencies")),
    ("holidays", "REST_DAY", ("节假日安排", "Public holidays")),
    ("settings", "SETTINGS", ("设置", "Settings")),
)


class Item(NamedTuple):
    """``counts``  where the number beside it is had, after the page is there; empty: it has none"""

    href: str
    icon: str
    name: str
    is_here: bool
    both: Both
    counts: str


class Group(NamedTuple):
    """``is_more``  folded away where there is much of it"""

    name: str
    items: list[Item]
    is_more: bool


class Drawn(NamedTuple):
    """The whole menu, and the bar of the first few on a phone."""

    menu: SafeString
    tabs: SafeString


def of(request: PageRequest) -> Drawn:
    """Groups of entries; a page that is not there, or not for this person, is not."""
    path = request.path
    here = max((href for href in _addresses() if _is_in(path, href)), key=len, default="")
    return _drawn(request.lang, request.roles, request.is_party, here)


def entries_of(request: PageRequest) -> Iterator[Item]:
    """Every entry of the menu that this person has."""
    for _, entries, _ in _groups():
        yield from _items(entries, request.lang, request.roles, request.is_party, "")


def has(route: str, request: PageRequest) -> bool:
    """Whether the door would open that page, which has no entry, to who asks."""
    place = place_of(route)
    access = place[1] if place else None
    return access is not None and access.lets_in(request.roles, is_party=request.is_party)


def _is_in(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(f"{href}/"))


# What is drawn depends on nothing else, so the same is not drawn for every page.
@lru_cache(maxsize=1024)
def _drawn(lang: Lang, roles: frozenset[Role], is_party: bool, here: str) -> Drawn:
    every = [
        Group(say(name, lang), [*_items(entries, lang, roles, is_party, here)], is_more)
        for name, entries, is_more in _groups()
    ]
    found = [group for group in every if group.items]
    more = [group for group in found if group.is_more]
    if sum(len(group.items) for group in more) <= _FEW:
        more = []
    told = {
        "menu": [group for group in found if group not in more],
        "more": more,
        "more_name": say(_MORE, lang),
        "is_open": any(item.is_here for group in more for item in group.items),
    }
    return Drawn(
        render_to_string("console/menu.html", told), render_to_string("console/tabs.html", told)
    )


@cache
def _groups() -> tuple[tuple[Both, Entries, bool], ...]:
    return (
        (("", ""), _OWN + _of_cards(is_daily=True) + _BASIS, False),
        (("记录", "Records"), _RECORDS, True),
        (("制度与文件", "Rules and papers"), _of_cards(is_daily=False), True),
        (("平台", "House"), _HOUSE, True),
    )


def _of_cards(*, is_daily: bool) -> Entries:
    return tuple(
        (entry.route, entry.icon, (entry.zh, entry.en))
        for card in registry.cards()
        for entry in card.menu
        if entry.door == "console" and entry.is_daily == is_daily
    )


@cache
def _addresses() -> tuple[str, ...]:
    places = (place_of(route) for _, entries, _ in _groups() for route, _, _ in entries)
    return tuple(place[0] for place in places if place is not None)


def _items(
    entries: Entries, lang: Lang, roles: frozenset[Role], is_party: bool, here: str
) -> Iterator[Item]:
    """Those that the door would open: the page itself says for whom it is, nothing here does."""
    for route, icon, name in entries:
        href, access = place_of(route) or ("", None)
        if access is not None and access.lets_in(roles, is_party=is_party):
            counted = place_of(f"{route}-count")
            counts = counted[0] if counted else ""
            yield Item(href, icon, say(name, lang), href == here, name, counts)
