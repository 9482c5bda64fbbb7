"""The console's menu: our own pages and those that cards hand in."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import NoReverseMatch, resolve, reverse

from shoumi.base import registry
from shoumi.base.pages.access import access_of
from shoumi.base.pages.asked import Asked
from shoumi.base.pages.say import Both

_OWN: tuple[tuple[str, str, Both], ...] = (
    ("today", "TODAY", ("今日", "Today")),
    ("deals", "DEALS", ("转让", "Deals")),
    ("customers", "CUSTOMERS", ("客户", "Customers")),
    ("tasks", "TASKS", ("任务", "Tasks")),
    ("rooms", "ROOM", ("数据室", "Data rooms")),
    ("handover", "LEAVE", ("交接", "Hand-over")),
    ("destruction", "DELETION", ("销毁", "Destruction")),
)
_BASIS: tuple[tuple[str, str, Both], ...] = (
    ("duties", "CHAPTERS", ("二十章", "Twenty chapters")),
    ("evidence", "LEDGER", ("证据账本", "Evidence")),
    ("attestations", "REPORT", ("声明", "Attestations")),
)
_HOUSE: tuple[tuple[str, str, Both], ...] = (
    ("people", "CUSTOMERS", ("人员", "People")),
    ("keys", "KEY", ("密钥", "Keys")),
    ("jobs", "PAUSE", ("作业", "Jobs")),
    ("outbox", "MESSAGE", ("发件箱", "Outbox")),
    ("settings", "SETTINGS", ("设置", "Settings")),
)


class Item(NamedTuple):
    href: str
    icon: str
    name: str
    is_here: bool
    both: Both


class Group(NamedTuple):
    name: str
    items: list[Item]


def of(request: Asked) -> list[Group]:
    """Groups of entries; a page that is not there, or not for this person, is not."""
    chapters = tuple(
        (entry.route, "CHAPTERS", (entry.zh, entry.en))
        for card in registry.cards()
        for entry in card.menu
        if entry.door == "console"
    )
    groups = (
        (("", ""), _OWN),
        (("依据", "Basis"), _BASIS),
        (("章节", "Chapters"), chapters),
        (("平台", "House"), _HOUSE),
    )
    found = [Group(request.say(name), _items(request, entries)) for name, entries in groups]
    return [group for group in found if group.items]


def _items(request: Asked, entries: tuple[tuple[str, str, Both], ...]) -> list[Item]:
    found = []
    for route, icon, name in entries:
        try:
            href = reverse(route)
        except NoReverseMatch:
            continue
        access = access_of(resolve(href).func)
        if access is not None and access.roles and not request.roles & access.roles:
            continue
        is_here = request.path == href or (href != "/" and request.path.startswith(f"{href}/"))
        found.append(Item(href, icon, request.say(name), is_here, name))
    return found
