"""Documents, looks and questions of a room, on both databases and by several at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.documents import store
from shoumi.base.gate.disclosure import NotDurable
from shoumi.base.ledger import reader
from shoumi.base.rooms import content_erasure, inquiries, page_views, room_documents, rules
from shoumi.base.rooms import services as rooms
from shoumi.base.rooms.errors import (
    AlreadyAnswered,
    IndexFull,
    NamesSomeone,
    NoSuchCode,
    NoSuchPage,
    NotInState,
    TitleNamesSomeone,
    TooMuchCovered,
    ViewAltered,
    WantsPeople,
)
from shoumi.base.rooms.models import Inquiry, Paper, Room, View
from shoumi.base.rooms.rules import Section
from shoumi.base.vault import keys
from shoumi.core.gate import GateClosed
from shoumi.core.refs import Ref
from shoumi.core.terms import DisclosureLevel
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import further, told
from shoumi.doors.tests.room_steps import COUNTS, ROWS
from shoumi.doors.tests.test_races import refusals, together
from shoumi.doors.tests.viewer_papers import HEIGHT, WIDTH, blank, opened, opened_to_signed, put

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
NUMBER = "154 0000 0302"


@pytest.fixture
def room(house) -> Room:
    return further(house, "paper in a room", lambda: opened_to_signed(house, ROWS, "框架合同"))


def paper(room: Room) -> Paper:
    return Paper.objects.select_related("room").get(room_id=room.pk)


def look(house, room, **more):
    wanted = {"paper": paper(room), "page": 1, "actor": house.buyer, "at": house.at} | more
    return page_views.look(**wanted)


def ask(house, room, text="服务费含不含税？", **more):
    wanted = {"paper": None, "page": None, "actor": house.buyer, "at": house.at} | more
    return inquiries.ask(room=Ref(room.ref), text=text, **wanted)


# Documents


@pytest.mark.both
def test_numbers_are_given_once_by_however_many_hands(house):
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    outcomes = together(*[lambda: put(house, ref)] * 5)
    assert not refusals(outcomes)
    assert [one.number for one in room_documents.index(house.deal)] == [
        f"3.{n}" for n in range(1, 6)
    ]


@pytest.mark.both
def test_the_number_goes_on_over_the_rooms_of_a_deal(house):
    house.reach(COUNTS.level, ROWS.level)
    first, second = house.prepared(COUNTS), house.prepared(ROWS)
    put(house, first, pages=[blank()])
    assert put(house, second).number == "3.2"
    assert put(house, second, section=Section.STAFF, pages=[]).number == "5.1"


@pytest.mark.both
def test_a_page_comes_out_as_it_was_put_in(house, room):
    width, height, pixels = room_documents.picture(paper(room), 2)
    assert (width, height, pixels) == (WIDTH, HEIGHT, blank().pixels)


@pytest.mark.both
def test_nothing_goes_into_a_room_that_is_open(house, room):
    with pytest.raises(NotInState):
        put(house, Ref(room.ref))
    assert Paper.objects.count() == 1


@pytest.mark.both
def test_what_goes_in_makes_approvals_void(house):
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    rooms.approve(room=ref, actor=house.dpo, at=house.at)
    put(house, ref)
    assert Room.objects.get(ref=ref).approvals == []


@pytest.mark.both
def test_a_room_of_counts_takes_no_document_with_bars(house):
    house.reach(COUNTS.level)
    ref = house.prepared(COUNTS)
    with pytest.raises(TooMuchCovered):
        put(house, ref)
    with pytest.raises(TitleNamesSomeone):
        put(house, ref, pages=[blank()], title=f"合同 {NUMBER}")
    assert [line.facts["why"] for line in told("room.refused")] == [
        TooMuchCovered.code,
        TitleNamesSomeone.code,
    ]
    assert not Paper.objects.exists()


def test_an_index_has_an_end(house, monkeypatch):
    monkeypatch.setattr(rules, "MOST_PAPERS", 1)
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    put(house, ref)
    with pytest.raises(IndexFull):
        put(house, ref)


def test_only_who_prepares_rooms_puts_documents_in(house):
    house.reach(ROWS.level)
    ref = house.prepared(ROWS)
    for name in (people.SELLER, people.BUYER, people.SECURITY):
        with pytest.raises(NotPermitted):
            put(house, ref, actor=house[name])


# Looks


@pytest.mark.both
def test_a_look_is_one_entry_that_commits_to_its_row(house, room):
    before = reader.size()
    view = look(house, room)
    assert reader.size() == before + 1
    line = told("room.page_seen")[-1]
    assert line.actor == house.buyer
    assert line.about == room.ref
    assert line.facts["view"] == page_views.digest(View.objects.get(ref=view.ref)).hex()
    assert "code" not in line.facts


@pytest.mark.both
def test_looks_at_the_same_moment_are_told_apart(house, room):
    views = together(*[lambda: look(house, room)] * 6)
    assert len({view.code for view in views}) == 6
    assert len({view.position for view in views}) == 6
    assert View.objects.count() == 6


@pytest.mark.both
def test_a_look_inside_a_transaction_is_a_bug(house, room):
    with pytest.raises(NotDurable), transaction.atomic():
        look(house, room)


@pytest.mark.parametrize("leaf", [0, 3, -1])
def test_there_is_no_page_beside_those_of_a_document(house, room, leaf):
    before = reader.size()
    with pytest.raises(NoSuchPage):
        look(house, room, page=leaf)
    assert reader.size() == before


@pytest.mark.both
def test_no_look_after_the_room_is_shut_and_the_refusal_is_evidence(house, room):
    rooms.shut(room=Ref(room.ref), actor=house.dpo, at=house.at)
    before = reader.size()
    with pytest.raises(GateClosed):
        look(house, room)
    assert reader.size() == before + 1
    assert told("gate.decided")[-1].facts["allowed"] is False
    assert not View.objects.exists()


@pytest.mark.both
def test_a_clean_room_is_looked_at_by_its_reviewers_alone(house, room):
    for who in (house.dpo, house[people.SELLER]):
        with pytest.raises(GateClosed):
            look(house, room, actor=who)


@pytest.mark.both
def test_the_picture_is_refused_once_the_task_has_ended(house, room):
    view = Ref(look(house, room).ref)
    assert page_views.fetched(view=view, actor=house.buyer, at=house.at)
    rooms.shut(room=Ref(room.ref), actor=house.dpo, at=house.at)
    with pytest.raises(GateClosed):
        page_views.fetched(view=view, actor=house.buyer, at=house.at)


# Tracing


@pytest.mark.both
def test_a_code_is_found_however_it_was_read_off(house, room):
    view = look(house, room)
    written = rules.written_code(view.code)
    for typed in (written, written.lower(), f" {written} ".replace("0", "O").replace("1", "l")):
        assert page_views.trace(code=typed, actor=house.dpo, at=house.at).ref == view.ref


@pytest.mark.both
def test_a_row_that_was_altered_accuses_nobody(house, room):
    view = look(house, room)
    View.objects.filter(ref=view.ref).update(person=house.dpo)
    with pytest.raises(ViewAltered):
        page_views.trace(code=view.code, actor=house.dpo, at=house.at)


@pytest.mark.both
def test_a_code_of_nobody_and_an_asker_who_may_not(house, room):
    with pytest.raises(NoSuchCode):
        page_views.trace(code="00000000", actor=house.dpo, at=house.at)
    with pytest.raises(NotPermitted):
        page_views.trace(code="00000000", actor=house[people.CONSULTANT], at=house.at)


# Questions


@pytest.mark.both
def test_a_question_has_a_number_a_clock_and_no_text_in_the_ledger(house, room):
    row = ask(house, room)
    line = told("room.asked")[-1]
    assert line.facts == {"number": 1, "due": row.due_on.isoformat()}
    assert row.due_on > house.at.date()
    assert inquiries.texts([row])[row.question] == "服务费含不含税？"


@pytest.mark.both
def test_questions_are_numbered_one_after_the_other(house, room):
    outcomes = together(*[lambda: ask(house, room)] * 4)
    assert sorted(row.number for row in outcomes) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        (f"打 {NUMBER} 行吗？", NamesSomeone),
        ("法定代表人：赵虚甲。还在任吗？", NamesSomeone),
        ("请提供客户名单。", WantsPeople),
        ("Please send us the names of three customers.", WantsPeople),
    ],
)
def test_what_names_people_or_asks_for_them_is_recorded_and_not_kept(house, room, text, error):
    documents = reader.size()
    with pytest.raises(error):
        ask(house, room, text)
    assert reader.size() == documents + 1
    assert told("room.refused")[-1].facts == {"why": error.code}
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    "text",
    ["去年流失了多少客户？", "领班的计酬方式是什么？", "员工有几名？", "合同里的地址条款在哪里？"],
)
def test_questions_about_people_as_such_are_sent(house, room, text):
    assert ask(house, room, text).number == 1


@pytest.mark.both
def test_nobody_asks_after_the_room_is_shut(house, room):
    rooms.shut(room=Ref(room.ref), actor=house.dpo, at=house.at)
    with pytest.raises(GateClosed):
        ask(house, room)
    assert told("gate.decided")[-1].facts["allowed"] is False


@pytest.mark.both
def test_a_question_is_answered_once_however_many_answer(house, room):
    row = ask(house, room)

    def answer():
        seller = house[people.SELLER]
        return inquiries.answer(inquiry=Ref(row.ref), text="含税。", actor=seller, at=house.at)

    outcomes = together(*[answer] * 3)
    assert refusals(outcomes) == {AlreadyAnswered: 2}
    assert len(told("room.answered")) == 1


@pytest.mark.both
def test_an_answer_after_its_day_is_late(house):
    house.agree()
    house.assess()
    room = opened(house, ROWS, "框架合同", hours=30 * 24)
    row = ask(house, room)
    late = house.at + timedelta(days=14)
    seller = house[people.SELLER]
    inquiries.answer(inquiry=Ref(row.ref), text="含税。", actor=seller, at=late)
    assert told("room.answered")[-1].facts["late"] is True
    with pytest.raises(NotPermitted):
        inquiries.answer(inquiry=Ref(row.ref), text="含税。", actor=house.buyer, at=late)


# The end


@pytest.mark.both
def test_pages_questions_and_answers_die_with_the_room(house, room):
    look(house, room)
    row = ask(house, room)
    row = inquiries.answer(
        inquiry=Ref(row.ref), text="含税。", actor=house[people.SELLER], at=house.at
    )
    held = [Ref(ref) for ref in (room.document, paper(room).document, row.question, row.answer)]
    assert len(keys.existing(held)) == 4
    rooms.shut(room=Ref(room.ref), actor=house.dpo, at=house.at)
    content_erasure.empty(at=house.at)
    assert not keys.existing(held)
    assert store.missing() == []
    assert View.objects.count() == 1


# Words


def test_a_code_of_forty_bits_is_eight_letters_and_back():
    for number in (0, 1, 2**40 - 1, 0x123456789A):
        code = rules.code_of(number)
        assert len(code) == rules.CODE_LENGTH
        assert rules.number_of(code) == number


def test_a_level_that_is_no_room_holds_nothing():
    assert not rules.may_hold(DisclosureLevel.L0, 0)
    assert not rules.may_hold(DisclosureLevel.L4, 0)
