"""A reveal without a new page: the opened part alone comes, the ledger first."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from shoumi.base.gate import disclosure
from shoumi.base.gate.events import Tag
from shoumi.base.gate.models import Task
from shoumi.base.gate.tasks import close_task
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Kind
from shoumi.base.tests import authenticated
from shoumi.core.gate import Act
from shoumi.doors.tests.house import person, values
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

_SECRET = [text for number in range(4) for text in values(number).values()]


def leaks(answer) -> list[str]:
    text = answer.content.decode()
    return [secret for secret in _SECRET if secret in text]


@pytest.fixture
def kept(house):
    return house.keep(*(person(number) for number in range(3)), person(3, kind=Kind.CHILD))


QUICK = {"HX-Request": "true"}


@pytest.mark.parametrize(("lang", "words"), [("zh", "全部遮回"), ("en", "Mask all")])
def test_in_place_only_the_opened_part_comes_with_its_entry(house, kept, lang, words):
    task = house.task(fields=["name", "mobile", "address"])
    before = reader.size()
    answer = signed_in(house.dpo, lang=lang).post(
        f"/customers/{kept[0]}/reveal?task={task}&field=name&field=mobile",
        secure=True,
        headers=QUICK,
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert re.findall(r'data-field="(\w+)"', text) == ["name", "mobile"]
    assert [values(0)[one] in text for one in ("name", "mobile", "address")] == [True, True, False]
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'data-revealed="300"' in text
    assert words in text
    assert "<html" not in text
    # One on the sheet, one for each field, one where who looked is told, one for the top bar.
    size = reader.size()
    assert reader.entry(size - 1).line().tag == Tag.REVEALED
    assert size > before
    assert text.count(f'href="/evidence/{size - 1}"') == 5


@pytest.mark.parametrize(("fields", "status"), [(["name", "mobile"], 200), (["name"], 403)])
def test_in_place_the_top_bar_is_given_the_new_head_of_the_ledger(house, kept, fields, status):
    task = house.task(fields=fields)
    visitor = signed_in(house.dpo)
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name&field=mobile"
    before = _head(visitor.get(f"/customers/{kept[0]}"))
    answer = visitor.post(address, secure=True, headers=QUICK)
    assert answer.status_code == status
    assert before < _head(answer) == reader.size() - 1
    assert _head(visitor.get(f"/customers/{kept[0]}")) == _head(answer)


def _head(answer) -> int:
    """The position in the top bar, of a page or of what a script puts there."""
    (place,) = re.findall(
        r'<span id="ledger-head"><a class="chip" href="/evidence/(\d+)">', answer.content.decode()
    )
    return int(place)


def test_the_line_of_who_looked_is_the_one_that_the_page_shows_later(house, kept):
    task = house.task()
    visitor = signed_in(house.dpo)
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name"
    text = visitor.post(address, secure=True, headers=QUICK).content.decode()
    line = re.search(r'<li class="row">.*?</li>', text, re.DOTALL)
    assert line is not None
    assert "经闸门查看明文" in line[0]
    assert line[0] in visitor.get(f"/customers/{kept[0]}").content.decode()


def test_a_reveal_in_place_asks_the_gate_once_and_little_else(house, kept, monkeypatch):
    task = house.task(fields=["name", "mobile"])
    visitor = signed_in(house.dpo)
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name&field=mobile"
    visitor.post(address, headers=QUICK)
    asked = []
    decide = disclosure.ask_together
    monkeypatch.setattr(disclosure, "ask_together", lambda *args: asked.append(1) or decide(*args))
    monkeypatch.setattr("shoumi.base.gate.decisions.facts_of", None)
    with CaptureQueriesContext(connection) as told:
        assert visitor.post(address, headers=QUICK).status_code == 200
    assert asked == [1]
    # Two of them count the reveals of who looks, and this one.
    # Three look again, under the lock of the ledger, at the policy that is in force.
    assert len(told) <= 25


def test_a_refusal_in_place_is_told_with_the_sheet_and_the_try(house, kept):
    task = house.task(fields=["name"])
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name&field=mobile"
    answer = signed_in(house.dpo).post(address, secure=True, headers=QUICK)
    text = answer.content.decode()
    assert answer.status_code == 403
    assert answer.headers["Cache-Control"] == "no-store"
    assert not leaks(answer)
    assert "<html" not in text
    assert text.startswith("<div data-refused>")
    assert text.index('role="alert"') < text.index('id="sheet"') < text.index("chip-refused")
    assert "这项任务不需要其中的某些字段" in text


@pytest.mark.parametrize("case", ["of others", "closed", "of another person", "to list only"])
def test_in_place_no_task_that_the_page_would_not_offer_opens_anything(house, kept, case):
    more = {"of others": {"actors": [house.legal]}, "to list only": {"acts": [Act.LIST]}}
    task = house.task(**more.get(case, {}))
    if case == "of another person":
        authenticated.change(Task.objects.filter(ref=task), subject=kept[1])
    if case == "closed":
        close_task(task=task, actor=house.dpo, at=house.at)
    before = reader.size()
    visitor = signed_in(house.dpo)
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name"
    answer = visitor.post(address, secure=True, headers=QUICK)
    assert answer.status_code == 403
    assert not leaks(answer)
    assert Tag.REVEALED not in [one.line().tag for one in reader.entries(before)]


def test_in_place_a_proof_is_asked_for_and_leads_back_to_the_sheet(house, kept):
    task = house.task()
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name"
    visitor = signed_in(house.dpo, is_fresh=False)
    answer = visitor.post(address, secure=True, headers=QUICK)
    assert answer.status_code == 401
    assert not leaks(answer)
    proof = answer.headers["HX-Redirect"]
    assert proof.startswith("/step-up?next=%2Fcustomers%2F")
    sheet = visitor.get(address)  # where the proof leads on to, once it is given
    assert sheet.headers["Location"].startswith("/step-up?next=")
