"""All that is held of a person is packed for that person, fetched by it, and destroyed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import timedelta

import pyrage
import pytest
import time_machine

from shoumi.base import clock
from shoumi.base.gate import disclosure
from shoumi.base.ledger import reader
from shoumi.base.vault import secrets
from shoumi.chapters.feedback import jobs
from shoumi.chapters.feedback.models import DataPackage, Request
from shoumi.chapters.feedback.queries import kept_texts
from shoumi.chapters.feedback.rules import Kind, Proof, data_packages
from shoumi.chapters.feedback.services import data_packages as services
from shoumi.chapters.feedback.services import erasure
from shoumi.chapters.feedback.services.errors import PassphraseWrong
from shoumi.chapters.feedback.tests.pages.test_portal import visitor
from shoumi.chapters.feedback.tests.pages.test_requests import CALL, does, sees, text
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person, values
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
OTHER = {"guardian_name": "虚构监护", "remark": "邻居王样例说"}
BORN = "1980-01-02"


class Asking:
    """The first of two customers asks for access by telephone and proved who that is."""

    def __init__(self, house):
        self.house, self.service = house, house[people.SERVICE]
        self.one, self.two = house.keep(person(3, birth_on=BORN, **OTHER), person(4))
        disclosure.open_asked(house.asked(house.task(), self.one))
        shown = does(
            self.service, "/requests", "request-receive", 200, **{**CALL, "kind": "ACCESS"}
        )
        self.code = re.search(r"/ask/receipt#([\w-]{43})", shown).group(1)
        self.page = f"/requests/{Request.objects.get().ref}"
        does(self.service, self.page, "request-take")

    def prove(self):
        does(self.service, self.page, "request-prove", proof="IN_PERSON", subject=self.one)

    def pack(self):
        shown = does(self.service, self.page, "request-pack", 200)
        return re.search(r"[a-z2-7]{4}(-[a-z2-7]{4}){4}", shown).group(0)

    def fetch(self, passphrase, code=None):
        given = {"code": code or self.code, "passphrase": passphrase}
        return visitor().post("/ask/copy", given, secure=True)

    def tags(self):
        return [one.line().tag for one in reader.entries(about=Ref(self.page.rpartition("/")[2]))]


@pytest.fixture
def asking(house):
    return Asking(house)


def inside(answer):
    assert answer.status_code == 200, answer.content.decode()
    with zipfile.ZipFile(io.BytesIO(answer.content)) as found:
        return {name: found.read(name) for name in found.namelist()}


def test_everything_of_that_person_is_in_it_and_nothing_of_anybody_else(asking):
    asking.prove()
    files = inside(asking.fetch(asking.pack()))
    assert files["DSR-0001.pdf"].startswith(b"%PDF-")
    told = json.loads(files["DSR-0001.json"])
    own = values(3, birth_on=BORN)
    assert {code: one["value"] for code, one in told["fields"].items()} == own
    assert told["fields"]["name"]["retention_days"] == 1095
    assert told["left_out"] == ["guardian_mobile", "guardian_name", "remark"]
    parts = {part["name"]: part["rows"] for part in told["parts"]}
    assert parts["Basis and term"][0]["reference"] == asking.one
    # What was looked at before; the look for this answer comes after it was put together.
    [look] = parts["Looks at it, one by one, inside the company"]
    assert look["purpose"]
    assert parts["Handed over to"] == []
    assert parts["Your requests"][0]["number"] == "DSR-0001"
    lists = b"".join(content for name, content in files.items() if name.endswith(".csv"))
    whole = files["DSR-0001.json"].decode() + lists.decode("utf-8-sig", "replace")
    assert own["mobile"] in whole
    for alien in (*values(4).values(), *OTHER.values(), asking.two, people.SERVICE):
        assert alien not in whole


def test_it_is_in_the_ledger_before_anything_is_read_and_before_it_is_given(asking, monkeypatch):
    asking.prove()
    opened = disclosure.open_asked

    def watched(question):
        asking.told = [one.line().tag for one in reader.entries()]
        return opened(question)

    monkeypatch.setattr(disclosure, "open_asked", watched)
    passphrase = asking.pack()
    assert asking.told[-1] == "task.opened"
    assert asking.tags()[-1] == "feedback.packed"
    inside(asking.fetch(passphrase))
    assert asking.tags()[-1] == "feedback.fetched"


def test_nobody_gets_it_by_half_of_what_it_takes(asking):
    asking.prove()
    passphrase = asking.pack()
    assert asking.fetch("aaaa-aaaa-aaaa-aaaa-aaaa").status_code == 403
    assert asking.fetch(passphrase, "x" * 43).status_code == 404
    assert "feedback.fetched" not in asking.tags()
    [kept] = DataPackage.objects.all()
    sealed = secrets.read(Ref(kept.ref)).reveal()
    assert sealed.startswith(b"age-encryption.org/v1")
    for value in values(3).values():
        assert value.encode() not in sealed


def test_one_that_was_sealed_by_a_stretched_passphrase_is_fetched_all_the_same(asking):
    asking.prove()
    passphrase = asking.pack()
    [kept] = DataPackage.objects.all()
    before = secrets.read(Ref(kept.ref)).reveal()
    assert b"-> scrypt" not in before.partition(b"\n")[2][:20]
    plain = services._unsealed(before, passphrase)
    stretched = pyrage.passphrase.encrypt(plain, passphrase)
    secrets.forget(Ref(kept.ref))
    secrets.keep(Ref(kept.ref), stretched, at=clock.now())
    assert asking.fetch("aaaa-aaaa-aaaa-aaaa-aaaa").status_code == 403
    assert inside(asking.fetch(passphrase))["DSR-0001.pdf"].startswith(b"%PDF-")


def test_guesses_are_slowed_down_whatever_address_they_come_from(asking, monkeypatch):
    asking.prove()
    passphrase = asking.pack()

    def wrong(**_):  # at once, as the delays begin with a second
        raise PassphraseWrong

    monkeypatch.setattr(services, "fetch", wrong)
    answers = [asking.fetch("aaaa-aaaa-aaaa-aaaa-aaaa") for _ in range(6)]
    wrong_words = ["口令不对" in one.content.decode() for one in answers]
    assert wrong_words == [True] * 5 + [False]
    monkeypatch.undo()
    late = asking.fetch(passphrase)
    assert (late.status_code, b"PK" in late.content[:2]) == (403, False)


def test_it_is_made_for_whoever_proved_it_and_asks_for_it(asking):
    assert "request-pack" not in sees(asking.service, asking.page)
    assert "还没有核实" in does(asking.service, asking.page, "request-pack", 422)
    asking.prove()
    form = text(sees_form(asking))
    assert "不放进去的字段" in form
    assert values(3)["mobile"] not in form
    asking.pack()
    given = {**CALL, "kind": "DELETE"}
    does(asking.service, "/requests", "request-receive", 200, **given)
    other = f"/requests/{Request.objects.latest('number').ref}"
    does(asking.service, other, "request-take")
    does(asking.service, other, "request-prove", proof="IN_PERSON", subject=asking.one)
    assert "不要求提供" in does(asking.service, other, "request-pack", 422)


def sees_form(asking):
    return signed_in(asking.service).get(f"{asking.page}/do/request-pack", secure=True)


def test_a_later_copy_takes_the_place_of_an_earlier_one(asking):
    asking.prove()
    first, second = asking.pack(), asking.pack()
    assert asking.fetch(first).status_code == 403
    inside(asking.fetch(second))


def test_it_is_destroyed_after_its_term_and_with_its_customer(asking):
    asking.prove()
    passphrase = asking.pack()
    [kept] = DataPackage.objects.all()
    assert kept_texts.remaining([asking.one]) == 3  # who asks, the request, the copy
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert asking.fetch(passphrase).status_code == 403
        assert jobs.clear(clock.now()) == 1
    assert not secrets.existing([Ref(kept.ref)])
    asking.pack()
    assert erasure.forget([asking.one]) == 3
    assert asking.fetch(passphrase).status_code == 403


@pytest.mark.parametrize("proof", list(Proof))
def test_what_may_be_about_others_stays_out_but_a_guardians_own(proof):
    left = data_packages.left_out(["name", "guardian_name", "guardian_mobile", "remark"], proof)
    own = () if proof is Proof.GUARDIAN else ("guardian_mobile", "guardian_name")
    assert left == (*own, "remark")


def test_a_copy_is_what_access_copy_and_portability_ask_for():
    assert {one for one in Kind if data_packages.is_packed(one)} == {
        Kind.ACCESS,
        Kind.COPY,
        Kind.PORTABILITY,
        Kind.RELATIVES,
    }
