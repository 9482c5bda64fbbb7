"""Sign-in by the company's identity provider, through the pages and over real TLS."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest

from shoumi.base import clock
from shoumi.base.egress import http_client
from shoumi.base.egress.tests.https_server import allowed, authority
from shoumi.base.signin import provider
from shoumi.base.signin.events import By
from shoumi.base.signin.models import Account, Binding, Flow, Session
from shoumi.base.signin.tests.identity import ISSUER, NAME, configure, identity
from shoumi.doors.console.provider_login import COOKIE
from shoumi.doors.console.tests.test_house_pages import _HAN, main, security, text
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import Visitor, signed_in
from shoumi.doors.web.middleware import COOKIE as SESSION

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.fixture
def at_provider(house, home, monkeypatch):
    pem = authority()[0]
    allowed(NAME, asker=security(house), approver=house.dpo, at=clock.now(), authority=pem)
    monkeypatch.setattr(provider, "_CACHE", provider._Cache())
    configure(home)
    with identity() as made:
        monkeypatch.setattr(http_client, "OUT", made.ways())
        yield made


def away(answer):
    """Where the page sends the browser."""
    assert answer.status_code == 200, text(answer)
    told = html.unescape(text(answer))
    [shown] = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)"', told)
    assert f'href="{shown}"' in told
    return shown


def go(visitor, at, address="/oidc/begin", **given):
    """Away and back; the answer of the last page."""
    returned = at.visit(away(visitor.post(address, given, secure=True)))
    return visitor.get("/oidc/back", returned, secure=True)


@pytest.fixture
def bound(house, at_provider):
    person = house[people.CONSULTANT]
    visitor = signed_in(person)
    Account.objects.update(enrolled_at=datetime.now(UTC))
    assert go(visitor, at_provider, "/oidc/bind").headers["Location"] == "/me"
    return at_provider


def test_there_is_a_button_only_where_a_provider_is_configured(house, home):
    assert "/oidc/begin" not in text(Visitor().get("/sign-in"))
    path = configure(home)
    assert "公司账号" in text(Visitor().get("/sign-in"))
    path.chmod(0o644)
    assert "/oidc/begin" not in text(Visitor().get("/sign-in"))


def test_one_binds_signs_in_and_proves_it_again(house, bound):
    visitor = Visitor()
    answer = go(visitor, bound, next="/tasks")
    assert answer.headers["Location"] == "/tasks"
    assert Session.objects.filter(by=By.PROVIDER).count() == 1
    assert visitor.get("/tasks").status_code == 200
    assert visitor.cookies[COOKIE].value == ""
    Session.objects.update(proved_at=datetime.now(UTC) - timedelta(minutes=6))
    assert "/oidc/begin" in text(visitor.get("/step-up"))
    before = visitor.cookies[SESSION].value
    assert go(visitor, bound, next="/me").headers["Location"] == "/me"
    assert visitor.cookies[SESSION].value != before
    assert "已绑定" in text(visitor.get("/me"))
    binding = Binding.objects.get().ref
    visitor.act("/oidc/remove", binding=binding)
    assert not Binding.objects.exists()


def test_the_cookie_of_the_way_is_bound_to_this_site_and_hidden_from_scripts(house, at_provider):
    visitor = Visitor()
    visitor.post("/oidc/begin", {}, secure=True)
    cookie = visitor.cookies[COOKIE]
    assert cookie.key.startswith("__Host-")
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_an_answer_in_another_browser_lets_nobody_in(house, bound):
    begun = away(Visitor().post("/oidc/begin", {}, secure=True))
    other = Visitor()
    answer = other.get("/oidc/back", bound.visit(begun), secure=True)
    assert answer.status_code == 409
    assert SESSION not in other.cookies


def test_a_word_said_twice_is_not_taken(house, bound):
    visitor = Visitor()
    returned = bound.visit(away(visitor.post("/oidc/begin", {}, secure=True)))
    answer = visitor.get("/oidc/back", {**returned, "code": [returned["code"], "x"]}, secure=True)
    assert answer.status_code == 403
    assert not Session.objects.filter(by=By.PROVIDER).exists()


def test_nobody_is_led_elsewhere_afterwards(house, bound):
    for elsewhere in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = go(Visitor(), bound, next=elsewhere)
        assert answer.headers["Location"] == "/"


def test_unknown_and_refused_look_alike(house, bound):
    bound.person = "employee-2"
    unknown = go(Visitor(), bound)
    bound.claims = {"nonce": "another"}
    refused = go(Visitor(), bound)
    assert unknown.status_code == refused.status_code == 403
    assert main(unknown) == main(refused)


def test_who_keeps_keys_is_not_offered_it(house, at_provider):
    for person in (security(house), house.dpo):
        visitor = signed_in(person)
        assert "/oidc/begin" not in text(visitor.get("/step-up"))
        assert "/oidc/bind" not in text(visitor.get("/me"))


def test_a_forged_form_binds_nothing(house, at_provider):
    visitor = signed_in(house[people.CONSULTANT])
    strict = Visitor(enforce_csrf_checks=True)
    strict.cookies[SESSION] = visitor.cookies[SESSION].value
    assert strict.post("/oidc/bind", {}, secure=True).status_code == 403
    assert visitor.get("/oidc/bind").status_code == 405
    assert not Flow.objects.exists()


def test_a_silent_provider_is_said_to_be_silent(house, at_provider):
    at_provider.told = {"issuer": "https://other.example"}
    answer = Visitor().post("/oidc/begin", {}, secure=True)
    assert answer.status_code == 409
    assert "没有给出可用的答复" in text(answer)


def test_the_page_of_the_way_speaks_both_languages_and_names_where_it_leads(house, at_provider):
    zh, en = (Visitor(lang).post("/oidc/begin", {}, secure=True) for lang in ("zh", "en"))
    assert _HAN.search(main(zh))
    assert not _HAN.search(main(en))
    assert NAME in main(en)
    assert urlsplit(away(en)).netloc == urlsplit(ISSUER).netloc
