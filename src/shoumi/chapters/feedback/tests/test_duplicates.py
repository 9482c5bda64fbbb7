"""Two requests of one person are answered together where identity was proved alike."""

from __future__ import annotations

import pytest

from shoumi.base.ledger import reader
from shoumi.chapters.feedback import health, queries
from shoumi.chapters.feedback.models import Merge
from shoumi.chapters.feedback.rules import Kind, Outcome, Part, Proof
from shoumi.chapters.feedback.services import duplicates
from shoumi.chapters.feedback.services.errors import (
    AlreadyAnswered,
    MergedAway,
    NotMerged,
    NotOne,
    TooLateToUndo,
)

pytestmark = pytest.mark.django_db(databases=["default", "keyring"])


def asked(desk, subject=None, proof=Proof.IN_PERSON, kind=Kind.ACCESS):
    request = desk.assigned(kind=kind, deal=desk.deal)
    desk.prove(request, proof, subject=subject or desk.first)
    return request


@pytest.fixture
def pair(desk):
    """The first came a week before the second."""
    first = asked(desk)
    desk.go(days=7)
    return first, asked(desk)


def merge(desk, request, into):
    return duplicates.merge(request=request, into=into, actor=desk.qian, at=desk.at)


def agrees(table):
    """Whether each row says what the ledger says of it."""
    [one] = [one for one in health.guarded if one.table is table]
    rows = list(table.objects.all())
    return bool(rows) and one.agreed(rows) == [row.entry_position for row in rows]


def undo(desk, request):
    return duplicates.undo(request=request, actor=desk.qian, at=desk.at)


def due(request):
    return queries.timed(queries.get(request)).due.on


def test_the_earlier_clock_counts_for_both_whichever_is_merged_into_the_other(desk, pair):
    first, second = pair
    early, late = due(first), due(second)
    assert early < late
    merge(desk, first, second)
    assert (due(first), due(second)) == (early, early)
    undo(desk, first)
    assert agrees(Merge)
    assert (due(first), due(second)) == (early, late)


def test_a_name_joins_nothing_and_neither_does_another_proof_or_another_wish(desk, pair):
    first, _ = pair
    unproven = desk.assigned(kind=Kind.ACCESS, deal=desk.deal)
    nobodys = desk.assigned(kind=Kind.ACCESS, deal=desk.deal)
    desk.prove(nobodys)
    for other in (
        unproven,
        nobodys,
        asked(desk, proof=Proof.GUARDIAN),
        asked(desk, subject=desk.second),
        asked(desk, kind=Kind.COPY),
        first,
    ):
        with pytest.raises(NotOne):
            merge(desk, other, first)
    assert not Merge.objects.exists()


def test_what_is_answered_and_closed_stands_in_both_records(desk, pair):
    first, second = pair
    merge(desk, second, first)
    with pytest.raises(MergedAway):
        desk.reply(second)
    desk.reply(first)
    desk.close(first, Outcome.GRANTED)
    for request in pair:
        found = queries.get(request)
        assert (found.state, found.outcome) == ("CLOSED", "GRANTED")
        parts = [line.part for line in queries.lines(found)]
        assert parts == [Part.RECEIVED, Part.REPLY]
    assert desk.state("10.3") == ("PASS", "")


def test_a_refusal_stands_in_both_with_its_reason(desk, pair):
    first, second = pair
    merge(desk, second, first)
    desk.refuse(first)
    assert queries.get(second).ground == "KEPT_BY_LAW"
    assert desk.state("10.2") == ("PASS", "")


def test_it_is_undone_within_a_month_and_not_once_it_is_answered(desk, pair):
    first, second = pair
    with pytest.raises(NotMerged):
        undo(desk, second)
    merge(desk, second, first)
    desk.go(days=31)
    with pytest.raises(TooLateToUndo):
        undo(desk, second)
    desk.reply(first)
    with pytest.raises(AlreadyAnswered):
        undo(desk, second)


def test_it_stands_in_the_ledger_and_an_edited_row_is_found(desk, pair):
    first, second = pair
    merge(desk, second, first)
    assert "feedback.merged" in [one.line().tag for one in reader.latest(3)]
    assert agrees(Merge)
    assert desk.state("10.2") == ("PASS", "")
    Merge.objects.update(into=second, request=first)
    assert desk.state("10.2") == ("FAIL", "row.not_authentic")
