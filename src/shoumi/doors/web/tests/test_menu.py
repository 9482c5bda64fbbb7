"""Nobody is shown a way that would be refused: menu, palette and first page, for every role."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from tests.web import routes

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.accounts.rules import STAFF_ROLES, Kind
from shoumi.base.ledger import reader
from shoumi.base.pages.access import Who, access_of, open_to, place_of
from shoumi.base.pages.figures.icons import Icon
from shoumi.core.refs import Ref
from shoumi.core.terms import Role
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web import menu

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_HREF = re.compile(r'href="(/[^"#]*)')
# Where the kit only chooses how the page looks, or signs out.
_NOT_A_WAY = ("/static/", "/choose/")


def visitors(house):
    """(what they are, browser): every role of the house, a side each, an auditor, nobody's role."""
    for role in sorted(STAFF_ROLES):
        yield role.value, signed_in(holder(house, Kind.STAFF, role))
    yield "auditor", signed_in(holder(house, Kind.EXTERNAL, Role.AUD))
    yield "supervisor", signed_in(house[people.SUPERVISOR])
    yield "no-role", signed_in(holder(house, Kind.STAFF))
    yield "buyer", signed_in(house.buyer)
    yield "seller", signed_in(house[people.SELLER])
    yield "holder", signed_in(house[people.HOLDER])


def holder(house, kind: Kind, role: Role | None = None) -> Ref:
    made = accounts.enrol(name="吴示范", kind=kind, actor=house.dpo, at=clock.now())
    if role is not None:
        people.give(
            {**house.cast.people, "吴示范": Ref(made.ref)}, "吴示范", role, None, clock.now()
        )
    return Ref(made.ref)


def ways(text: str) -> list[str]:
    found = dict.fromkeys(_HREF.findall(text))
    return [href.replace("&amp;", "&") for href in found if not href.startswith(_NOT_A_WAY)]


def one_of_each(hrefs: list[str]) -> list[str]:
    """One demand stands for all of them: whom its page is for does not depend on which it is."""
    seen: dict[str, str] = {}
    for href in hrefs:
        found = resolve(urlsplit(href).path).url_name
        seen.setdefault(found if found in ("duty", "duties") else href, href)
    return [*seen.values()]


def test_every_role_opens_all_that_menu_and_palette_and_first_page_show(house):
    refused = []
    for who, visitor in visitors(house):
        page = visitor.get("/rooms").content.decode()
        main = page[page.index('class="menu"') : page.index("</nav>", page.index('class="menu"'))]
        shown = [*ways(main), *ways(visitor.get("/", follow=True).content.decode())]
        assert "/rooms" in ways(main)
        if "/palette" in page:
            shown += ways(visitor.post("/palette", {"q": ""}).content.decode())
        for href in one_of_each(shown):
            # The first address leads a side on to its deals.
            answer = visitor.get(href, follow=href == "/")
            if answer.status_code != 200:
                refused.append((who, href, answer.status_code))
    assert refused == []


def test_a_side_of_a_deal_finds_its_own_pages_and_no_search(house):
    buyer = signed_in(house.buyer)
    page = buyer.get("/rooms").content.decode()
    assert 'role="search"' not in page
    assert "palette" not in page
    assert {"/deals", "/rooms", "/agreements", "/handover", "/me"} <= set(ways(page))
    assert "/evidence" not in ways(page)


def test_a_page_that_changes_whom_it_is_for_changes_the_menu_with_it(house, monkeypatch):
    """The menu has no list of its own: what it shows is what the view itself says."""
    officer = signed_in(house.dpo)
    assert "/deals" in ways(officer.get("/rooms").content.decode())
    view = open_to(Who.STAFF, Role.FIN)(lambda request: None)
    changed = {"deals": ("/deals", access_of(view))}
    monkeypatch.setattr(menu, "place_of", lambda route: changed.get(route) or place_of(route))
    menu._drawn.cache_clear()
    try:
        text = officer.get("/rooms").content.decode()
        start = text.index('class="menu"')
        assert 'href="/deals"' not in text[start : text.index("</nav>", start)]
    finally:
        menu._drawn.cache_clear()


@pytest.mark.parametrize("who", ["dpo", "buyer"])
def test_every_page_for_somebody_signs_out(house, who):
    """Those with no reference in their address; pages of a data room have a test of their own."""
    visitor, looked_at = signed_in(getattr(house, who)), 0
    for route in routes.every():
        access = access_of(route.view)
        if route.takes or access is None or access.who in (Who.PUBLIC, Who.BEARER):
            continue
        answer = visitor.get(route.at(), secure=True)
        text = "" if answer.streaming else answer.content.decode("utf-8", "replace")
        if answer.status_code == 200 and "<html" in text:
            assert 'action="/sign-out"' in text, route.address
            looked_at += 1
    assert looked_at > {"dpo": 60, "buyer": 5}[who]


def test_an_entry_of_a_deal_of_others_is_words_and_no_way(house, stranger):
    visitor = signed_in(stranger)
    text = visitor.get("/evidence").content.decode()
    links = {int(found) for found in re.findall(r'href="/evidence/(\d+)"', text)}
    for position in links:
        assert visitor.get(f"/evidence/{position}").status_code == 200
    theirs = next(one for one in reader.latest(50) if one.line().deal == house.deal).position
    assert theirs not in links
    typed = visitor.post("/palette", {"q": str(theirs)}).content.decode()
    assert f"/evidence/{theirs}" not in typed
    officer = signed_in(house.dpo)
    assert f"/evidence/{theirs}" in officer.post("/palette", {"q": str(theirs)}).content.decode()


def test_no_two_entries_have_the_same_icon():
    """Once a book stood before four of them."""
    drawn = [icon for _, entries, _ in menu._groups() for _, icon, _ in entries]
    assert sorted(drawn) == sorted(set(drawn))
    assert set(drawn) <= set(Icon.__members__)


@pytest.mark.parametrize("role", sorted(STAFF_ROLES))
def test_nine_entries_are_of_every_day_and_the_rest_is_folded_under_one_word(house, role):
    text = signed_in(holder(house, Kind.STAFF, role)).get("/rooms").content.decode()
    start = text.index('class="menu"')
    whole = text[start : text.index("</nav>", start)]
    daily, folded = whole.split("<details", 1)
    assert len(ways(daily)) == 9
    assert {"/evidence", "/deadlines", "/people"} <= set(ways(folded))
