"""What every list of papers holds to: the newest first, a page at a time, of one deal.

``put(deal, number)`` puts a draft called ``paper-<number>``, as its chapter keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from shoumi.base.pages import tables
from shoumi.core.refs import Ref
from shoumi.doors.tests.house import House
from shoumi.doors.tests.visitors import signed_in

Put = Callable[[Ref, int], object]


def goes_on_where_the_last_page_ended(
    house: House, address: str, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "PAGE", 2)
    for number in range(1, 6):
        put(house.deal, number)
    visitor, href, seen = signed_in(house.dpo), f"/{address}", []
    while href:
        page = visitor.get(href).content.decode()
        seen.append(list(dict.fromkeys(_shown(page))))
        onward = re.search(r'rel="next"\s+href="([^"]*)"', page)
        href = f"/{address}{onward[1]}" if onward else ""
    assert seen == [["paper-5", "paper-4"], ["paper-3", "paper-2"], ["paper-1"]]


def leaves_out_other_deals_and_phases(house: House, address: str, put: Put) -> None:
    put(house.deal, 1)
    put(house.new_deal(), 2)
    visitor = signed_in(house.dpo)
    assert set(_shown(visitor.get(f"/{address}").content.decode())) == {"paper-1", "paper-2"}
    of_deal = f"/{address}?deal={house.deal}"
    for phase, found in (("", {"paper-1"}), ("IN_FORCE", set()), ("no such", {"paper-1"})):
        page = visitor.get(f"{of_deal}&phase={phase}").content.decode()
        assert set(_shown(page)) == found, phase
    assert visitor.get(f"/{address}?deal=deal-none").status_code == 404


def is_a_file_too(house: House, address: str, put: Put) -> None:
    put(house.deal, 1)
    answer = signed_in(house.dpo).get(f"/{address}?format=csv")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{address}.csv"'
    assert len(answer.content.decode().splitlines()) == 2


def _shown(page: str) -> list[str]:
    return re.findall(r"paper-\d", re.sub(r"(?s)^.*<tbody>", "", page))
