"""Every list that may leave as a file has a link for each form; nobody types an address for it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from shoumi.base import registry
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
# Those that leave whole, by an export that is recorded, and the page that has their links.
WHOLE = {
    "customers": "/customers?deal={deal}",
    "duties": "/duties",
    "evidence": "/evidence",
    "statements": "/attestations",
    "register": "/policies",
    "deadlines": "/deadlines",
    "campaigns": "/campaigns",
    "rooms": "/rooms",
}
OF_A_PAGE = ("/deals", "/doors", "/people", "/jobs", "/keys", "/agreements", "/transport")


def links(text):
    return [unescape(href) for href in re.findall(r'href="([^"]*format=\w+)"', text)]


def test_every_list_that_leaves_whole_is_among_those_looked_at():
    assert set(registry.list_exports()) == set(WHOLE)


@pytest.mark.parametrize("slug", WHOLE)
def test_a_whole_list_has_a_link_for_each_form(house, slug):
    house.keep_many(1)
    visitor = signed_in(house.dpo)
    every = links(visitor.get(WHOLE[slug].format(deal=house.deal)).content.decode())
    # The rows of a page leave as a file too, from the page itself.
    found = [href for href in every if href.startswith("/exports/")]
    forms = registry.list_exports()[slug].formats
    assert [href.rpartition("=")[2] for href in found] == list(forms)
    for form, href in zip(forms, found, strict=True):
        assert href.startswith(f"/exports/{slug}/do/export?")
        page = visitor.get(href).content.decode()
        # The form behind the link has what the link said.
        assert re.search(rf'value="{form}"\s+selected', page)
        assert "与页面上一致" not in page or "deal=" in href


@pytest.mark.parametrize("address", OF_A_PAGE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_of_rows_is_saved_by_its_links(house, address, lang):
    visitor = signed_in(house.dpo, lang=lang)
    text = visitor.get(address).content.decode()
    if "<tbody>" not in text:
        assert not links(text), "nothing to save, and a link to it"
        return
    for href, form in zip(links(text), ("xlsx", "csv"), strict=True):
        answer = visitor.get(f"{address}{href}")
        assert answer.headers["Content-Disposition"].endswith(f'.{form}"')


def test_the_filter_in_force_goes_along(house):
    text = signed_in(house.dpo).get("/people?which=left").content.decode()
    assert all("which=left" in href for href in links(text))
    text = signed_in(house.dpo).get("/duties?state=ATTESTED").content.decode()
    assert all("state=ATTESTED" in href for href in links(text))
    assert links(text)
