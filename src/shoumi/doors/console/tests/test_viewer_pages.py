"""The room as its readers see it: pages as pictures, questions beside them."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from shoumi.base import clock
from shoumi.base.intake import name_model
from shoumi.base.ledger import reader
from shoumi.base.rooms import rules, services
from shoumi.base.rooms.models import Inquiry, Paper, Room, View
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import told
from shoumi.doors.tests.room_steps import ROWS
from shoumi.doors.tests.viewer_papers import opened, put
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))

NUMBER = "154 0000 0302"


@pytest.fixture
def room(house) -> Room:
    house.agree()
    house.assess()
    return opened(house, ROWS, "家政服务框架合同", "租赁合同")


def first(room: Room) -> str:
    return f"/rooms/{room.ref}/papers/3.1/1"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_is_one_picture_and_the_look_one_entry(house, room, lang):
    visitor = signed_in(house.buyer, lang=lang)
    before = reader.size()
    page = visitor.get(first(room))
    assert page.status_code == 200
    assert reader.size() == before + 1
    view = View.objects.get()
    assert (view.person, view.page, view.position) == (house.buyer, 1, before)
    text = page.content.decode()
    assert f'src="/views/{view.ref}"' in text
    assert "家政服务框架合同" in text
    assert 'action="/sign-out"' in text
    assert page.headers["Cache-Control"] == "no-store, private"
    image = visitor.get(f"/views/{view.ref}")
    assert image.headers["Content-Type"] == "image/png"
    assert image.headers["Cache-Control"] == "no-store, private"
    assert reader.size() == before + 1
    picture = Image.open(io.BytesIO(image.content))
    assert len(picture.convert("L").getcolors(256) or ()) > 2, "the mark is on the white page"


def test_the_entry_of_a_look_is_a_way_for_the_house_and_words_for_the_buyer(house, room):
    """The ledger's pages are not the buyer's; the position is."""
    text = signed_in(house.buyer).get(first(room)).content.decode()
    position = View.objects.get().position
    assert f"账本位置 {position}" in text
    assert "/evidence/" not in text
    assert signed_in(house.buyer).get(f"/evidence/{position}").status_code == 404
    ours = signed_in(house.dpo).get(f"/rooms/{room.ref}/papers/3.1").content.decode()
    assert f'href="/evidence/{position}"' in ours
    assert signed_in(house.dpo).get(f"/evidence/{position}").status_code == 200


def test_the_door_of_the_room_shows_an_index_and_no_page(house, room):
    visitor = signed_in(house.buyer)
    before = reader.size()
    page = visitor.get(f"/rooms/{room.ref}/papers").content.decode()
    assert "租赁合同" in page
    assert "<img" not in page
    assert reader.size() == before


def test_the_picture_is_for_whom_it_was_shown_to_and_for_a_moment(house, room):
    visitor = signed_in(house.buyer)
    visitor.get(first(room))
    picture = f"/views/{View.objects.get().ref}"
    assert signed_in(house.dpo).get(picture).status_code == 404
    assert visitor.get("/views/view-0000000000000000").status_code == 404
    with time_machine.travel(clock.now() + timedelta(minutes=3)):
        assert visitor.get(picture).status_code == 404
    assert visitor.get(picture).status_code == 200


def test_once_shut_the_next_page_and_the_last_picture_are_refused(house, room):
    visitor = signed_in(house.buyer)
    visitor.get(first(room))
    picture = f"/views/{View.objects.get().ref}"
    services.shut(room=Ref(room.ref), actor=house.dpo, at=clock.now())
    assert visitor.get(picture).status_code == 403
    page = visitor.get(f"/rooms/{room.ref}/papers/3.1/2")
    assert page.status_code == 403
    assert "数据室" in page.content.decode()
    assert "<img" not in page.content.decode()
    assert View.objects.count() == 1
    line = told("gate.decided")[-1]
    assert (line.facts["allowed"], line.facts["act"]) == (False, "enter")


def test_after_the_closing_time_no_page_is_shown(house, room):
    with time_machine.travel(house.at + timedelta(hours=25)):
        page = signed_in(house.buyer).get(first(room))
    assert page.status_code == 403
    assert not View.objects.exists()


def test_who_is_not_named_sees_no_page_and_a_stranger_no_room(house, room, stranger):
    assert signed_in(house.dpo).get(first(room)).status_code == 403
    visitor = signed_in(stranger)
    for address in (first(room), f"/rooms/{room.ref}/papers", f"/rooms/{room.ref}/questions"):
        assert visitor.get(address).status_code == 404
    assert visitor.post(f"/rooms/{room.ref}/questions/weigh", secure=True).status_code == 404
    assert not View.objects.exists()


def test_a_page_that_is_not_there_and_one_that_opens_later(house):
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    put(house, ref, pages=[], title="客户名册")
    visitor = signed_in(house.dpo)
    page = visitor.get(f"/rooms/{ref}/papers/3.1/1")
    assert page.status_code == 403
    assert "交割后才开" in page.content.decode()
    assert visitor.get(f"/rooms/{ref}/papers/3.1/2").status_code == 403
    for number in ("9.9", "x", "3.1.1", "3.99999", "３.１"):
        assert visitor.get(f"/rooms/{ref}/papers/{number}/1").status_code == 404


def test_who_approves_checks_the_pages_before_and_sees_what_is_covered(house):
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    put(house, ref)
    visitor = signed_in(house.dpo)
    paper = visitor.get(f"/rooms/{ref}/papers/3.1").content.decode()
    assert "手机号 2" in paper
    page = visitor.get(f"/rooms/{ref}/papers/3.1/1")
    assert page.status_code == 200
    view = View.objects.get()
    assert view.is_check
    assert visitor.get(f"/views/{view.ref}").status_code == 200
    assert told("room.page_checked")[-1].actor == house.dpo
    assert signed_in(house.buyer).get(f"/rooms/{ref}/papers/3.1/1").status_code == 403


def test_the_house_sees_who_looked_at_which_page_and_how_often(house, room):
    visitor = signed_in(house.buyer)
    for leaf in (1, 2, 2):
        visitor.get(f"/rooms/{room.ref}/papers/3.1/{leaf}")
    page = signed_in(house.dpo, lang="en").get(f"/rooms/{room.ref}/papers/3.1").content.decode()
    assert "2 pages, 3 looks." in page
    assert page.count(people.BUYER) == 3
    for view in View.objects.all():
        assert rules.written_code(view.code) in page
    assert signed_in(house.buyer).get(f"/rooms/{room.ref}/papers/3.1").status_code == 404


def test_a_question_is_sent_answered_and_shown(house, room):
    asks = signed_in(house.buyer)
    sent = asks.act(f"/rooms/{room.ref}/questions", text="服务费含不含税？", paper="3.1", leaf="2")
    assert sent.status_code == 200
    assert "服务费含不含税" in sent.content.decode()
    row = Inquiry.objects.get()
    assert (row.number, str(row.paper), row.page) == (1, "3.1", 2)
    form = signed_in(house[people.SELLER]).get(f"/questions/{row.ref}/do/room-answer")
    assert "服务费含不含税" in form.content.decode()
    signed_in(house[people.SELLER]).act(
        f"/questions/{row.ref}/do/room-answer", text="含税，见第六条。"
    )
    assert "含税，见第六条" in asks.get(f"/rooms/{room.ref}/questions").content.decode()
    assert [line.facts["number"] for line in told("room.answered")] == [1]


def test_the_buyer_does_not_answer(house, room):
    asks = signed_in(house.buyer)
    asks.act(f"/rooms/{room.ref}/questions", text="服务费含不含税？")
    row = Inquiry.objects.get()
    assert asks.get(f"/questions/{row.ref}/do/room-answer").status_code in (403, 404)
    assert asks.act(f"/questions/{row.ref}/do/room-answer", text="含税").status_code == 403


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (f"请问能否联系 {NUMBER} 确认？", "没有发出"),
        ("能给三位老客户的电话，我们做访谈吗？", "本人单独同意"),
        (" ", "没有内容"),
        ("问" * 501, "没有内容"),
    ],
)
def test_what_is_not_sent_says_why_and_is_not_kept(house, room, text, why):
    visitor = signed_in(house.buyer)
    before = reader.size()
    answer = visitor.act(f"/rooms/{room.ref}/questions", text=text)
    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not Inquiry.objects.exists()
    assert reader.size() - before == (why not in {"没有内容"})


def test_what_is_typed_is_weighed_and_leaves_nothing(house, room):
    visitor = signed_in(house.buyer)
    address = f"/rooms/{room.ref}/questions/weigh"
    before = reader.size()
    bad = visitor.post(address, {"text": f"手机 {NUMBER}"}, secure=True).content.decode()
    assert 'data-clear="no"' in bad
    assert "手机号 1 个" in bad
    assert NUMBER not in bad
    named = visitor.post(address, {"text": "冯虚寅还在任吗？"}, secure=True).content.decode()
    assert ('data-clear="no"' in named) is name_model.is_installed()
    good = visitor.post(address, {"text": "公章现在由谁保管？"}, secure=True).content.decode()
    assert 'data-clear="yes"' in good
    assert reader.size() == before


def test_an_answer_that_names_somebody_is_not_sent(house, room):
    signed_in(house.buyer).act(f"/rooms/{room.ref}/questions", text="领班是谁？")
    row = Inquiry.objects.get()
    answer = signed_in(house[people.SELLER]).act(
        f"/questions/{row.ref}/do/room-answer", text=f"打 {NUMBER}"
    )
    assert answer.status_code == 422
    row.refresh_from_db()
    assert row.answer == ""


def test_a_code_leads_to_the_look_and_its_entry(house, room):
    signed_in(house.buyer).get(first(room))
    view = View.objects.get()
    typed = rules.written_code(view.code).lower()
    found = signed_in(house.dpo).act("/rooms/do/room-trace", code=typed)
    assert people.BUYER in found.content.decode()
    assert f"/evidence/{view.position}" in found.content.decode()
    assert told("room.traced")[-1].facts == {"seen": view.position}
    assert signed_in(house[people.CONSULTANT]).get("/rooms/do/room-trace").status_code == 403
    none = signed_in(house.dpo).act("/rooms/do/room-trace", code="0000-0000")
    assert none.status_code == 422
    assert told("room.refused")[-1].facts == {"why": "room.no_such_code"}


def test_a_file_goes_in_covered_and_the_approvals_start_anew(house):
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    services.approve(room=ref, actor=house.dpo, at=house.at)
    text = f"签约代表：赵虚甲\n联系电话 {NUMBER}\n按丙号方案办\n"
    answer = signed_in(house[people.CONSULTANT]).act(
        f"/rooms/{ref}/do/room-paper",
        section="3",
        title="框架合同",
        source="file",
        cover="丙号方案",
        file=SimpleUploadedFile("合同.txt", text.encode()),
    )
    assert answer.status_code == 200
    paper = Paper.objects.get()
    assert (paper.number, paper.pages) == ("3.1", 1)
    (covered,) = paper.covered
    assert covered["MOBILE"] == 1
    assert covered["PERSON"] >= 1
    assert covered["ASKED"] == 1
    assert Room.objects.get(ref=ref).approvals == []
    own = signed_in(house[people.CONSULTANT]).act(
        f"/rooms/{ref}/do/room-paper", section="4", title="去标识客户表", source="own"
    )
    assert own.status_code == 200
    assert Paper.objects.get(section=4).covered == [{}]


def test_a_document_without_a_file_or_with_a_name_in_its_title_stays_out(house):
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    visitor = signed_in(house[people.CONSULTANT])
    given = {"section": "3", "title": "合同", "source": "file"}
    assert visitor.act(f"/rooms/{ref}/do/room-paper", **given).status_code == 422
    given |= {"source": "closed", "title": f"合同 {NUMBER}"}
    assert visitor.act(f"/rooms/{ref}/do/room-paper", **given).status_code == 422
    assert not Paper.objects.exists()


def asked_about(visitor, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert visitor.get(address).status_code == 200
    return len(found)


def test_a_page_costs_the_same_however_much_lies_in_the_room(house, room):
    visitor = signed_in(house.buyer)
    visitor.get(first(room))
    asks = f"/rooms/{room.ref}/questions"
    visitor.act(asks, text="服务费含不含税？", paper="3.1", leaf="1")
    visitor.get(first(room))  # after an act the gate gathers its facts anew
    one = asked_about(visitor, first(room)), asked_about(visitor, asks)
    for number in range(12):
        visitor.act(asks, text=f"第 {number} 条怎么算？", paper="3.2")
    for _ in range(3):
        visitor.get(first(room))
    many = asked_about(visitor, first(room)), asked_about(visitor, asks)
    assert many == one
    assert max(one) < 60
    older = visitor.get(asks).content.decode()
    assert f"{asks}?after=" in older
    assert "服务费含不含税" not in older
    desk = signed_in(house.dpo)
    few = asked_about(desk, f"/rooms/{room.ref}/papers/3.1")
    visitor.get(first(room))
    assert asked_about(desk, f"/rooms/{room.ref}/papers/3.1") == few
