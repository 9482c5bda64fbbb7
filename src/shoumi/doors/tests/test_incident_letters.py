"""People are told of an incident by letters of the house, while its deal stands still: each whom
the ledger counted, once, and never again at an address that a letter came back from."""

from __future__ import annotations

import pypdfium2
import pytest
import time_machine
from django.db import transaction

from shoumi.base.correspondence import batches
from shoumi.base.correspondence.batches import Wish
from shoumi.base.correspondence.errors import NothingQueued, NothingToPrint
from shoumi.base.correspondence.models import Batch, Letter
from shoumi.base.correspondence.rules import Occasion, State, Way
from shoumi.base.gate import disclosure
from shoumi.base.gate.tasks import NoSuchTask, question
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.models import Kind as PersonKind
from shoumi.chapters.compliance import rules as risks
from shoumi.chapters.incidents import jobs
from shoumi.chapters.incidents.models import Breach, Exposure, NoticeLetters
from shoumi.chapters.incidents.queries import courses, exposures
from shoumi.chapters.incidents.rules.incidents import Grade
from shoumi.chapters.incidents.rules.words import Kind, Milestone, Source
from shoumi.chapters.incidents.services import incidents, letters, measures
from shoumi.chapters.incidents.services.errors import InDrill, NobodyCounted
from shoumi.chapters.incidents.services.incidents import Report
from shoumi.chapters.incidents.services.notices import Contents
from shoumi.core.gate import Act, GateClosed
from shoumi.core.incident_clock import Severity
from shoumi.core.record_thresholds import RecordKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.house import person
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
FIELDS = ("guardian_mobile", "guardian_name", "mobile", "name")
CONTENTS = Contents("姓名和手机号被发给他人。", "已召回；请留意来电。", "privacy@anzhuan.example")


class Telling:
    """An incident of which three were read, one of them a child; a fourth nobody looked at."""

    def __init__(self, house):
        self.house = house
        child = person(2, kind=PersonKind.CHILD)
        self.held = house.keep(person(0), person(1), child, person(3))
        house.assess(risks.Scope.TRANSFER)
        self.began = house.go(minutes=1)
        given = {"purpose": Purpose.NOTICE, "acts": [Act.SEND], "fields": FIELDS}
        self.task = house.task(**given, actors=[house.dpo])
        self.read()
        house.go(minutes=1)
        told = Report(
            kind=Kind.VENDOR,
            source=Source.VENDOR,
            found_at=house.at,
            account="供应商把名单发到了错误的地址。",
            grade=Grade(0, 0, is_leak=True, judged=Severity.MEDIUM),
            deals=[house.deal],
        )
        made = incidents.report(told=told, actor=house[people.SERVICE], at=house.at)
        self.breach = Ref(made.ref)

    def read(self):
        """The list that the vendor got."""
        asked = self.house.asked(self.task, act=Act.SEND, fields=FIELDS)
        disclosure.open_many(asked, self.held[:3])

    def by(self):
        self.house.go(minutes=1)
        actor = self.house[people.SECURITY]
        return {"breach": self.breach, "actor": actor, "at": self.house.at}

    def count(self):
        until = self.house.at
        given = {"since": self.began, "until": until, "deal": None, "person": None}
        return measures.count_exposed(**self.by(), **given)

    def send(self, *ways):
        return letters.send(ways=ways or [Way.POST], contents=CONTENTS, **self.by())

    def carry(self):
        """As the worker does, at the house's time."""
        with time_machine.travel(self.house.at, tick=False):
            for batch in Batch.objects.filter(about=self.breach):
                jobs.carry.call(batch.ref)

    def print(self):
        kept = []
        by = self.by()
        with time_machine.travel(self.house.at, tick=False):
            jobs.print_letters(
                by["breach"], by["actor"], lambda content, people: kept.append(content), at=by["at"]
            )
        return kept[0]

    def owed(self):
        found = {one.what: one for one in courses.clocks(Breach.objects.get(ref=self.breach))}
        return found[Milestone.PERSONS_TOLD]

    def lost(self, to, way):
        """A letter of another occasion to that person came back."""
        house = self.house
        wish = Wish(Ref.new("camp"), house.deal, Occasion.NOTICE, self.task, [way])
        with transaction.atomic():
            made = batches.queue(wish=wish, people=[to], actor=house.dpo, at=house.at)
        Letter.objects.filter(batch=made).update(way=way, state=State.BOUNCED)


@pytest.fixture
def telling(house):
    return Telling(house)


def test_each_whom_the_ledger_counted_has_one_letter_and_nobody_else(telling):
    telling.count()
    made = telling.send()
    assert made.count == 3
    written = Letter.objects.filter(about=telling.breach)
    assert set(written.values_list("to", flat=True)) == set(telling.held[:3])
    with pytest.raises(NothingQueued):
        telling.send()
    assert written.count() == 3


def test_the_page_says_how_near_whom_the_ledger_counted_is_to_criminal_law(telling):
    telling.count()
    found = Exposure.objects.filter(breach=telling.breach)
    assert dict(exposures.by_kind(found)) == {RecordKind.OTHER: 3}
    security = signed_in(telling.house[people.SECURITY])
    page = security.get(f"/incidents/{telling.breach}", secure=True).content.decode()
    assert "立案数量" in page
    assert "法释〔2017〕10号 5" in page
    assert "接近刑事立案数量" not in page


def test_they_are_opened_and_printed_while_the_deal_stands_still(telling):
    telling.count()
    with pytest.raises(GateClosed):
        telling.read()
    telling.send()
    telling.carry()
    assert Letter.objects.filter(about=telling.breach, state=State.TO_PRINT).count() == 3
    said = pages(telling.print())
    assert "INC-001" in said
    assert "示例省虚构市样本路0号" in said
    assert "虚构监护2" in said, "of a child the guardian is written to"
    assert "示例省虚构市样本路3号" not in said


def pages(content):
    file = pypdfium2.PdfDocument(content)
    return (
        "".join(page.get_textpage().get_text_range() for page in file)
        .replace("\r\n", "")
        .replace(" ", "")
    )


def test_people_count_as_told_once_all_letters_are_with_the_post(telling):
    telling.count()
    telling.send()
    telling.carry()
    assert telling.owed().done_at is None
    telling.print()
    assert telling.owed().done_at is None
    by = telling.by()
    with time_machine.travel(telling.house.at, tick=False):
        assert letters.posted(**by) == 3
    assert telling.owed().done_at == by["at"]
    found = NoticeLetters.objects.get()
    assert (found.people, found.reached, found.lost) == (3, 3, 0)
    with pytest.raises(NothingToPrint):
        telling.print()


def test_nobody_counts_as_told_where_every_letter_was_lost(telling):
    telling.count()
    telling.send()
    Letter.objects.filter(about=telling.breach).update(
        way=Way.POST, state=State.BOUNCED, is_noted=False
    )
    with time_machine.travel(telling.house.at, tick=False):
        jobs.outgoing_letters.call()
    found = NoticeLetters.objects.get()
    assert (found.reached, found.lost) == (0, 3)
    assert found.left_at is not None
    assert telling.owed().done_at is None


def test_an_address_that_a_letter_came_back_from_is_not_tried_again(telling):
    telling.count()
    telling.lost(telling.held[0], Way.POST)
    assert telling.send().count == 2
    assert not Letter.objects.filter(about=telling.breach, to=telling.held[0]).exists()


def test_where_a_second_way_is_left_that_one_is_taken_and_no_other(telling):
    first, second, *_ = telling.held
    telling.lost(first, Way.MAIL)
    found = letters._groups(
        telling.breach, {telling.house.deal: [first, second]}, [Way.MAIL, Way.POST]
    )
    deal = telling.house.deal
    assert found == {(deal, (Way.POST,)): [first], (deal, (Way.MAIL, Way.POST)): [second]}


def test_a_letter_of_this_incident_that_was_lost_goes_another_way(telling):
    telling.count()
    telling.send()
    lost = Letter.objects.filter(about=telling.breach, to=telling.held[1])
    lost.update(way=Way.POST, state=State.BOUNCED)
    people = {telling.house.deal: telling.held[:3]}
    found = letters._groups(telling.breach, people, [Way.MAIL, Way.POST])
    assert found == {(telling.house.deal, (Way.MAIL,)): [telling.held[1]]}


def test_nobody_is_written_to_before_somebody_is_counted(telling):
    with pytest.raises(NobodyCounted):
        telling.send()


def test_a_drill_writes_to_nobody(telling):
    Breach.objects.update(is_drill=True)
    with pytest.raises(InDrill):
        telling.send()
    assert not Letter.objects.filter(about=telling.breach).exists()


def test_the_task_that_opens_addresses_is_of_that_act_alone(telling):
    telling.count()
    telling.send()
    task = Ref(NoticeLetters.objects.get().task)
    at, actor = telling.house.at, telling.house[people.SECURITY]
    with pytest.raises(NoSuchTask):
        question(actor=actor, act=Act.WARN, task=task, at=at, purpose=Purpose.NOTICE)


def test_letters_whose_row_was_changed_by_hand_stay(telling):
    telling.count()
    telling.send()
    NoticeLetters.objects.update(people=2)
    with pytest.raises(NotAuthentic):
        letters.WRITER.require(Batch.objects.get(about=telling.breach), telling.house.at)
    telling.carry()
    assert set(Letter.objects.filter(about=telling.breach).values_list("state", flat=True)) == {
        State.QUEUED
    }
