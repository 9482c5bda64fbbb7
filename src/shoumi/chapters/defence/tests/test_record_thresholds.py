"""Before somebody has opened so many records that criminal law begins, there is a warning."""

from __future__ import annotations

import re

import pytest

from shoumi.base.gate.events import Tag as Gate
from shoumi.base.gate.tasks import fields_digest
from shoumi.base.ledger import writer
from shoumi.base.outbox.models import Message
from shoumi.chapters.defence.models import SecurityCase
from shoumi.chapters.defence.pages.urls import console
from shoumi.chapters.defence.queries import detection as queries
from shoumi.chapters.defence.rules.detection import Code, Verdict
from shoumi.chapters.defence.services import detection
from shoumi.core.gate import Act
from shoumi.core.ledger.leaf import Event
from shoumi.core.record_thresholds import RecordKind
from shoumi.core.refs import Ref
from shoumi.core.terms import Purpose
from shoumi.doors.tests.rows_of_kinds import row_of, table

pytestmark = pytest.mark.django_db(databases=("default", "keyring"))
PAGES = {one.name: one.callback for one in console}


class Looking:
    """The consultant asks ten times and is told no, which is an alert, and then opens bank accounts
    one by one; slowly, so that nothing else is."""

    def __init__(self, desk):
        self.desk, self.seen = desk, 0
        task = row_of(table("Task"), "task", fields=["name", "bank_account"]).ref
        self.facts = {
            "act": Act.REVEAL,
            "purpose": Purpose.INVENTORY,
            "fields": fields_digest([]),
            "task": Ref(task),
        }

    def alert(self):
        detection.begin(actor=self.desk.security, at=self.desk.at)
        no = {"allowed": False, "act": Act.REVEAL, "purpose": Purpose.INVENTORY}
        for _ in range(10):
            self.record(Gate.DECIDED, Ref("psn-0"), no)
        return detection.look(at=self.desk.go(seconds=30))

    def opens(self, people):
        for _ in range(people):
            self.seen += 1
            self.record(Gate.REVEALED, Ref(f"psn-{self.seen}"), self.facts)
            self.desk.go(seconds=20)
        return detection.look(at=self.desk.go(seconds=30))

    def record(self, tag, about, facts):
        writer.record(
            Event(tag, self.desk.consultant, about, self.desk.go(seconds=5), facts, ("1.5",))
        )


@pytest.fixture
def looking(desk):
    return Looking(desk)


def test_a_warning_comes_before_the_threshold_and_another_at_it_each_once(desk, looking):
    (first,) = looking.alert()
    assert first.rule == Code.GATE_PROBING
    assert looking.opens(19) == []
    (near,) = looking.opens(1)
    assert (near.rule, near.who, near.count) == (Code.RECORDS_NEAR, desk.consultant, 20)
    assert looking.opens(4) == []
    (reached,) = looking.opens(1)
    assert (reached.rule, reached.count) == (Code.RECORDS_REACHED, 25)
    assert looking.opens(3) == []
    assert Message.objects.filter(key__startswith="detection:").count() == 3


def test_what_is_opened_outside_of_any_case_counts_for_nobody(looking, desk):
    detection.begin(actor=desk.security, at=desk.at)
    assert looking.opens(30) == []
    assert dict(queries.records(SecurityCase.objects.all())) == {}


def test_a_false_alarm_counts_no_more_and_a_closed_case_stops_where_it_was_closed(desk, looking):
    (one,) = looking.alert()
    looking.opens(5)
    detection.take(case=Ref(one.ref), actor=desk.security, at=desk.at)
    closing = {"case": Ref(one.ref), "reasons": "已核实。", "actor": desk.security}
    detection.close(**closing, verdict=Verdict.MISUSE, at=desk.go(seconds=5))
    looking.opens(7)
    found = SecurityCase.objects.get()
    assert dict(queries.records([found])) == {RecordKind.TRACE_OR_PROPERTY: 5}
    found.verdict = Verdict.FALSE_ALARM
    assert dict(queries.records([found])) == {}


@pytest.mark.parametrize(
    ("lang", "table_words", "caution"),
    [
        ("zh", "立案数量", "接近刑事立案数量"),
        ("en", "thresholds of criminal law", "Near to a threshold of criminal law"),
    ],
)
def test_the_pages_show_the_counts_with_their_basis_and_warn(
    desk, looking, lang, table_words, caution
):
    (one,) = looking.alert()
    looking.opens(21)
    for shown in (
        PAGES["detection"](desk.request(lang=lang)),
        PAGES["securitycase"](desk.request(lang=lang), securitycase=one.ref),
    ):
        text = re.sub(r"<[^>]*>|[,\u202f]", "", shown.content.decode())
        assert table_words in text
        assert "法释〔2017〕10号 5" in text
        assert "2500" in text
    assert caution in text
