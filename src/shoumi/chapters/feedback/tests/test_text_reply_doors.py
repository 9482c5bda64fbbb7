"""The relay hands replies over by API with a token for that alone, or somebody by command."""

from __future__ import annotations

import pytest
import time_machine
from click.testing import CliRunner

from shoumi.base.tests.believed_names import believe
from shoumi.chapters.feedback.commands import request
from shoumi.chapters.feedback.models import Request
from shoumi.chapters.feedback.rules import Kind, Scope
from shoumi.doors.api.tests.programs import program

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
PATH = "/requests/receive-text"


@pytest.fixture
def now(desk):
    with time_machine.travel(desk.at, tick=False):
        yield


def relay(desk, *scopes):
    """``call(given, key, path)`` with a token of who serves customers."""
    caller = program(desk.qian, *scopes)

    def call(given, key, path=PATH):
        return caller.act(path, given, key=key)

    return call


def test_known_and_unknown_numbers_get_the_very_same_answer(desk, now):
    call = relay(desk, Scope.TEXTS)
    given = {"number": "15400000003", "text": "在吗", "relay_id": "one"}
    first = call(given, "the-first-call")
    assert (first.status_code, first.json()) == (202, {"kept": True}), first.content
    again = call({**given, "relay_id": "two"}, "the-second-call")
    other = call({"number": "15400000009", "text": "退订", "relay_id": "three"}, "the-third-call")
    assert {again.content, other.content} == {first.content}
    kinds = Request.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == [Kind.QUESTION, Kind.OBJECT]


def test_a_token_for_something_else_hands_nothing_over_and_this_one_reads_nothing(desk, now):
    given = {"number": "15400000003", "text": "在吗", "relay_id": "one"}
    assert relay(desk, Scope.WRITE)(given, "the-first-call").status_code == 403
    assert not Request.objects.exists()
    call = relay(desk, Scope.TEXTS)
    assert call({}, "the-second-call", "/requests").status_code in (403, 422)
    assert not Request.objects.exists()


def test_a_request_is_taken_in_a_language_of_the_house_and_in_no_other(desk, now):
    given = {"kind": "KNOW", "way": "COUNTER", "text": "你们有我的什么信息？"}
    call = relay(desk, Scope.WRITE)
    for lang, status in (("xx", 422), ("\ud800", 400)):
        answer = call({**given, "lang": lang}, f"the-call-{status}", "/requests")
        assert answer.status_code == status, answer.content
    assert not Request.objects.exists()
    assert call({**given, "lang": "en"}, "the-last-call", "/requests").status_code == 201


def test_what_is_no_number_is_refused_without_repeating_it(desk, now):
    answer = relay(desk, Scope.TEXTS)(
        {"number": "somebody", "text": "在吗", "relay_id": "one"}, "the-first-call"
    )
    assert answer.status_code == 422
    assert "somebody" not in answer.content.decode()


def test_the_command_does_the_same(desk, now, monkeypatch):
    believe(monkeypatch)
    words = ["--number", "15400000003", "--text", "STOP", "--relay-id", "one", "--as", desk.qian]
    told = CliRunner().invoke(request, ["receive-text", *words, "--json"], catch_exceptions=False)
    assert told.exit_code == 0, told.output
    assert Request.objects.get().kind == Kind.OBJECT
