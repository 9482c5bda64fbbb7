"""Who is let in, in which language, and how a refusal is answered."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.pages.access import access_of
from shoumi.core.errors import Missing
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor, signed_in
from shoumi.doors.web import urls
from shoumi.doors.web.middleware import LANGUAGE

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


class Nothing(Missing):
    code = "missing"


def bare(request):
    return HttpResponse("seen")


urlpatterns = [*urls.urlpatterns, path("bare", bare)]


def test_a_view_that_does_not_say_whom_it_is_for_does_not_exist(house, settings):
    settings.ROOT_URLCONF = __name__
    assert access_of(bare) is None
    assert signed_in(house.dpo).get("/bare").status_code == 404


@pytest.mark.parametrize("address", ["/deals", "/evidence", "/duties/13.2", "/me"])
def test_who_is_not_signed_in_is_led_to_the_door(house, address):
    answer = Visitor().get(address)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")


def test_part_of_a_page_is_led_to_the_door_by_the_page(house):
    answer = Visitor().get("/find?q=x", HTTP_HX_REQUEST="true")
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_a_party_of_a_deal_sees_no_page_of_the_staff(house):
    assert signed_in(house.buyer).get("/duties").status_code == 404


def test_who_left_is_out(house):
    person = house[people.MARKETING]
    visitor = signed_in(person)
    assert visitor.get("/deals").status_code == 200
    accounts.retire(person=person, actor=house[people.HEAD], at=clock.now())
    assert visitor.get("/deals").status_code == 302


def test_a_refusal_says_what_and_how_to_mend_it(house):
    answer = signed_in(house.dpo).get("/deals/deal-0000000000000000")
    assert answer.status_code == 404
    assert "没有" in answer.content.decode()


def test_a_deal_of_others_and_none_are_answered_alike(house, stranger):
    visitor = signed_in(stranger)
    foreign = visitor.get(f"/deals/{house.deal}")
    missing = visitor.get("/deals/deal-0000000000000000")
    assert foreign.status_code == missing.status_code == 404
    assert told(foreign, house.deal) == told(missing, "deal-0000000000000000")


def told(answer, ref):
    """The page without what was asked for, the form's one-time token and the time it is."""
    changing = r'(csrfmiddlewaretoken" value="|datetime=")[^"]*'
    text = re.sub(changing, r"\1", answer.content.decode())
    return text.replace(ref, "")


def test_the_reader_chooses_the_language(house):
    visitor = signed_in(house.dpo)
    del visitor.cookies[LANGUAGE]
    assert 'lang="zh-Hans"' in visitor.get("/").content.decode()
    assert 'lang="en"' in visitor.get("/", HTTP_ACCEPT_LANGUAGE="en-GB").content.decode()
    visitor.post("/choose/language/en", {"next": "/deals"})
    assert 'lang="en"' in visitor.get("/").content.decode()


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/", "//evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_away_from_here(house, wanted):
    answer = Visitor().post("/choose/language/en", {"next": wanted})
    assert answer.headers["Location"] == "/"


def test_a_form_from_elsewhere_is_not_taken(house):
    visitor = signed_in(house.dpo)
    visitor.handler.enforce_csrf_checks = True
    assert visitor.post("/me/lock-down").status_code == 403
    assert visitor.get("/").status_code == 200


def test_a_page_that_needs_a_fresh_proof_asks_for_it(house):
    """Deny comes first: who may not is not asked to prove anything."""
    from shoumi.base.pages.access import Who, open_to
    from shoumi.doors.web.middleware import PageMiddleware

    view = open_to(Who.STAFF, is_fresh=True)(bare)
    for is_fresh, expected in ((True, None), (False, 303)):
        visitor = signed_in(house.dpo, is_fresh=is_fresh)
        factory = RequestFactory(HTTP_HOST="localhost")
        factory.cookies = visitor.cookies
        request = factory.get("/x")
        answers = []

        def get_response(asked, answers=answers):
            answers.append(PageMiddleware(lambda _: None).process_view(asked, view, (), {}))

        PageMiddleware(get_response)(request)
        assert (answers[0] and answers[0].status_code) == expected
