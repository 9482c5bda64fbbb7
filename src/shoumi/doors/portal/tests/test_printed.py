"""A page on paper says of when it is, and where somebody is signed in, who printed it."""

from __future__ import annotations

import re

import pytest

from shoumi.base import clock
from shoumi.base.messages.text import minute
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def foot(answer) -> str:
    """What is shown on paper alone."""
    text = re.search(r'<p class="printed">(.*?)</p>', answer.content.decode(), re.DOTALL)
    return " ".join(re.sub("<[^>]+>", "", text[1]).split()) if text else ""


@pytest.mark.parametrize("address", ["/", "/rules", "/check", "/notice", "/sign-in"])
@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "页面内容截至"), ("en", "As the page stood at")]
)
def test_a_public_page_on_paper_says_of_when_it_is_and_names_nobody(house, address, lang, words):
    said = foot(Visitor(lang).get(address))
    assert said == f"{words} {minute(clock.now())}"


@pytest.mark.parametrize("address", ["/", "/rules", "/check", "/evidence", "/duties"])
def test_who_is_signed_in_is_named_on_what_is_printed(house, address):
    said = foot(signed_in(house.dpo).get(address))
    assert people.DPO in said
    assert minute(clock.now())[:10] in said


def test_the_line_is_on_paper_alone(house):
    from django.contrib.staticfiles import finders

    def sheet(name: str) -> str:
        with open(finders.find(f"pages/css/{name}.css"), encoding="utf-8") as file:
            return file.read()

    assert ".printed { display: none; }" in sheet("frames")
    assert ".printed { display: block;" in sheet("print")
