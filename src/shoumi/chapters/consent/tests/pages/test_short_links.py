"""The link of a text message: short, and the same page as that of a letter."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from shoumi.chapters.consent.services import letter_writer

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
CODE = "7XKD-22QF-9M3T-HV8B-0CJE-5W6R"


def test_a_text_message_leads_to_the_page_of_letters_under_a_short_name(house):
    own = letter_writer.own("https://rules.example", CODE)
    assert own.short_link == f"https://rules.example/n#{CODE.replace('-', '')}"
    assert len(own.short_link) == len(own.link) - len("otice") - CODE.count("-")
    assert reverse("notice-short") == letter_writer.SHORT_PAGE
    short, whole = (Client().get(at, secure=True) for at in ("/n", "/notice"))
    assert short.status_code == whole.status_code == 200
    for page in (short, whole):
        assert "data-fragment" in page.content.decode()


def test_without_a_public_name_there_is_no_short_link_either():
    assert letter_writer.own("", CODE).short_link == ""
