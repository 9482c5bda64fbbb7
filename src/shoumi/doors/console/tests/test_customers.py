"""Customers: references only, until a task opens a field of one person, the ledger first."""

from __future__ import annotations

import re

import pytest

from shoumi.base.gate.events import Tag
from shoumi.base.ledger import reader
from shoumi.base.subjects.models import Kind
from shoumi.core.gate import Act
from shoumi.core.terms import Purpose
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


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_list_and_a_person_open_in_both_languages_without_a_value(house, kept, lang):
    task = house.task()
    visitor = signed_in(house.dpo, lang=lang)
    for address in (
        "/customers",
        f"/customers?deal={house.deal}&task={task}",
        f"/customers/{kept[0]}",
        f"/customers/{kept[0]}?task={task}&field=name&field=email",
    ):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert not leaks(answer)
        assert "style=" not in answer.content.decode()


def test_the_list_is_narrowed_by_kind_and_by_what_the_gate_lets_through(house, kept):
    unregistered = house.task(fields=["name", "no_such_field"])
    visitor = signed_in(house.dpo)
    every = visitor.get("/customers").content.decode()
    assert all(ref in every for ref in kept)
    children = visitor.get("/customers?kind=CHILD").content.decode()
    assert [ref for ref in kept if ref in children] == [kept[3]]
    none = visitor.get(f"/customers?task={unregistered}").content.decode()
    assert not [ref for ref in kept if ref in none]


def test_the_next_page_begins_where_the_last_one_ended(house, monkeypatch):
    monkeypatch.setattr("shoumi.base.pages.tables.PAGE", 2)
    refs = house.keep_many(3)
    visitor = signed_in(house.dpo)
    first = visitor.get("/customers").content.decode()
    assert refs[1] in first
    assert refs[2] not in first
    after = re.search(r"after=(\d+)", first)
    assert after is not None
    second = visitor.get(f"/customers?after={after[1]}").content.decode()
    assert refs[2] in second
    assert refs[1] not in second


def test_a_reveal_is_in_the_ledger_before_it_is_shown_and_shows_only_what_was_asked(house, kept):
    task = house.task()
    visitor = signed_in(house.dpo)
    before = reader.size()
    answer = visitor.post(f"/customers/{kept[0]}/reveal?task={task}&field=name", secure=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert values(0)["name"] in text
    assert values(0)["mobile"] not in text
    assert answer.headers["Cache-Control"] == "no-store"
    assert f'content="300;url=/customers/{kept[0]}"' in text
    entry = reader.entry(before)
    assert entry.line().tag == Tag.REVEALED
    assert f'href="/evidence/{before}"' in text


def test_the_page_is_masked_again_when_it_is_asked_for_anew(house, kept):
    task = house.task()
    visitor = signed_in(house.dpo)
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name"
    assert values(0)["name"] in visitor.post(address, secure=True).content.decode()
    assert not leaks(visitor.get(address, follow=True))
    looked = visitor.get(f"/customers/{kept[0]}")
    assert not leaks(looked)
    assert "还没有人看过这份资料" not in looked.content.decode()


def test_no_ledger_no_plaintext(house, kept, monkeypatch):
    task = house.task()

    def broken(*args, **more):
        raise OSError

    monkeypatch.setattr("shoumi.base.ledger.writer.record_many", broken)
    visitor = signed_in(house.dpo)
    visitor.raise_request_exception = False
    answer = visitor.post(f"/customers/{kept[0]}/reveal?task={task}&field=name", secure=True)
    assert answer.status_code == 500
    assert not leaks(answer)


def test_the_sheet_answers_each_field_with_every_reason_and_names_what_the_button_does(house, kept):
    task = house.task(fields=["name", "mobile"])
    text = (
        signed_in(house.dpo)
        .get(f"/customers/{kept[0]}?task={task}&field=name&field=id_number")
        .content.decode()
    )
    assert "只查看姓名" in text
    assert "这项任务不需要其中的某些字段" in text
    assert "谁能补" in text


def test_a_refused_reveal_tells_every_reason_and_is_evidence(house, kept):
    task = house.task(fields=["name"])
    visitor = signed_in(house.dpo)
    before = reader.size()
    answer = visitor.post(
        f"/customers/{kept[0]}/reveal?task={task}&field=name&field=mobile", secure=True
    )
    assert answer.status_code == 403
    assert not leaks(answer)
    assert "这项任务不需要其中的某些字段" in answer.content.decode()
    assert reader.entry(before).line().tag == Tag.DECIDED
    assert "chip-refused" in visitor.get(f"/customers/{kept[0]}").content.decode()


def row_of(text: str, name: str) -> str:
    rows = re.split(r'<div class="record-row', text)
    return next(row for row in rows if f'record-label">{name}<' in row)


def test_what_was_never_collected_is_said_to_whom_the_gate_would_show_it(house, kept):
    fields = ["name", "mobile", "id_number", "bank_account", "id_card_image"]
    task = house.task(purpose=Purpose.REQUEST, fields=fields, subject=kept[0])
    visitor = signed_in(house.dpo)
    for lang, words in (("zh", "未收集"), ("en", "not collected")):
        text = signed_in(house.dpo, lang=lang).get(f"/customers/{kept[0]}?task={task}")
        assert words in text.content.decode()
    text = visitor.get(f"/customers/{kept[0]}?task={task}").content.decode()
    for name in ("身份证号", "银行账号"):
        assert "未收集" in row_of(text, name), name
        assert "mask" not in row_of(text, name), name
    for name in ("姓名", "手机号"):
        assert "未收集" not in row_of(text, name), name
    assert "未收集" not in row_of(text, "电子邮箱")  # the task is not about it


def test_to_nobody_else_does_it_look_different_from_what_is_masked(house, kept):
    """That a person has no identity number on file is said of the person, too."""
    fields = ["name", "id_number", "bank_account"]
    without, foreign = house.task(fields=["name"]), house.task(fields=fields, actors=[house.legal])
    rich = house.keep(person(3, id_number="990000199001010019", bank_account="9900000000000001"))
    visitor = signed_in(house.dpo)
    for task in ("", f"?task={without}", f"?task={foreign}"):
        poor_rows, rich_rows = (
            visitor.get(f"/customers/{ref}{task}").content.decode() for ref in (kept[0], rich[0])
        )
        assert "未收集" not in poor_rows
        for name in ("身份证号", "银行账号"):
            assert row_of(poor_rows, name) == row_of(rich_rows, name)


def test_a_task_of_others_gives_no_purpose(house, kept):
    task = house.task(actors=[house.legal])
    visitor = signed_in(house.dpo)
    answer = visitor.post(f"/customers/{kept[0]}/reveal?task={task}&field=name", secure=True)
    assert answer.status_code == 403
    assert not leaks(answer)


def test_a_reveal_needs_a_proof_of_a_moment_ago(house, kept):
    task = house.task()
    address = f"/customers/{kept[0]}/reveal?task={task}&field=name"
    answer = signed_in(house.dpo, is_fresh=False).post(address, secure=True)
    assert answer.status_code == 303
    assert answer.headers["Location"].startswith("/step-up?next=")


def test_a_stranger_gets_the_answer_of_who_asks_for_nobody(house, kept, stranger):
    visitor = signed_in(stranger)
    nobody = visitor.get("/customers/sub-nobody")
    other = visitor.get(f"/customers/{kept[0]}")
    assert other.status_code == nobody.status_code == 404
    assert _told(other) == _told(nobody)
    address = f"/customers/{kept[0]}/reveal?task=task-x&field=name"
    assert visitor.post(address, secure=True).status_code == 404
    assert visitor.get(f"/customers?deal={house.deal}").status_code == 404
    assert kept[0] not in visitor.get("/customers").content.decode()


def _told(answer) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_a_search_finds_by_the_whole_number_and_never_writes_it_back(house, kept):
    task = house.task(acts=[Act.LIST], fields=["mobile"])
    number = values(1)["mobile"]
    visitor = signed_in(house.dpo)
    given = {"deal": house.deal, "task": task, "field": "mobile"}
    before = reader.size()
    answer = visitor.post("/customers/search", {**given, "value": number}, secure=True)
    text = answer.content.decode()
    assert [ref for ref in kept if ref in text] == [kept[1]]
    assert not leaks(answer)
    assert reader.size() == before + 2
    for position in (before, before + 1):
        assert number.encode() not in reader.entry(position).body
    part = visitor.post("/customers/search", {**given, "value": number[:-1]}, secure=True)
    assert not [ref for ref in kept if ref in part.content.decode()]


def test_a_search_by_a_field_the_task_is_not_about_is_refused(house, kept):
    task = house.task(acts=[Act.LIST], fields=["name"])
    answer = signed_in(house.dpo).post(
        "/customers/search",
        {"deal": house.deal, "task": task, "field": "mobile", "value": values(1)["mobile"]},
        secure=True,
    )
    assert answer.status_code == 403
    assert kept[1] not in answer.content.decode()


def test_a_search_does_not_come_by_an_address(house, kept):
    assert signed_in(house.dpo).get("/customers/search?value=1").status_code == 405
