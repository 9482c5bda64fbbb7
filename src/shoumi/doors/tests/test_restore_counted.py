"""Before a restored home opens, each record is held against the ledger and a sample is opened."""

from __future__ import annotations

import pytest

from shoumi.base.ledger import home_seal, reader
from shoumi.base.messages.refusals import tell
from shoumi.base.restore import record_count, services
from shoumi.base.restore.errors import RecordsDiffer
from shoumi.base.restore.events import Differs
from shoumi.base.subjects.models import Record, Subject
from shoumi.core.refs import Ref
from shoumi.doors.demo import cast
from shoumi.doors.tests.house import person, told
from shoumi.doors.tests.put_back_home import Copy, ask, destroy, open_by_two
from shoumi.doors.tests.visitors import signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "keyring"], transaction=True),
    pytest.mark.both,
]


@pytest.fixture
def kept(house):
    return house.keep(*(person(number) for number in range(25)))


def test_the_second_person_answers_for_how_much_was_counted_and_opened(house, kept, tmp_path):
    copy = Copy(tmp_path)
    destroy(house, kept[:2])
    copy.put_back()
    found = copy.catch_up(house.at).counted
    assert (found.people, found.sampled, found.opened, found.differ) == (23, 20, 20, 0)
    assert found.records == Record.objects.exclude(subject__in=kept[:2]).count()
    assert found.rows > 0
    parameters = services.change(home_seal.read()).parameters
    assert (parameters["people"], parameters["opened"]) == (23, 20)
    open_by_two(house)


def test_who_is_opened_stands_in_the_ledger_before(house, kept, tmp_path):
    copy = Copy(tmp_path)
    copy.put_back()
    copy.catch_up(house.at)
    (line,) = told("restore.sampled")
    assert line.rows.count == 20
    tags = [one.line().tag for one in reader.latest(2)]
    assert tags == ["restore.counted", "restore.sampled"]


def test_a_record_that_is_gone_keeps_the_home_shut_and_is_named(house, kept, tmp_path):
    Record.objects.filter(subject=kept[3]).order_by("id").first().delete()
    copy = Copy(tmp_path)
    copy.put_back()
    found = copy.catch_up(house.at).counted
    assert (found.differ, found.differences) == (1, ((Differs.RECORDS, kept[3]),))
    with pytest.raises(RecordsDiffer) as refused:
        services.change(home_seal.read())
    assert kept[3] in tell(refused.value, "zh").what
    assert home_seal.is_sealed()


def test_what_is_changed_after_the_count_keeps_it_shut_too(house, kept, tmp_path):
    copy = Copy(tmp_path)
    copy.put_back()
    copy.catch_up(house.at)
    asked = ask(house)
    services.approvals.approve(approval=asked, actor=house.dpo, at=house.at)
    Record.objects.filter(subject=kept[4]).order_by("id").first().delete()
    with pytest.raises(RecordsDiffer) as refused:
        services.open_home(actor=house[cast.SECURITY], at=house.at)
    assert kept[4] in refused.value.facts["named"]
    assert home_seal.is_sealed()


def test_a_row_altered_from_outside_after_the_count_keeps_it_shut(house, kept, tmp_path):
    copy = Copy(tmp_path)
    copy.put_back()
    copy.catch_up(house.at)
    asked = ask(house)
    services.approvals.approve(approval=asked, actor=house.dpo, at=house.at)
    Subject.objects.filter(ref=kept[0]).update(in_service=False)
    with pytest.raises(RecordsDiffer) as refused:
        services.open_home(actor=house[cast.SECURITY], at=house.at)
    assert kept[0] in refused.value.facts["named"]


def test_a_row_that_did_not_hold_in_the_lost_home_either_does_not_keep_it_shut(
    house, kept, tmp_path
):
    Subject.objects.filter(ref=kept[0]).update(in_service=False)
    copy = Copy(tmp_path)
    copy.put_back()
    assert copy.catch_up(house.at).counted.differ == 0
    (line,) = told("restore.blocked")
    assert (line.facts["count"], line.rows.count) == (0, 1)
    open_by_two(house)


def test_an_envelope_that_does_not_open_is_found_by_opening(house, kept, tmp_path):
    """As one that has the form of an envelope, which is all that a count can see."""
    own, other = (Record.objects.filter(subject=one).order_by("id").first() for one in kept[:2])
    Record.objects.filter(pk=own.pk).update(blob=other.blob)
    copy = Copy(tmp_path)
    copy.put_back()
    found = copy.catch_up(house.at, sampled=25).counted
    assert (found.sampled, found.opened) == (25, 24)
    assert [what for what, _ in found.differences] == [Differs.UNOPENED]


def test_the_page_shows_what_was_counted_and_what_differs(house, kept, tmp_path):
    Record.objects.filter(subject=kept[3]).order_by("id").first().delete()
    copy = Copy(tmp_path)
    copy.put_back()
    copy.catch_up(house.at)
    page = signed_in(house[cast.SECURITY], lang="en").get("/restore").content.decode()
    assert "other records than were stored" in page
    assert "20 / 20" in page


def test_nobody_is_opened_in_a_drill(house, kept, tmp_path):
    copy = Copy(tmp_path)
    copy.put_back()
    found = copy.catch_up(house.at, sampled=0)
    assert (found.counted.sampled, told("restore.sampled")) == (0, [])
    assert record_count.count(Ref(found.restore)).differences == []
