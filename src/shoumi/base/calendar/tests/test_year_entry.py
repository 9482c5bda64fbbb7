"""A year is entered by two people, counts everywhere at once, and settles what waited for it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.accounts.tests.cast import House
from shoumi.base.approvals import services as approvals
from shoumi.base.approvals.errors import Differs, NeedsApproval
from shoumi.base.approvals.models import Approval
from shoumi.base.calendar import health, inbox_items, services, year_entry, year_tables
from shoumi.base.ledger import reader, texts, writer
from shoumi.base.ledger.tests import text_rows
from shoumi.base.registry import Asker, Health
from shoumi.base.registry.shared_reads import sharing
from shoumi.core import calendar as shipped
from shoumi.core.calendar import Due
from shoumi.core.calendar.tests.notices import NOTICE_2027
from shoumi.core.ledger.leaf import Digest, LeafUnreadable
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

pytestmark = pytest.mark.django_db(databases=["default", "keyring"], transaction=True)
NOVEMBER = datetime(2026, 11, 20, 2, tzinfo=UTC)
SOURCE = "国务院办公厅关于2027年部分节假日安排的通知"


@pytest.fixture
def house(keyring):
    return House()


def table(notice=NOTICE_2027, year=2027, source=SOURCE, at=NOVEMBER, **lines):
    return year_entry.proposed(year=year, source=source, notice=notice, at=at, **lines)


def ask(house, made, at=NOVEMBER):
    with pytest.raises(NeedsApproval) as wanted:
        year_entry.enter(table=made, actor=house.head, at=at)
    return approvals.ask(change=wanted.value.change, actor=house.head, at=at)


def enter(house, made=None, at=NOVEMBER):
    made = made or table()
    approvals.approve(approval=Ref(ask(house, made, at).ref), actor=house.dpo, at=at)
    return year_entry.enter(table=made, actor=house.head, at=at)


def waiting_deadline():
    """Two weeks of working days that need the next year."""
    return services.start(
        key=shipped.Holiday.SPRING,
        periods=("contract.return_or_destroy",),
        since=date(2027, 1, 29),
        about=Ref("thing-1"),
        actor=SYSTEM,
        at=NOVEMBER,
    )


def test_nobody_enters_a_year_alone(house):
    made = table()
    asked = ask(house, made)
    with pytest.raises(NeedsApproval):
        year_entry.enter(table=made, actor=house.head, at=NOVEMBER)
    with pytest.raises(approvals.TwoPeopleNeeded):
        approvals.approve(approval=Ref(asked.ref), actor=house.head, at=NOVEMBER)
    assert not year_tables.is_known(2027)


def test_another_table_than_was_approved_is_not_entered(house):
    approvals.approve(approval=Ref(ask(house, table()).ref), actor=house.dpo, at=NOVEMBER)
    less = table(NOTICE_2027.replace("、2月20日（周六）上班", "上班"))
    with pytest.raises(Differs):
        year_entry.enter(table=less, actor=house.head, at=NOVEMBER)


def test_whose_role_has_nothing_to_do_with_it_enters_none(house):
    made = table()
    clerk = house.staff(Role.MKT, name="李测试")
    with pytest.raises(NotPermitted):
        year_entry.enter(table=made, actor=clerk, at=NOVEMBER)


def test_a_year_that_was_entered_counts_as_one_that_is_shipped(house):
    made = enter(house)
    calendar = year_tables.china()
    assert calendar.is_known(date(2027, 5, 1))
    assert not calendar.is_workday(date(2027, 2, 8))
    assert calendar.is_workday(date(2027, 1, 31))
    assert calendar.years[2026] == shipped.china().years[2026]
    one = year_tables.entered()[2027]
    assert (one.position, one.by, one.approver) == (made.position, house.head, house.dpo)
    assert (one.table.rests, one.table.make_up) == (made.table.rests, made.table.make_up)
    assert year_tables.source(one) == SOURCE
    assert year_tables.due(date(2027, 1, 29), "contract.return_or_destroy") == Due(
        on=date(2027, 2, 19)
    )


def test_the_entry_holds_the_table_and_no_free_text(house):
    made = enter(house)
    [line] = [one.line() for one in reader.some([made.position])]
    assert line.facts["rest_02"] == "spring"
    assert line.facts["rest_02_first"] == "2027-02-05"
    assert line.facts["make_up_01"] == "2027-01-31"
    assert line.facts["approver"] == house.dpo
    assert len(line.facts["source_commitment"]) == len(Digest.of(b"").hex())
    texts.erase(position=made.position, actor=house.dpo, at=NOVEMBER)
    assert year_tables.source(year_tables.entered()[2027]) == ""


def test_a_source_that_was_edited_is_not_shown(house):
    made = enter(house)
    text_rows.change(made.position, text="http://gov.example/")
    assert year_tables.source(year_tables.entered()[2027]) == ""


def test_provisional_deadlines_are_counted_again_and_final_ones_stay(house):
    waits = waiting_deadline()
    assert waits.due == Due(on=date(2027, 2, 12), is_provisional=True)
    assert enter(house).recounted == 1
    waits.refresh_from_db()
    assert waits.due == Due(on=date(2027, 2, 19))
    more = table(NOTICE_2027.replace("12日（周五）放假调休，共8天", "13日放假调休，共9天"))
    assert enter(house, more).recounted == 0
    waits.refresh_from_db()
    assert waits.due == Due(on=date(2027, 2, 19))


def test_a_correction_shows_what_it_replaces_and_the_newest_counts(house):
    enter(house)
    less = table(NOTICE_2027.replace("、2月20日（周六）上班", "上班"))
    asked = ask(house, less)
    assert "2027-02-20" in asked.before
    assert "2027-02-20" not in asked.parameters
    approvals.approve(approval=Ref(asked.ref), actor=house.dpo, at=NOVEMBER)
    year_entry.enter(table=less, actor=house.head, at=NOVEMBER)
    assert not year_tables.china().is_workday(date(2027, 2, 20))


def test_a_table_is_not_entered_over_one_that_nobody_was_shown(house, monkeypatch):
    """Both were approved over what counted then, and one waits for the other's place."""
    made, other = table(), table(NOTICE_2027.replace("、2月20日（周六）上班", "上班"))
    for one in (made, other):
        approvals.approve(approval=Ref(ask(house, one).ref), actor=house.dpo, at=NOVEMBER)
    plain = writer.hold

    def waits():
        monkeypatch.setattr(writer, "hold", plain)
        year_entry._entered.__wrapped__(other, house.head, NOVEMBER)
        return plain()

    monkeypatch.setattr(writer, "hold", waits)
    with pytest.raises(Differs):
        year_entry.enter(table=made, actor=house.head, at=NOVEMBER)
    assert not year_tables.is_known(2027)


def test_who_was_told_of_a_day_has_until_then_whatever_is_entered_since(house):
    since, period = date(2027, 2, 1), "rights.campaign_window"
    told = enter(house).position + 1
    first = year_tables.due(since, period)
    enter(house, table(NOTICE_2027.replace("5日（周五）至12日（周五）放假调休，共8天", "5日放假")))
    assert year_tables.due(since, period).until < first.until
    assert year_tables.due_told(since, period, position=told) == first
    later = year_tables.entered()[2027].position + 1
    assert year_tables.due_told(since, period, position=later) == year_tables.due(since, period)


def test_where_an_entered_table_was_altered_no_year_is_known_and_days_are_counted(
    house, monkeypatch
):
    enter(house)
    year_tables.forget()

    def altered(line):
        raise LeafUnreadable

    monkeypatch.setattr(year_tables, "_table", altered)
    assert year_tables.due(date(2026, 11, 20), "contract.return_or_destroy") == Due(
        on=date(2026, 12, 4), is_provisional=True
    )
    assert (year_tables.missing_year(NOVEMBER), dict(year_tables.entered())) == (2026, {})
    waiting_deadline()
    year_tables.forget()


def test_the_same_again_is_refused(house):
    enter(house)
    with pytest.raises(year_entry.SameAlready):
        year_entry.enter(table=table(), actor=house.head, at=NOVEMBER)


def test_the_request_gives_back_the_table_it_is_about(house):
    made = table()
    asked = ask(house, made)
    assert year_entry.of_request(Approval.objects.get(ref=asked.ref)) == made
    assert year_entry.waiting(house.dpo, NOVEMBER) == [asked]
    assert year_entry.waiting(house.dpo, NOVEMBER, own=True) == []


def test_a_reader_of_many_deadlines_asks_for_the_tables_once(house, django_assert_num_queries):
    enter(house)
    year_tables.china()
    with django_assert_num_queries(1), sharing():
        for _ in range(5):
            year_tables.due(date(2027, 1, 29), "contract.return_or_destroy")


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"year": 2028}, year_entry.YearUnfit),
        ({"year": 2025}, year_entry.YearUnfit),
        ({"source": " "}, year_entry.SourceUnfit),
        ({"source": "a\nb"}, year_entry.SourceUnfit),
        ({"rest": "元旦 2027-01-01"}, year_entry.TwoWays),
        ({"notice": ""}, shipped.holidays.HolidayMissing),
    ],
)
def test_what_cannot_be_entered_is_refused_before_anybody_is_asked(more, refusal):
    with pytest.raises(refusal):
        table(**more)


def test_from_november_on_the_next_year_is_missed_until_it_is_there(house):
    october = datetime(2026, 10, 31, 15, 59, tzinfo=UTC)
    first = datetime(2026, 10, 31, 16, tzinfo=UTC)
    asker = Asker(house.head, frozenset({Role.HEAD}), frozenset({""}), first)
    assert year_tables.missing_year(october) is None
    assert year_tables.missing_year(first) == 2027
    [item] = inbox_items.items(asker)
    assert (item.page, "2027" in item.what[0]) == ("holidays", True)
    other = Asker(house.head, frozenset({Role.MKT}), frozenset({""}), first)
    assert list(inbox_items.items(other)) == []
    enter(house)
    assert year_tables.missing_year(first) is None
    assert list(inbox_items.items(asker)) == []


@pytest.mark.parametrize(
    ("at", "state"),
    [
        (datetime(2026, 10, 1, tzinfo=UTC), Health.OK),
        (NOVEMBER, Health.WARN),
        (datetime(2027, 2, 1, tzinfo=UTC), Health.FAIL),
    ],
)
def test_the_doctor_tells_a_missing_year(house, monkeypatch, at, state):
    monkeypatch.setattr(health.clock, "now", lambda: at)
    assert [one.state for one in health.findings()] == [state]


def test_the_doctor_tells_where_the_program_ships_another_table(house, monkeypatch):
    monkeypatch.setattr(health.clock, "now", lambda: NOVEMBER)
    other = year_entry.in_force(2026)
    lines = [f"{one.holiday} {one.first} {one.last}" for one in other.rests]
    made = table("", 2026, rest="\n".join(lines), make_up="2026-01-04 2026-02-14")
    enter(house, made)
    found = list(health.findings())
    assert "2026" in str(found[-1].facts)
    assert not year_tables.china().is_workday(date(2026, 5, 9))
