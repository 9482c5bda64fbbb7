"""An error nobody foresaw leaves one line without a value, and its number on the page; a disk that
can do no more is told in words."""

from __future__ import annotations

import errno
import json
import logging
import sqlite3

import pytest
from django.db.utils import OperationalError

from shoumi.doors.portal import document_check
from shoumi.doors.settings import base, set_up, web
from shoumi.doors.tests.visitors import Visitor
from shoumi.doors.web import middleware

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
CANARY = "张三15400001234"


def broken(monkeypatch, error: Exception) -> None:
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(document_check, "page", fail)


def lines(caplog) -> list[str]:
    """What reaches a handler of ours: Django's own logger of requests leads nowhere."""
    assert not logging.getLogger("django.request").propagate
    return [record.getMessage() for record in caplog.records if record.name != "django.request"]


def visitor(lang: str = "zh") -> Visitor:
    return Visitor(lang, raise_request_exception=False)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_line_and_its_number_on_the_page(house, monkeypatch, caplog, lang):
    broken(monkeypatch, RuntimeError(CANARY))
    one = visitor(lang)
    one.cookies["seen"] = CANARY.encode().hex()
    with caplog.at_level(logging.WARNING, "shoumi"):
        answer = one.post(f"/check?name={CANARY}", {"document": CANARY}, HTTP_REFERER=f"/{CANARY}")
    (line,) = lines(caplog)
    told = json.loads(line)
    assert answer.status_code == 500
    assert told["id"] in answer.content.decode()
    assert (told["door"], told["place"], told["method"]) == ("page", "check", "POST")
    assert told["class"] == "builtins.RuntimeError"
    for text in (CANARY, CANARY.encode().hex(), "15400001234", json.dumps(CANARY)[1:-1]):
        assert text not in "".join(record.getMessage() for record in caplog.records)


def test_a_program_is_told_the_number_too(house, monkeypatch, caplog):
    monkeypatch.setattr(middleware.authentication, "admitted", lambda *_: 1 / 0)
    with caplog.at_level(logging.ERROR, "shoumi"):
        answer = visitor().get("/api/v1/deals")
    (line,) = lines(caplog)
    told = json.loads(line)
    assert (answer.status_code, told["door"]) == (500, "program")
    assert answer.json()["code"] == "api.bug"
    assert told["id"] in answer.json()["detail"]


def full() -> Exception:
    error = OperationalError("database or disk is full")
    error.__cause__ = sqlite3.OperationalError("database or disk is full")
    error.__cause__.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        (full(), 507, ("磁盘已满", "The disk is full")),
        (OSError(errno.EROFS, CANARY), 503, ("只能读", "not written")),
    ],
)
def test_a_disk_that_can_do_no_more_is_told_in_words(house, monkeypatch, error, status, words):
    broken(monkeypatch, error)
    for lang, word in zip(("zh", "en"), words, strict=True):
        answer = visitor(lang).get("/check")
        assert answer.status_code == status
        assert word in answer.content.decode()


def test_where_nobody_is_known_words_are_left(house, monkeypatch):
    def fail(*_, **__):
        raise full()

    monkeypatch.setattr(middleware.sessions, "acting", fail)
    one = visitor()
    one.cookies[middleware.COOKIE] = "x" * 43
    answer = one.get("/check")
    assert answer.status_code == 507
    assert "磁盘已满" in answer.content.decode()
    told = one.get("/api/v1/deals")
    assert (told.status_code, told.json()["code"]) == (507, "storage.full")


@pytest.mark.parametrize(("lang", "word"), [("zh", "读不出来"), ("en", "cannot be read")])
@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data; boundary=", b"--a"),
        ("application/x-www-form-urlencoded; charset=utf-16", b"a=1"),
        ("application/x-www-form-urlencoded", b"&".join(b"a%d=1" % one for one in range(501))),
    ],
)
def test_a_body_that_is_no_form_is_told_in_words(house, lang, word, kind, body):
    for address in ("/check", "/sign-in", "/notice"):
        answer = visitor(lang).generic("POST", address, body, kind, secure=True)
        assert (answer.status_code, word in answer.content.decode()) == (400, True)


def test_a_name_that_is_not_ours_gets_no_words(house):
    assert visitor().get("/check", HTTP_HOST="evil.example").content == b""


@pytest.mark.parametrize("of", [base, web, set_up], ids=lambda of: of.__name__.rpartition(".")[2])
def test_no_settings_debug_and_nothing_outside_makes_them(of):
    """What a page would tell of the inside is Django's to tell where this is on."""
    assert not hasattr(of, "DEBUG")
    assert not any(one.get("OPTIONS", {}).get("debug") for one in getattr(of, "TEMPLATES", []))
