"""What a demand rests on is told where the demand stands, and where one holds a door shut."""

from __future__ import annotations

import re

import pytest

from shoumi.core import handbook
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
LANGS = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_of_demands_tells_the_articles_of_each(house, lang):
    text = signed_in(house.dpo, lang=lang).get("/duties").content.decode()
    rows = {re.search(r"/duties/([\w.]+)\"", row)[1]: row for row in text.split("<tr>")[2:]}
    assert rows.keys() == {one.id for one in handbook.demands()}
    for demand, row in rows.items():
        for words in handbook.articles(demand):
            assert words[LANGS.index(lang)] in row, demand


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_of_a_demand_tells_its_articles(house, lang):
    text = signed_in(house.dpo, lang=lang).get("/duties/1.3").content.decode()
    for words in handbook.articles("1.3"):
        assert words[LANGS.index(lang)] in text
    none = ("没有直接对应的法条", "no article says it")[LANGS.index(lang)]
    assert none in signed_in(house.dpo, lang=lang).get("/duties/19.2").content.decode()
