"""A withdrawal by page: what was agreed to is seen before, taken back in one act, and told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from shoumi.base import registry
from shoumi.base.registry import Card
from shoumi.base.registry.given_consents import GivenConsent
from shoumi.chapters.feedback.models import Request, Restriction
from shoumi.chapters.feedback.tests.pages.test_portal import visitor
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, HANDED, does, sees, text
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
FIRST, SECOND = "虚构受让公司", "虚构保险公司"


class Agreed:
    """What a card of another app says that the customer agreed to."""

    def __init__(self, at):
        what = ("向受让方提供", "giving to the buyer")
        self.every = [GivenConsent(Ref.new("camp"), what, to, at) for to in (FIRST, SECOND)]

    def take_back(self, subject, consents, actor, at):
        taken = [one for one in self.every if one.ref in consents and one.withdrawn_at is None]
        self.every = [replace(one, withdrawn_at=at) if one in taken else one for one in self.every]
        return len(taken)


@pytest.fixture
def agreed(house, monkeypatch):
    made = Agreed(house.at)
    card = Card(
        "elsewhere", "别处", "Elsewhere",
        consented=lambda subject: made.every, take_back=made.take_back,
    )  # fmt: skip
    every = list(registry.cards())
    monkeypatch.setattr(registry, "cards", lambda: iter([*every, card]))
    return made


class Withdrawing:
    """A customer withdraws by telephone."""

    def __init__(self, house):
        [self.one] = house.keep(person(3))
        self.service = house[people.SERVICE]
        call = {**CALL, "kind": "WITHDRAW"}
        shown = does(self.service, "/requests", "request-receive", 200, **call)
        self.code = shown.partition("/ask/receipt#")[2][:43]
        self.page = f"/requests/{Request.objects.get().ref}"
        does(self.service, self.page, "request-take")

    def prove(self):
        does(self.service, self.page, "request-prove", proof="IN_PERSON", subject=self.one)

    def form(self, lang="zh"):
        return sees(self.service, f"{self.page}/do/request-withdraw", lang)


@pytest.fixture
def withdrawing(house, agreed):
    return Withdrawing(house)


def test_it_is_the_next_thing_to_do_once_it_is_known_who_asks(withdrawing):
    assert "do/request-withdraw" not in sees(withdrawing.service, withdrawing.page)
    withdrawing.prove()
    shown = sees(withdrawing.service, withdrawing.page)
    assert "do/request-withdraw" in shown
    assert "信息限制使用" in shown


def test_what_was_agreed_to_is_seen_before_and_named_in_the_answer_after(withdrawing, agreed):
    withdrawing.prove()
    for lang, words in (
        ("zh", f"向受让方提供（{FIRST}）"),
        ("en", f"giving to the buyer ({SECOND})"),
    ):
        assert words in withdrawing.form(lang)
    assert not any(one.withdrawn_at for one in agreed.every)
    does(withdrawing.service, withdrawing.page, "request-withdraw", consent="all")
    assert all(one.withdrawn_at for one in agreed.every)
    shown = sees(withdrawing.service, withdrawing.page)
    assert "按请求撤回了 2 项同意" in shown
    assert "do/request-withdraw" not in shown
    told = {**HANDED, "way": "PORTAL", "text": "已经办理"}
    does(withdrawing.service, withdrawing.page, "request-reply", **told)
    receipt = text(visitor().post("/ask/receipt", {"code": withdrawing.code}, secure=True))
    assert "已撤回的同意" in receipt
    assert FIRST in receipt


def test_one_of_two_is_withdrawn_and_the_request_granted_in_part(withdrawing, agreed):
    withdrawing.prove()
    given = {"consent": agreed.every[1].ref}
    does(withdrawing.service, withdrawing.page, "request-withdraw", **given)
    assert [bool(one.withdrawn_at) for one in agreed.every] == [False, True]
    assert Restriction.objects.get().ending == "WITHDRAWN"
    does(withdrawing.service, withdrawing.page, "request-reply", text="已撤回一项", **HANDED)
    refused = does(withdrawing.service, withdrawing.page, "request-close", 422, outcome="GRANTED")
    assert "还有 1 项同意有效" in refused
    does(withdrawing.service, withdrawing.page, "request-close", outcome="PARTLY")


def test_what_is_not_on_the_list_is_not_withdrawn(withdrawing, agreed):
    withdrawing.prove()
    given = {"consent": Ref.new("camp")}
    does(withdrawing.service, withdrawing.page, "request-withdraw", 422, **given)
    assert not any(one.withdrawn_at for one in agreed.every)
