"""Who is let in, by what, how often; everything else is a problem in words."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.urls import path
from ninja import Router

from shoumi.base import clock
from shoumi.base.accounts import services as accounts
from shoumi.base.api_tokens.rules import Scope
from shoumi.base.pages.access import access_of
from shoumi.base.signin import sessions
from shoumi.core.errors import Invalid
from shoumi.core.refs import Ref
from shoumi.doors.api import application, limits, problems
from shoumi.doors.api.application import BadOperation
from shoumi.doors.api.tests.programs import AT, Program, program, token_of
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in
from shoumi.doors.web import urls
from shoumi.doors.web.headers import HEADERS

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


def told(answer, status, code):
    """The problem, which is what it has to be."""
    assert answer.status_code == status, answer.content.decode()
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = json.loads(answer.content)
    assert (body["status"], body["code"]) == (status, code)
    assert body["title"]
    return body


def test_nobody_is_let_in_without_a_token(house):
    answer = Program().read("/deals")
    told(answer, 401, "token.not_living")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="shoumi"'


@pytest.mark.parametrize(
    "header", ["Bearer", "Bearer x", "Basic eDp5", "Bearer shoumi_" + "0" * 49, "bearer \ufffd"]
)
def test_what_is_no_token_lets_nobody_in(house, header):
    told(Program().get(f"{AT}/deals", HTTP_AUTHORIZATION=header), 401, "token.not_living")


def test_a_session_is_nothing_to_the_api(house):
    """So no page of somebody else's can make a browser call."""
    visitor = signed_in(house.dpo)
    told(visitor.get(f"{AT}/deals"), 401, "token.not_living")
    told(visitor.post(f"{AT}/deals", {}), 401, "token.not_living")


def test_a_token_is_nothing_to_the_pages(house):
    answer = program(house.dpo).get("/deals")
    assert answer.status_code == 302


def test_a_cookie_beside_a_token_changes_nothing(house, stranger):
    caller = program(stranger)
    caller.cookies = signed_in(house.dpo).cookies
    assert json.loads(caller.read("/deals").content)["items"] == []


def test_a_token_reads_within_its_scopes_alone(house):
    caller = program(house.dpo, Scope.DUTIES_READ)
    assert caller.read("/duties").status_code == 200
    answer = caller.read("/deals")
    body = told(answer, 403, "token.scope_needed")
    assert "deals:read" in body["title"]
    assert 'scope="deals:read"' in answer.headers["WWW-Authenticate"]


def test_a_lock_down_ends_calls_at_once(house):
    signed_in(house.dpo)
    caller = program(house.dpo)
    assert caller.read("/duties").status_code == 200
    sessions.lock_down(person=house.dpo, actor=house.dpo, at=clock.now())
    told(caller.read("/duties"), 401, "token.not_living")


def test_who_left_calls_no_more(house):
    person = house[people.MARKETING]
    caller = program(person)
    assert caller.read("/duties").status_code == 200
    accounts.retire(person=person, actor=house[people.HEAD], at=clock.now())
    told(caller.read("/duties"), 401, "token.not_living")


def test_a_method_that_is_not_there_is_named_with_those_that_are(house):
    for method in ("put", "delete", "patch", "options", "head", "trace"):
        answer = getattr(program(house.dpo), method)(f"{AT}/duties")
        assert answer.status_code == 405
        assert answer.headers["Allow"] == "GET"


def test_an_address_that_is_none_is_a_problem_too(house):
    told(Program().read("/there-is-no-such-thing"), 404, "api.nothing")


def test_a_foreign_deal_and_none_are_answered_alike(house, stranger):
    caller = program(stranger)
    for part in ("", "/milestones", "/filings"):
        foreign = told(caller.read(f"/deals/{house.deal}{part}"), 404, "deal.no_such")
        missing = caller.read(f"/deals/deal-0000000000000000{part}")
        assert foreign == json.loads(missing.content)


def test_words_are_in_the_language_that_was_asked_for(house):
    for lang, language, word in (("zh-CN", "zh-Hans", "没有"), ("en-GB", "en", "There")):
        answer = program(house.dpo, lang=lang).read("/deals/deal-0000000000000000")
        assert answer.headers["Content-Language"] == language
        assert word in told(answer, 404, "deal.no_such")["title"]


def test_every_answer_has_the_headers_of_the_house_and_what_is_left(house):
    caller = program(house.dpo)
    for answer in (caller.read("/duties"), caller.read("/deals/deal-0000000000000000")):
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["RateLimit-Policy"] == '"calls";q=600;w=60'
    assert answer.headers["RateLimit"].startswith('"calls";r=598;t=')


def test_a_token_that_calls_too_often_waits_and_then_goes_on(house, monkeypatch):
    monkeypatch.setattr(limits.calls, "quota", 3)
    caller, other = program(house.dpo), program(house.dpo)
    for _ in range(3):
        assert caller.read("/openapi.json").status_code == 200
    answer = caller.read("/openapi.json")
    body = told(answer, 429, "api.too_many_calls")
    seconds = int(answer.headers["Retry-After"])
    assert 0 < seconds <= 60
    assert str(seconds) in body["title"]
    assert other.read("/openapi.json").status_code == 200
    with time_machine.travel(clock.now() + timedelta(seconds=seconds)):
        assert caller.read("/openapi.json").status_code == 200


def test_who_comes_with_bad_tokens_is_told_to_wait_and_a_good_one_still_goes_through(
    house, monkeypatch
):
    monkeypatch.setattr(limits.failures, "quota", 2)
    bad, good = Program("shoumi_x"), program(house.dpo)
    for _ in range(2):
        told(bad.read("/duties"), 401, "token.not_living")
    assert told(bad.read("/duties"), 429, "api.too_many_calls")
    assert good.read("/openapi.json").status_code == 200
    told(Program().read("/duties"), 401, "token.not_living")


def test_an_operation_that_does_not_say_what_it_needs_stops_the_start():
    router = Router()
    router.get("/bare")(lambda request: {})
    with pytest.raises(BadOperation, match="bare"):
        application.urls(application.made([router]))


def test_an_address_of_ninja_that_is_not_marked_does_not_exist(house, settings):
    """Were it mounted beside the marked ones, the middleware would still not let anybody in."""
    router = Router()
    router.get("/bare")(lambda request: {"seen": True})
    api = application.made([router])
    settings.ROOT_URLCONF = (*urls.urlpatterns, path("api/v1/x/", api.urls))
    view = api._get_urls()[0].callback
    assert access_of(view) is None
    assert program(house.dpo).read("/x/bare").status_code == 404


def test_a_bug_is_told_as_one_and_nothing_of_it(house, monkeypatch):
    from shoumi.base.attestations import controls

    def broken(at, deal=None, wanted=None):
        raise RuntimeError("secret words")

    monkeypatch.setattr(controls, "survey", broken)
    caller = program(house.dpo)
    caller.raise_request_exception = False
    answer = caller.read("/duties")
    told(answer, 500, "api.bug")
    assert "secret" not in answer.content.decode()


def test_a_refusal_without_words_of_its_own_has_those_of_its_kind(house):
    class Odd(Invalid):
        code = "odd.thing"

    request = RequestFactory().get("/")
    body = told(problems.problem(request, Odd()), 422, "odd.thing")
    assert body["title"]


def test_no_token_is_made_by_a_token(house):
    """Nothing under the API makes one; its address takes no such thing."""
    text = token_of(Ref(house.dpo))
    for address in ("/tokens", "/me/do/token-make"):
        assert Program(text).act(address, {"name": "x"}).status_code == 404
