"""Deletion reaches everybody who got the data, and a request waits for what each confirms."""

from __future__ import annotations

import pytest

from shoumi.base import registry
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.ledger import reader
from shoumi.base.outbox.models import Message
from shoumi.base.registry import Card
from shoumi.base.registry.recipients import Kept, Recipient
from shoumi.base.subjects.models import State, Subject
from shoumi.base.tests import authenticated
from shoumi.chapters.feedback import queries
from shoumi.chapters.feedback.events import Tag
from shoumi.chapters.feedback.models import RecipientNotice
from shoumi.chapters.feedback.queries import recipients
from shoumi.chapters.feedback.queries.recipients import NoSuchNotice
from shoumi.chapters.feedback.rules import Kind, Outcome, Part, Proof, Way
from shoumi.chapters.feedback.rules.recipients import Answer, Wanted
from shoumi.chapters.feedback.services import deletion, erasure, recipient_notices
from shoumi.chapters.feedback.services.errors import (
    KeptByLaw,
    NobodyOfDeal,
    NotErasing,
    NoticeSettled,
    NotProven,
    RecipientsOpen,
    StillHeld,
)
from shoumi.chapters.feedback.tests.feedback_house import AT
from shoumi.chapters.feedback.tests.test_duplicates import agrees
from shoumi.core.refs import Ref

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])

BUYER = Recipient(
    Ref("party-buyer"),
    "虚构受让有限公司",
    ("交接包 a.age 第 7 行", "package a.age, row 7"),
    "",
    "rights.objection_delete",
)


def a_card_says(monkeypatch, **hooks):
    card = Card("elsewhere", "别处", "Elsewhere", **hooks)
    every = list(registry.cards())
    monkeypatch.setattr(registry, "cards", lambda: iter([*every, card]))


@pytest.fixture
def told(monkeypatch):
    """Whom a card of another app says to have got data."""
    found = [BUYER]
    a_card_says(monkeypatch, recipients=lambda subject: found)
    return found


@pytest.fixture
def keeps(monkeypatch):
    """What a card of another app says to stay."""
    found = []
    a_card_says(monkeypatch, kept=lambda subject: found)
    return found


def asked(desk, subject=None, kind=Kind.DELETE):
    request = desk.assigned(kind=kind, deal=desk.deal)
    desk.prove(request, subject=subject or desk.first)
    return request


def order(desk, request, actor=None):
    return deletion.order(request=request, actor=actor or desk.officer, at=desk.at)


def deletions():
    """How many were ordered."""
    return sum(1 for _ in reader.entries(tag=Tag.ORDERED))


def notice(request):
    [one] = recipients.of_request(request)
    return Ref(one.ref)


def destroyed(subject):
    given = {"state": State.DESTROYED, "destroyed_at": AT}
    assert authenticated.change(Subject.objects.filter(ref=subject), **given)


def test_whoever_asks_is_ordered_to_be_destroyed_and_each_recipient_told_once(desk, told):
    request = asked(desk)
    made = order(desk, request)
    again = order(desk, request)
    [proposed] = reader.entries(about=made.order)
    assert (proposed.line().actor, made.told) == (desk.officer, 1)
    assert (again.order, again.told) == (made.order, 0)
    [one] = recipients.of_request(request)
    assert (one.recipient, one.name, one.wanted) == (BUYER.ref, BUYER.name, "DELETE")
    assert str(one.until) == "2026-10-22"
    tags = [entry.line().tag for entry in reader.latest(6)]
    assert "feedback.ordered" in tags
    assert "feedback.told" in tags


def test_nothing_is_ordered_for_whoever_has_not_proved_who_that_is(desk):
    request = desk.assigned(deal=desk.deal)
    before = deletions()
    with pytest.raises(NotProven):
        order(desk, request)
    other = desk.assigned(kind=Kind.ACCESS)
    with pytest.raises(NotErasing):
        order(desk, other)
    desk.prove(request)
    with pytest.raises(NobodyOfDeal):
        order(desk, request)
    assert deletions() == before


def test_what_legal_or_a_law_keeps_is_said_before_and_not_ordered(desk, told, keeps):
    request = asked(desk)
    keeps.append(Kept(("全部", "everything"), ("有争议", "it is disputed"), stops_all=True))
    seen = deletion.preview(queries.get(request))
    assert any(one.stops_all for one in seen.kept)
    assert [one.name for one in seen.recipients] == [BUYER.name]
    with pytest.raises(KeptByLaw):
        order(desk, request)
    keeps.clear()
    assert order(desk, request).told == 1


def test_only_the_protection_officer_orders_it(desk):
    request = asked(desk)
    with pytest.raises(NotPermitted):
        order(desk, request, actor=desk.qian)
    assert deletions() == 0


def test_it_is_closed_as_granted_once_the_person_is_destroyed_and_every_recipient_confirmed(
    desk, told
):
    request = asked(desk)
    order(desk, request)
    desk.reply(request)
    with pytest.raises(RecipientsOpen):
        desk.close(request)
    recipient_notices.take_down(
        notice=notice(request), answer=Answer.DONE, actor=desk.qian, at=desk.at
    )
    with pytest.raises(StillHeld):
        desk.close(request)
    destroyed(desk.first)
    assert desk.close(request, Outcome.GRANTED).outcome == "GRANTED"
    assert agrees(RecipientNotice)


def test_what_the_person_is_told_names_every_recipient_and_its_answer(desk, told):
    request = asked(desk)
    order(desk, request)
    token = recipient_notices.make_link(notice=notice(request), actor=desk.qian, at=desk.at)
    recipient_notices.answer_by_link(token=token, answer=Answer.NOT_HELD, at=desk.at)
    desk.reply(request, way=Way.PORTAL)
    found = erasure.open_record(request=request, actor=desk.qian, at=desk.at)
    [said] = [found.said[line.ref] for line in found.lines if line.part == Part.REPLY]
    assert BUYER.name in said
    assert "没有这些信息" in said


def test_a_link_is_good_once_and_another_takes_its_place(desk, told):
    request = asked(desk)
    order(desk, request)
    first = recipient_notices.make_link(notice=notice(request), actor=desk.qian, at=desk.at)
    second = recipient_notices.make_link(notice=notice(request), actor=desk.qian, at=desk.at)
    with pytest.raises(NoSuchNotice):
        recipient_notices.answer_by_link(token=first, answer=Answer.DONE, at=desk.at)
    recipient_notices.answer_by_link(token=second, answer=Answer.DONE, at=desk.at)
    with pytest.raises(NoSuchNotice):
        recipient_notices.answer_by_link(token=second, answer=Answer.NOT_HELD, at=desk.at)
    with pytest.raises(NoticeSettled):
        recipient_notices.make_link(notice=notice(request), actor=desk.qian, at=desk.at)


def test_a_late_recipient_fails_the_demand_until_somebody_writes_why_it_is_enough(desk, told):
    request = asked(desk)
    order(desk, request)
    desk.reply(request)
    assert desk.state("10.2") == ("PASS", "")
    desk.go(days=40)
    assert desk.state("10.2") == ("FAIL", "feedback.unconfirmed")
    given = {"notice": notice(request), "text": "催了三次，公司已注销", "at": desk.at}
    with pytest.raises(NotPermitted):
        recipient_notices.let_go(actor=desk.qian, **given)
    recipient_notices.let_go(actor=desk.officer, **given)
    assert desk.state("10.2") == ("PASS", "")
    destroyed(desk.first)
    assert desk.close(request).state == "CLOSED"
    assert desk.state("10.3") == ("PASS", "")


def test_a_request_closed_by_hand_over_an_open_recipient_fails_the_record(desk, told):
    request = asked(desk)
    order(desk, request)
    desk.reply(request)
    recipient_notices.take_down(
        notice=notice(request), answer=Answer.DONE, actor=desk.qian, at=desk.at
    )
    destroyed(desk.first)
    desk.close(request)
    assert authenticated.change(RecipientNotice.objects.all(), answer="", answered_at=None, by="")
    assert desk.state("10.3") == ("FAIL", "feedback.closed_unconfirmed")


def test_a_notice_that_was_taken_away_or_edited_is_found(desk, told):
    request = asked(desk)
    order(desk, request)
    RecipientNotice.objects.update(answer="DONE", answered_at=desk.at)
    assert desk.state("10.2") == ("FAIL", "row.not_authentic")
    RecipientNotice.objects.all().delete()
    assert desk.state("10.2") == ("FAIL", "row.not_authentic")


def test_a_recipient_is_reminded_each_day_from_its_last_on(desk, told):
    told[0] = Recipient(BUYER.ref, BUYER.name, BUYER.handle, desk.seller, BUYER.period)
    request = asked(desk)
    order(desk, request)
    assert Message.objects.filter(to=desk.seller).count() == 1
    assert recipient_notices.remind(at=desk.at) == 0
    desk.go(days=28)
    assert recipient_notices.remind(at=desk.at) == 1
    assert recipient_notices.remind(at=desk.at) == 0
    desk.go(days=1)
    assert recipient_notices.remind(at=desk.at) == 1
    recipient_notices.take_down(
        notice=notice(request), answer=Answer.DONE, actor=desk.qian, at=desk.at
    )
    desk.go(days=1)
    assert recipient_notices.remind(at=desk.at) == 0
    bodies = "".join(Message.objects.values_list("body", flat=True))
    assert BUYER.handle[0] in bodies
    assert "吴虚丙" not in bodies


def test_another_correction_is_told_to_whoever_confirmed_the_first(desk, told):
    request = asked(desk, kind=Kind.CORRECT)
    found = queries.get(request)
    given = (found, Wanted.CORRECT, desk.officer, desk.at)
    assert len(recipient_notices.tell(*given)) == 1
    assert recipient_notices.tell(*given) == []
    recipient_notices.take_down(
        notice=notice(request), answer=Answer.DONE, actor=desk.qian, at=desk.at
    )
    assert len(recipient_notices.tell(*given)) == 1
    assert [one.answer for one in recipients.of_request(request)] == ["DONE", ""]


def test_what_a_guardian_proved_is_ordered_as_well(desk, told):
    request = desk.assigned(kind=Kind.CLOSE_ACCOUNT, deal=desk.deal)
    desk.prove(request, Proof.GUARDIAN, subject=desk.second)
    assert order(desk, request).told == 1
