"""A form that was sent when the log-in or the proof was over: nobody loses the way back."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from shoumi.doors.tests.visitors import Visitor, signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

SAID = {"zh": "没有送出", "en": "was not sent"}


def led(visitor, address, came_from):
    """Where somebody is led who sends a form to ``address`` from a page."""
    answer = visitor.post(address, secure=True, HTTP_REFERER=came_from)
    assert answer.status_code == 303
    place = urlsplit(answer.headers["Location"])
    return place.path, parse_qs(place.query, keep_blank_values=True)


@pytest.mark.parametrize("lang", SAID)
def test_without_a_log_in_it_leads_back_to_the_page_of_the_form_and_says_so(house, lang):
    form = f"/deals/{house.deal}/do/deal-file?kind=loi"
    path, query = led(Visitor(lang), form, f"https://localhost{form}")
    assert path == "/sign-in"
    assert query["next"] == [form]
    text = Visitor(lang).get(f"{path}?unsent=&next={form}", secure=True).content.decode()
    assert SAID[lang] in text


def test_a_page_that_was_only_opened_says_nothing_of_the_kind(house):
    answer = Visitor().get(f"/deals/{house.deal}", follow=True, secure=True)
    assert answer.request["PATH_INFO"] == "/sign-in"
    assert SAID["zh"] not in answer.content.decode()


@pytest.mark.parametrize("where", ["", "https://elsewhere.example/deals", "https://localhost:1/x"])
def test_a_form_that_stood_elsewhere_leads_to_today(house, where):
    _, query = led(Visitor(), f"/deals/{house.deal}/do/deal-file", where)
    assert query["next"] == ["/"]


def test_after_the_proof_it_leads_back_to_where_the_form_stood(house):
    """The address that takes a form may have no page of its own."""
    form = f"/deals/{house.deal}"
    visitor = signed_in(house.dpo, is_fresh=False)
    path, query = led(visitor, f"{form}/do/deal-terminate", f"https://localhost{form}")
    assert path == "/step-up"
    assert query["next"] == [form]
    text = visitor.get(f"{path}?unsent=&next={form}", secure=True).content.decode()
    assert SAID["zh"] in text


@pytest.mark.parametrize("is_fresh", [True, False])
def test_a_script_asks_who_is_in_and_whether_the_proof_holds(house, is_fresh):
    found = signed_in(house.dpo, is_fresh=is_fresh).get("/session", secure=True).json()
    assert found == {"who": str(house.dpo), "is_proved": is_fresh}


def test_a_script_is_told_that_nobody_is_in(house):
    assert Visitor().get("/session", secure=True, HTTP_HX_REQUEST="true").status_code == 401


def test_a_page_that_needs_a_proof_says_so_to_its_script(house):
    visitor = signed_in(house.dpo)
    fresh = visitor.get(f"/deals/{house.deal}/do/deal-terminate", secure=True).content.decode()
    plain = visitor.get("/", secure=True).content.decode()
    for text in (fresh, plain):
        assert f'data-who="{house.dpo}"' in text
    assert "data-fresh" in fresh
    assert "data-fresh" not in plain
