"""What every answer carries, whoever asks and whatever comes of it."""

from __future__ import annotations

import pytest
from django.test import Client

from shoumi.doors.tests.visitors import Visitor, signed_in
from shoumi.doors.web.headers import HEADERS

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))


@pytest.mark.parametrize("address", ["/sign-in", "/nothing-here", "/static/pages/css/base.css"])
def test_every_answer_lets_nothing_run_but_what_is_ours(house, address):
    answer = Visitor().get(address)
    answer.close()
    told = {name: answer.headers.get(name) for name in HEADERS}
    assert told == HEADERS
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_who_came_by_a_certificate_comes_no_other_way(house):
    assert Visitor().get("/sign-in").headers["Strict-Transport-Security"] == "max-age=31536000"
    plain = Client(HTTP_HOST="localhost").get("/sign-in")
    assert "Strict-Transport-Security" not in plain.headers


def test_a_page_is_kept_nowhere(house):
    assert Visitor().get("/sign-in").headers["Cache-Control"] == "no-store"
    assert signed_in(house.dpo).get("/").headers["Cache-Control"] == "no-store"


def test_our_own_assets_are_kept_and_nobody_elses_page_may_use_them(house):
    answer = Visitor().get("/static/pages/css/base.css")
    answer.close()
    assert "max-age" in answer.headers["Cache-Control"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_host_that_is_not_listed_gets_nothing(house):
    assert Visitor().get("/sign-in", HTTP_HOST="evil.example").status_code == 400


@pytest.mark.parametrize("folder", ["/static/", "/static/pages/", "/static/pages/css/"])
def test_no_folder_is_listed(house, folder):
    assert Visitor().get(folder).status_code == 404


@pytest.mark.parametrize("address", ["/", "/deals", "/me", "/check", "/static/pages/css/base.css"])
def test_trace_is_not_answered(house, address):
    assert signed_in(house.dpo).generic("TRACE", address, secure=True).status_code == 405
    assert signed_in(house.dpo).generic("TRACE", "/api/v1/deals", secure=True).status_code >= 400
